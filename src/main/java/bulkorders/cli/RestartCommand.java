package bulkorders.cli;

import bulkorders.intake.InputStore;
import bulkorders.intake.SkipLimit;
import bulkorders.job.Launch;
import bulkorders.job.RunLauncher;
import bulkorders.ledger.FollowedRuns;
import bulkorders.ledger.OpenRuns;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with runs that did not come to their end. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Goes on with a run that was stopped, failed, crashed, or is not final yet. Nothing is"
            + " ordered twice.",
    footer = {
      "",
      "Examples: bulk-orders restart 7",
      "          bulk-orders restart --stopped --yes"
    })
final class RestartCommand implements Callable<Integer> {

  private static final int NEWEST = 1_000;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init")
  private Which which;

  @Option(names = "--sandbox", description = "Runs of rehearsals.")
  private boolean sandbox;

  @Mixin private PlacingOptions placing = new PlacingOptions();

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  RestartCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  /** Which runs to go on with. */
  static final class Which {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of a run.")
    @Nullable Integer run;

    @Option(names = "--stopped", description = "All runs that were stopped, failed or crashed.")
    boolean stopped;
  }

  @Override
  public Integer call() {
    var confirmation = placing.confirmation(terminal, sandbox);
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      var work = new RunWork(terminal, session);
      RunLauncher launcher = session.get(RunLauncher.class);
      List<Run> runs = runs(session, launcher);
      if (!runs.isEmpty()) {
        confirmation.requireAnswerable(() -> {});
      }
      for (Run run : runs) {
        work.on(
            run.inputName(),
            () ->
                launcher.restart(
                    run, launch(session, run, work.undisturbed(confirmation.in(session)))));
      }
      if (work.outcomes().isEmpty()) {
        terminal.err().println("bulk-orders: no run is stopped");
      } else {
        new ResultPrinter(terminal, format.format(), sandbox).print(work.outcomes());
      }
      return work.exitCode().code();
    }
  }

  private List<Run> runs(Session session, RunLauncher launcher) {
    Runs runs = session.get(Runs.class);
    Integer run = which.run;
    if (run != null) {
      return List.of(
          runs.find(run)
              .filter(found -> found.job().equals(Runs.ORDER_JOB))
              .orElseThrow(() -> RunsCommand.noRun(run)));
    }
    return runs.latest(NEWEST).stream()
        .filter(
            found -> isStopped(runs.figures(found.id()), launcher, session.get(FollowedRuns.class)))
        .filter(found -> !session.isWorkedOn(found.id()))
        // What a person is done with is gone on with by its number only.
        .filter(found -> !session.get(OpenRuns.class).isDone(found.id()))
        .sorted(Comparator.comparingInt(Run::id))
        .toList();
  }

  private static boolean isStopped(
      RunFigures figures, RunLauncher launcher, FollowedRuns followed) {
    return switch (figures.status()) {
      case STOPPED, FAILED -> true;
      // All is ordered; the report may be what is missing.
      case COMPLETED, SHORTFALL ->
          !launcher.isReported(figures.run()) && followed.isReportBehind(figures.run().id());
      case WAITING, PLACED, PLANNED, REFUSED -> false;
    };
  }

  private Launch launch(Session session, Run run, Launch.Question confirmation) {
    return new Launch(
        session.get(InputStore.class).find(run.inputHash(), run.inputName()),
        null,
        run.provider(),
        run.account(),
        run.runKey(),
        run.businessDate(),
        run.repeatMode(),
        run.stock(),
        placing.adopt(),
        SkipLimit.parse(run.skipLimit()),
        run.customerReferences(),
        null,
        responsible.note,
        placing.waitTimeout(),
        confirmation);
  }
}
