package bulkorders.cli;

import bulkorders.ledger.Runs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the process that works on a run to stop. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Asks the process that works on a run to stop; it finishes the orders in hand.",
    footer = {"", "Example:  bulk-orders stop 7"})
final class StopCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "Number of a run.")
  private int run;

  @Option(names = "--sandbox", description = "A run of a rehearsal.")
  private boolean sandbox;

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  StopCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    try (Session session = sessions.open(Sessions.Purpose.READ, sandbox, responsible.actor)) {
      Runs runs = session.get(Runs.class);
      if (!runs.ledgerExists() || runs.find(run).isEmpty()) {
        throw RunsCommand.noRun(run);
      }
      if (!session.isWorkedOn(run)) {
        terminal.out().printf("run %d: no process is working on it%n", run);
      } else {
        runs.requestStop(run, responsible.note);
        terminal.out().printf("run %d: asked to stop; it finishes the orders in hand%n", run);
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }
}
