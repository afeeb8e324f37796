package bulkorders.cli;

import bulkorders.ledger.Deadlines.Deadline;
import bulkorders.ledger.Filling;
import bulkorders.ledger.OpenRuns;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.ledger.Undecided;
import bulkorders.run.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody has to see to.
 *
 * @param run null for what is of no run
 * @param kind {@code filling}, {@code parked}, {@code deadline}, {@code surplus}, {@code papers},
 *     {@code stuck}, {@code stopped}, {@code failed}, {@code open}, {@code refused}, {@code
 *     rejects} or {@code shortfall}
 * @param what it is, for people
 * @param command to type
 */
record Todo(@Nullable Integer run, String kind, String what, String command) {

  /**
   * What is to do for a run that nobody is working on, the most pressing first.
   *
   * @param parked the first orders that wait for a decision
   * @param report the folder of its report
   * @param warnBefore deadlines before that moment are near
   * @param now what ages are counted to
   */
  static List<Todo> of(
      RunFigures figures,
      OpenRuns.OpenRun open,
      List<Undecided> parked,
      Path report,
      Instant warnBefore,
      Instant now,
      boolean sandbox) {
    var list = new Listing(figures.run(), report, sandbox);
    RunFigures.Numbers numbers = figures.numbers();
    parked.forEach(list::addParked);
    if (figures.parked() > parked.size()) {
      list.add(
          "parked",
          ResultPrinter.counted(
                  figures.parked() - parked.size(), "more order waits", "more orders wait")
              + " for a decision",
          "runs");
    }
    figures.deadlines().stream()
        .filter(deadline -> deadline.at().isBefore(warnBefore))
        .forEach(list::addDeadline);
    if (numbers.surplus() > 0) {
      list.add(
          "surplus",
          ResultPrinter.counted(numbers.surplus(), "number", "numbers")
              + " beyond what was asked for cost money",
          "runs");
    }
    if (figures.waiting() > 0) {
      list.add(
          "papers",
          ResultPrinter.counted(figures.waiting(), "order waits", "orders wait")
              + " for papers, a review or a registration"
              + (open.deadline() == null ? "" : ", due " + Terminal.time(open.deadline())),
          TRACK);
    }
    Instant stuckSince = open.stuckSince();
    if (stuckSince != null) {
      list.add(
          "stuck",
          "%s not final, the first for %s; ask the provider, or see"
              .formatted(
                  ResultPrinter.counted(open.stuck(), "order is", "orders are"),
                  Ages.of(Duration.between(stuckSince, now))),
          "runs");
    }
    list.addStatus(figures, open);
    if (!open.isDone()) {
      list.addLosses(figures, open.lost());
    }
    return list.todos;
  }

  /** A file of papers that was fed back and did not come to its end; nobody works on it. */
  static Todo of(Filling filling, boolean sandbox) {
    String folder = filling.folder();
    Path file =
        folder == null ? Path.of(filling.inputName()) : Path.of(folder, filling.inputName());
    return new Todo(
        null,
        "filling",
        "filling %d, %s, did not come to its end%s"
            .formatted(
                filling.id(),
                filling.inputName(),
                filling.error() == null ? "" : ": " + filling.error()),
        new Commands(sandbox).of("requirements %s", quoted(file)));
  }

  private static String quoted(Path file) {
    String path = file.toString();
    return path.matches("[A-Za-z0-9_./~+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  /** The one command that is for all runs together. */
  private static final String TRACK = "track --once";

  private static final class Listing {
    private final Run run;
    private final Path report;
    private final boolean isRehearsal;
    private final List<Todo> todos = new ArrayList<>();

    Listing(Run run, Path report, boolean sandbox) {
      this.run = run;
      this.report = report;
      this.isRehearsal = sandbox;
    }

    /**
     * What the provider has of an order that was not sent from here was compared with it before it
     * was parked, and did not simply fit.
     */
    void addParked(Undecided parked) {
      List<String> ids = parked.providerOrderIds();
      todos.add(
          new Todo(
              run.id(),
              "parked",
              "%s: order %s, %s: %s"
                  .formatted(
                      run.inputName(),
                      parked.order().label(),
                      ResultPrinter.counted(parked.order().numbersRequested(), "number", "numbers"),
                      parked.order().parkedReason()),
              UndecidedText.command(
                  parked,
                  parked.order().state() == OrderState.UNCERTAIN && ids.size() == 1
                      ? " --adopt " + ids.get(0)
                      : "",
                  isRehearsal)));
    }

    void add(String kind, String what, String command) {
      var commands = new Commands(isRehearsal);
      todos.add(
          new Todo(
              run.id(),
              kind,
              "%s: %s".formatted(run.inputName(), what),
              command.equals(TRACK)
                  ? commands.of(TRACK)
                  : commands.of("%s %d", command, run.id())));
    }

    void addDeadline(Deadline deadline) {
      add(
          "deadline",
          "papers of %s%s are due at %s, or they are cancelled"
              .formatted(
                  ResultPrinter.counted(deadline.numbers(), "number", "numbers"),
                  deadline.place().isEmpty() ? "" : " in " + deadline.place(),
                  Terminal.time(deadline.at())),
          "runs");
    }

    void addStatus(RunFigures figures, OpenRuns.OpenRun open) {
      String error = run.error() == null ? "" : ": " + run.error();
      boolean isLeft = open.isDone() && !open.isAtProvider();
      if (run.errorKind() == Run.ErrorKind.FAILED) {
        add("failed", "failed" + error, "restart");
      } else if (figures.status() == RunStatus.STOPPED && !figures.isHeldByDecisions() && !isLeft) {
        add("stopped", "stopped" + error, "restart");
      } else if (figures.status() == RunStatus.PLACED) {
        add("open", "placed, not final, and nobody follows it", TRACK);
      } else if (figures.status() == RunStatus.REFUSED && !open.isDone()) {
        add("refused", "nothing was ordered" + error, "todo --done");
      }
    }

    /** What it did not get; {@code lost} numbers were cancelled by the provider. */
    void addLosses(RunFigures figures, long lost) {
      if (figures.status() == RunStatus.REFUSED) {
        return;
      }
      RunFigures.Numbers numbers = figures.numbers();
      if (figures.rowsRejected() > 0 || numbers.rejected() > 0) {
        add(
            "rejects",
            "%s%s were rejected (correct and order %s)"
                .formatted(
                    // The provider refuses numbers of rows that were accepted here.
                    figures.rowsRejected() == 0
                        ? ""
                        : ResultPrinter.counted(figures.rowsRejected(), "row", "rows") + " and ",
                    ResultPrinter.counted(numbers.rejected(), "number", "numbers"),
                    file("rejects")),
            "todo --done");
      }
      var losses = new ArrayList<String>();
      if (numbers.shortfall() > 0) {
        losses.add(
            ResultPrinter.counted(numbers.shortfall(), "number", "numbers") + " could not be had");
      }
      if (lost > 0) {
        losses.add(
            ResultPrinter.counted(lost, "number was", "numbers were")
                + " cancelled by the provider");
      }
      if (!losses.isEmpty()) {
        add(
            "shortfall",
            "%s (order %s %s, or leave them)"
                .formatted(
                    String.join(", ", losses),
                    file("shortfall"),
                    numbers.shortfall() > 0 ? "elsewhere" : "again"),
            "todo --done");
      }
    }

    private Path file(String name) {
      Path json = report.resolve(name + ".ndjson");
      return Files.exists(json) ? json : report.resolve(name + ".csv");
    }
  }
}
