package bulkorders.cli;

import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The providers' stand-in on a port. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Starts the stand-in for the providers' APIs on 127.0.0.1; it runs until it is"
            + " interrupted.",
    footer = {
      "",
      "Example:  bulk-orders sandbox --port 4010 --data sandbox-books",
      "Then:     export TELNYX_API_KEY=any",
      "          export BULK_ORDERS_TELNYX_BASE_URL=http://127.0.0.1:4010/v2",
      "          bulk-orders order --yes FILE"
    })
final class SandboxCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 4010 by default, 0 for any free one.")
  private int port = 4010;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where its books are kept; without, they are forgotten at the end.")
  private @Nullable Path data;

  @Option(
      names = "--pace",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "Time from the acceptance of an order until its numbers are final; 1s by default.")
  private Duration pace = Duration.ofSeconds(1);

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "Answer 429 to more; no limit by default.")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = "--didww-callback-secret",
      paramLabel = "SECRET",
      description =
          "Sign DIDWW's callbacks with it, and send them to this machine only; without, none are"
              + " sent.")
  private @Nullable String didwwCallbackSecret;

  private final Terminal terminal;

  SandboxCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var interrupted = new CountDownLatch(1);
    Signals.handle(interrupted::countDown);
    try (Sandbox sandbox = Sandbox.start(options())) {
      terminal
          .out()
          .printf(
              "Telnyx   %s%nDIDWW    %s%ncontrol  %s%n",
              sandbox.telnyxBaseUrl(), sandbox.didwwBaseUrl(), sandbox.controlUrl());
      interrupted.await();
    }
    return ExitCode.ALL_ORDERED.code();
  }

  private SandboxOptions options() {
    SandboxOptions options = SandboxOptions.defaults().withPort(port).withPace(pace);
    if (data != null) {
      options = options.withData(data);
    }
    if (requestsPerSecond != null) {
      options = options.withRequestsPerSecond(requestsPerSecond);
    }
    return didwwCallbackSecret == null
        ? options
        : options.withDidwwCallbackSecret(didwwCallbackSecret);
  }
}
