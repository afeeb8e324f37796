package bulkorders.cli;

import bulkorders.database.AliveLock;
import bulkorders.job.RunReports;
import bulkorders.ledger.Decisions;
import bulkorders.ledger.Fillings;
import bulkorders.ledger.OpenRuns;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.tracking.TrackingProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What somebody has to see to, over all runs. */
@Command(
    name = "todo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "What somebody has to see to, over all runs, each line with the command to type. Exit code"
            + " 0 when there is nothing, 3 otherwise.",
    footer = {
      "",
      "Examples: bulk-orders todo",
      "          bulk-orders todo --done 7 --note \"rejects corrected in run 9\""
    })
final class TodoCommand implements Callable<Integer> {

  /** Of each run; who has more to decide has a worse problem than the length of a list. */
  private static final int PARKED_SHOWN = 3;

  @Option(
      names = "--done",
      paramLabel = "RUN",
      description =
          "Take a run's rejects, shortfall, refusal, or orders that were never sent off the list;"
              + " kept as an event.")
  private @Nullable Integer done;

  @Option(names = "--sandbox", description = "Of rehearsals.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  TodoCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    try (Session session = sessions.open(Sessions.Purpose.READ, sandbox, responsible.actor)) {
      Integer run = done;
      if (run != null) {
        markDone(session, run);
        return ExitCode.ALL_ORDERED.code();
      }
      List<Todo> todos = session.get(Runs.class).ledgerExists() ? list(session) : List.of();
      print(todos);
      return (todos.isEmpty() ? ExitCode.ALL_ORDERED : ExitCode.SHORTFALL).code();
    }
  }

  private void markDone(Session session, int run) {
    Runs runs = session.get(Runs.class);
    if (!runs.ledgerExists()
        || runs.find(run).filter(found -> found.job().equals(Runs.ORDER_JOB)).isEmpty()) {
      throw RunsCommand.noRun(run);
    }
    if (session.isWorkedOn(run)) {
      throw new RefusedException(
          "run %d is being worked on; wait for its end, or: bulk-orders stop %d"
              .formatted(run, run));
    }
    session.get(OpenRuns.class).done(run, responsible.note);
    terminal
        .out()
        .printf("run %d: done with, as far as nothing of it is open at the provider%n", run);
  }

  private List<Todo> list(Session session) {
    Runs runs = session.get(Runs.class);
    OpenRuns openRuns = session.get(OpenRuns.class);
    RunReports reports = session.get(RunReports.class);
    Decisions decisions = session.get(Decisions.class);
    TrackingProperties tracking = session.get(TrackingProperties.class);
    Instant now = session.get(Clock.class).instant();
    Stream<Todo> ofFillings =
        session.isWorkedOn(AliveLock.keyOfRequirements())
            ? Stream.empty()
            : session.get(Fillings.class).unended().stream()
                .map(filling -> Todo.of(filling, sandbox));
    Stream<Todo> ofRuns =
        openRuns.list(tracking.stuckAfter()).stream()
            .filter(open -> !session.isWorkedOn(open.run()))
            .flatMap(
                open -> {
                  RunFigures figures = runs.figures(open.run());
                  return Todo.of(
                      figures,
                      open,
                      decisions.parked(open.run(), PARKED_SHOWN),
                      reports.directory(figures.run()),
                      now.plus(tracking.deadlineWarning()),
                      now,
                      sandbox)
                      .stream();
                });
    return Stream.concat(ofFillings, ofRuns).toList();
  }

  private void print(List<Todo> todos) {
    if (format.isJson()) {
      terminal.out().println(JsonMapper.shared().writeValueAsString(Map.of("todo", todos)));
    } else if (todos.isEmpty()) {
      terminal.out().println("nothing to do");
    } else {
      todos.forEach(
          todo ->
              terminal
                  .out()
                  .printf(
                      "%-9s %-9s %s: %s%n",
                      todo.run() == null ? "all runs" : "run " + todo.run(),
                      todo.kind(),
                      todo.what(),
                      todo.command()));
    }
  }
}
