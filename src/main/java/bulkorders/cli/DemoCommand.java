package bulkorders.cli;

import bulkorders.intake.InputReading;
import bulkorders.intake.InputStore;
import bulkorders.intake.SkipLimit;
import bulkorders.intake.StoredInput;
import bulkorders.job.Launch;
import bulkorders.job.RunLauncher;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.StockDemand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A small sample, end to end, on the embedded database and the sandbox. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Orders a small sample end to end on the embedded database and the sandbox; nothing is"
            + " bought.",
    footer = {"", "Example:  bulk-orders demo", "          bulk-orders demo --provider didww"})
final class DemoCommand implements Callable<Integer> {

  /** Providers that there is a demo of. */
  enum Provider {
    TELNYX,
    DIDWW;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    String sample() {
      return label() + "-small.csv";
    }
  }

  @Option(
      names = "--provider",
      paramLabel = "telnyx|didww",
      description = "Provider that the sample is ordered from; telnyx by default.")
  private Provider provider = Provider.TELNYX;

  @Mixin private FormatOption format = new FormatOption();

  private final Terminal terminal;
  private final Sessions sessions;

  DemoCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    String sample = provider.sample();
    terminal.err().println("Ordering " + sample + " at the sandbox; nothing is bought.");
    try (Session session = sessions.open(Sessions.Purpose.WORK, true, null)) {
      var work = new RunWork(terminal, session);
      // A run key of its own makes each demo a new run of the same file.
      String runKey = "demo-" + session.get(Clock.class).instant();
      work.on(sample, () -> session.get(RunLauncher.class).order(launch(session, runKey)));
      new ResultPrinter(terminal, format.format(), true).print(work.outcomes());
      if (!format.isJson()) {
        terminal
            .err()
            .println(
                "Open report.html of the report in a browser. Next: bulk-orders plan"
                    + " YOUR-FILE.csv");
      }
      return work.exitCode().code();
    }
  }

  private Launch launch(Session session, String runKey) {
    return new Launch(
        sample(session.get(InputStore.class), provider.sample()),
        InputReading.PLAIN,
        provider.label(),
        provider.label(),
        runKey,
        null,
        RepeatMode.ALLOW,
        StockDemand.UNASKED,
        false,
        SkipLimit.DEFAULT,
        CustomerReferences.SPLIT,
        null,
        null,
        Duration.ofMinutes(5),
        (figures, provider) -> true);
  }

  private static StoredInput sample(InputStore inputs, String name) {
    try (InputStream stream = DemoCommand.class.getResourceAsStream("/input-samples/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("The sample " + name + " is not packaged");
      }
      return inputs.store(stream, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
