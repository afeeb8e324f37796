package bulkorders.cli;

import bulkorders.intake.InputReading;
import bulkorders.job.RunReports;
import bulkorders.ledger.Deadlines.Deadline;
import bulkorders.ledger.Decisions;
import bulkorders.ledger.Events;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.ledger.Undecided;
import bulkorders.tracking.TrackingProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Lists runs, or shows one in detail. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the newest runs, or shows one in detail.",
    footer = {"", "Examples: bulk-orders runs", "          bulk-orders runs 7"})
final class RunsCommand implements Callable<Integer> {

  private static final int ORDERS_SHOWN = 20;
  private static final int PARKED_SHOWN = 10;
  private static final int EVENTS_SHOWN = 30;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Number of a run.")
  private @Nullable Integer run;

  @Option(names = "--sandbox", description = "Runs of rehearsals.")
  private boolean sandbox;

  @Option(
      names = "--all",
      description = "List plans as well; they are numbered together with the runs that order.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many runs are listed; 20 by default.")
  private int limit = 20;

  @Mixin private FormatOption format = new FormatOption();

  private final Terminal terminal;
  private final Sessions sessions;

  RunsCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    try (Session session = sessions.open(Sessions.Purpose.READ, sandbox, null)) {
      Runs runs = session.get(Runs.class);
      if (!runs.ledgerExists()) {
        if (run != null) {
          throw noRun(run);
        }
        printList(session, List.of());
      } else if (run == null) {
        printList(
            session,
            (all ? runs.latestAndPlans(limit) : runs.latest(limit))
                .stream().map(found -> runs.figures(found.id())).toList());
      } else {
        printRun(session, figures(runs, run));
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private static RunFigures figures(Runs runs, int run) {
    return runs.find(run).map(found -> runs.figures(found.id())).orElseThrow(() -> noRun(run));
  }

  static RefusedException noRun(int run) {
    return new RefusedException(
        "there is no run %d; see the list with: bulk-orders runs".formatted(run));
  }

  private void printList(Session session, List<RunFigures> list) {
    if (format.isJson()) {
      RunReports reports = session.get(RunReports.class);
      terminal
          .out()
          .println(
              JsonMapper.shared()
                  .writeValueAsString(
                      Map.of(
                          "runs",
                          list.stream()
                              .map(figures -> RunOutcome.of(figures, reports).summary())
                              .toList())));
      return;
    }
    if (list.isEmpty()) {
      terminal
          .err()
          .println(
              sandbox
                  ? "No rehearsals yet. Try one with: bulk-orders demo"
                  : "No runs yet. Rehearsals are listed with: bulk-orders runs --sandbox. Try one"
                      + " with: bulk-orders demo");
      return;
    }
    terminal
        .out()
        .printf(
            "%5s  %-10s  %-26s  %8s  %10s  %10s  %10s  %s%n",
            "run", "status", "created", "orders", "requested", "ordered", "pending", "input");
    for (RunFigures figures : list) {
      RunFigures.Numbers numbers = figures.numbers();
      terminal
          .out()
          .printf(
              "%5d  %-10s  %-26s  %,8d  %,10d  %,10d  %,10d  %s%n",
              figures.run().id(),
              status(session, figures),
              Terminal.time(figures.run().createdAt()),
              figures.ordersTotal(),
              numbers.requested(),
              numbers.ordered(),
              numbers.pending(),
              figures.run().inputName());
    }
  }

  private void printRun(Session session, RunFigures figures) {
    Run found = figures.run();
    RunReports reports = session.get(RunReports.class);
    if (format.isJson()) {
      terminal.out().println(RunOutcome.of(figures, reports).summary().toJson());
      return;
    }
    terminal.out().print(ResultPrinter.text(figures));
    terminal
        .out()
        .printf(
            "  status     %s%s%n  read as    %s%n  %-10s %s%n  actor      %s%n%s  created   "
                + " %s%n  report     %s%n",
            status(session, figures),
            found.error() == null ? "" : ": " + found.error(),
            InputReading.of(found),
            figures.accounts().size() == 1 ? "account" : "accounts",
            String.join(", ", figures.accounts()),
            found.actor(),
            found.note() == null ? "" : "  note       %s%n".formatted(found.note()),
            Terminal.time(found.createdAt()),
            reports.directory(found));
    printDeadlines(session, figures);
    printOrders(session, found, figures.ordersTotal());
    printUndecided(session, figures);
    terminal.out().printf("%n  latest events%n");
    for (Events.Event event : session.get(Events.class).latest(found.id(), EVENTS_SHOWN)) {
      printRow(
          "  %s  %-14s by %s  %s %s",
          Terminal.time(event.at()),
          event.type(),
          event.actor(),
          event.reference() == null ? "" : event.reference(),
          event.detail() == null ? "" : event.detail());
    }
  }

  private void printDeadlines(Session session, RunFigures figures) {
    Duration warning = session.get(TrackingProperties.class).deadlineWarning();
    Instant warnBefore = session.get(Clock.class).instant().plus(warning);
    for (Deadline deadline : figures.deadlines()) {
      terminal
          .out()
          .printf(
              "  %-10s %s, papers of %s%n",
              deadline.at().isBefore(warnBefore) ? "DEADLINE" : "deadline",
              (deadline.place() + " " + Terminal.time(deadline.at())).strip(),
              ResultPrinter.counted(deadline.numbers(), "number", "numbers"));
    }
  }

  private void printOrders(Session session, Run found, long total) {
    List<ProviderOrder> orders = session.get(Orders.class).first(found.id(), ORDERS_SHOWN);
    Duration stuckAfter = session.get(TrackingProperties.class).stuckAfter();
    Instant now = session.get(Clock.class).instant();
    terminal
        .out()
        .printf(
            "%n  %-6s %-10s %10s %10s  %-34s %s%n",
            "order", "state", "requested", "ordered", "reference", "reason");
    for (ProviderOrder order : orders) {
      String reason =
          order.parkedReason() != null ? "PARKED: " + order.parkedReason() : order.reason();
      printRow(
          "  %-6s %-10s %,10d %,10d  %-34s %s",
          order.label(),
          order.waiting() ? "WAITING" : order.state(),
          order.numbersRequested(),
          order.numbersOrdered(),
          order.reference(),
          order.isStuck(now, stuckAfter)
              ? "STUCK for %s%s"
                  .formatted(
                      Ages.of(Duration.between(order.acceptedAt(), now)),
                      reason == null ? "" : ": " + reason)
              : reason == null ? "" : reason);
    }
    if (total > orders.size()) {
      terminal
          .out()
          .printf("  ... and %,d more in orders.csv of the report%n", total - orders.size());
    }
  }

  /** What waits for a person, and what to type. */
  private void printUndecided(Session session, RunFigures figures) {
    Decisions decisions = session.get(Decisions.class);
    int run = figures.run().id();
    List<Undecided> parked = decisions.parked(run, PARKED_SHOWN);
    if (!parked.isEmpty()) {
      terminal.out().printf("%n  parked, for a person's decision%n");
      parked.forEach(
          order -> UndecidedText.of(order, sandbox).forEach(line -> printRow("  %s", line)));
    }
    if (figures.parked() > parked.size()) {
      terminal
          .out()
          .printf("  ... and %,d more, once these are decided%n", figures.parked() - parked.size());
    }
    List<Decisions.SurplusOrder> surplus = decisions.surplus(run);
    if (!surplus.isEmpty()) {
      terminal.out().printf("%n  surplus, to be cancelled at the provider%n");
      surplus.forEach(
          order ->
              printRow(
                  "    %s  up to %,d numbers, beside the order that counts for %s",
                  order.providerOrderId(), order.numbers(), order.reference()));
    }
  }

  /** Cells that are empty at the end of a row leave no blanks. */
  private void printRow(String format, Object... cells) {
    terminal.out().println(format.formatted(cells).stripTrailing());
  }

  /** A run that a process works on is running, whatever its ledger says. */
  private static String status(Session session, RunFigures figures) {
    return session.isWorkedOn(figures.run().id()) ? "RUNNING" : figures.status().name();
  }
}
