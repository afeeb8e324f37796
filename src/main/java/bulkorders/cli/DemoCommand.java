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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A small sample, end to end, on the embedded database and the sandbox. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Orders a small sample end to end on the embedded database and the sandbox; nothing is"
            + " bought.",
    footer = {"", "Example:  bulk-orders demo"})
final class DemoCommand implements Callable<Integer> {

  private static final String SAMPLE = "telnyx-small.csv";

  @Mixin private FormatOption format = new FormatOption();

  private final Terminal terminal;
  private final Sessions sessions;

  DemoCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    terminal.err().println("Ordering " + SAMPLE + " at the sandbox; nothing is bought.");
    try (Session session = sessions.open(Sessions.Purpose.WORK, true, null)) {
      var work = new RunWork(terminal, session);
      // A run key of its own makes each demo a new run of the same file.
      String runKey = "demo-" + session.get(Clock.class).instant();
      work.on(SAMPLE, () -> session.get(RunLauncher.class).order(launch(session, runKey)));
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

  private static Launch launch(Session session, String runKey) {
    return new Launch(
        sample(session.get(InputStore.class)),
        InputReading.PLAIN,
        "telnyx",
        "telnyx",
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

  private static StoredInput sample(InputStore inputs) {
    try (InputStream stream = DemoCommand.class.getResourceAsStream("/input-samples/" + SAMPLE)) {
      if (stream == null) {
        throw new IllegalStateException("The sample " + SAMPLE + " is not packaged");
      }
      return inputs.store(stream, SAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
