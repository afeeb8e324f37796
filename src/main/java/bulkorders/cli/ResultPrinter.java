package bulkorders.cli;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.run.Commands;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Prints what became of inputs on standard output. */
final class ResultPrinter {

  private final Terminal terminal;
  private final Format format;
  private final boolean rehearsal;

  /**
   * @param rehearsal whether what was ordered was ordered at the sandbox
   */
  ResultPrinter(Terminal terminal, Format format, boolean rehearsal) {
    this.terminal = terminal;
    this.format = format;
    this.rehearsal = rehearsal;
  }

  void print(List<RunOutcome> outcomes) {
    for (RunOutcome outcome : outcomes) {
      if (outcome.error() != null) {
        terminal.err().println("bulk-orders: " + outcome.error());
      }
    }
    if (format == Format.JSON) {
      printJson(outcomes);
    } else {
      outcomes.forEach(this::printText);
    }
  }

  private void printJson(List<RunOutcome> outcomes) {
    Object result =
        outcomes.size() == 1
            ? outcomes.get(0).summary()
            : Map.of("runs", outcomes.stream().map(RunOutcome::summary).toList());
    terminal.out().println(JsonMapper.shared().writeValueAsString(result));
  }

  private void printText(RunOutcome outcome) {
    RunFigures figures = outcome.figures();
    if (figures == null || isAnothersRun(outcome, figures)) {
      return;
    }
    terminal.out().print(text(figures));
    if (rehearsal) {
      terminal.out().printf("  rehearsal  at the sandbox; nothing was bought%n");
    }
    if (figures.parked() > 0) {
      terminal
          .out()
          .printf(
              "  parked     %s for a person's decision, see: %s%n",
              counted(figures.parked(), "order waits", "orders wait"),
              new Commands(rehearsal).of("runs %d", figures.run().id()));
    }
    if (outcome.reportDir() != null && !isUnreported(figures)) {
      terminal.out().printf("  report     %s%n", outcome.reportDir());
    }
  }

  /** What is told of an input that was ordered already is told of the run that did. */
  private static boolean isAnothersRun(RunOutcome outcome, RunFigures figures) {
    return outcome.code() == ExitCode.ALREADY_ORDERED
        && figures.run().errorKind() != Run.ErrorKind.REPEATED;
  }

  /** A run in a few lines. */
  static String text(RunFigures figures) {
    RunFigures.Numbers numbers = figures.numbers();
    var text = new StringBuilder();
    text.append(
        "run %d  %s  %s%n"
            .formatted(
                figures.run().id(),
                figures.run().inputName(),
                sentence(figures) + (isUnreported(figures) ? "; the report is missing" : "")));
    text.append(
        "  rows       %,d read%s%n"
            .formatted(
                figures.run().rowsRead(),
                parts(
                    ", ",
                    ", ",
                    part(figures.rowsRejected(), "rejected"),
                    part(figures.run().rowsRepeated(), "ordered before"),
                    part(figures.run().rowsBlank(), "blank"))));
    text.append("  orders     %,d%s%n".formatted(figures.ordersTotal(), states(figures)));
    text.append(
        "  numbers    %,d requested%s%n"
            .formatted(
                numbers.requested(),
                figures.status() == RunStatus.REFUSED
                    ? "; none was ordered"
                    : parts(
                        " = ",
                        " + ",
                        part(numbers.ordered(), "ordered"),
                        part(numbers.shortfall(), "shortfall"),
                        part(numbers.cancelled(), "cancelled"),
                        part(numbers.rejected(), "rejected"),
                        part(numbers.repeated(), "repeated"),
                        part(numbers.pending(), "pending"))));
    if (numbers.ordered() > 0) {
      text.append("  in service %,d%n".formatted(numbers.inService()));
    }
    if (figures.stock() != null) {
      text.append("  stock      %s%n".formatted(StockText.line(figures.stock())));
    }
    if (!figures.cost().known().isEmpty()) {
      text.append("  cost       %s%n".formatted(CostText.line(figures)));
    }
    if (figures.referencesOwed() > 0) {
      text.append(
          "  references %s still to get their customer_reference back%n"
              .formatted(
                  counted(
                      figures.referencesOwed(),
                      "final order whose numbers are",
                      "final orders whose numbers are")));
    }
    if (numbers.surplus() > 0) {
      text.append(
          "  SURPLUS    %s beyond what was asked for%n"
              .formatted(counted(numbers.surplus(), "number", "numbers")));
    }
    return text.toString();
  }

  /** A count and what it counts. */
  static String counted(long count, String one, String several) {
    return "%,d %s".formatted(count, count == 1 ? one : several);
  }

  /** A count and what it counts; empty for zero, which nobody needs to read. */
  private static String part(long count, String name) {
    return count == 0 ? "" : "%,d %s".formatted(count, name);
  }

  private static String parts(String before, String between, String... parts) {
    String joined =
        Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    return joined.isEmpty() ? "" : before + joined;
  }

  /** What fails in a run that is final is its report. */
  private static boolean isUnreported(RunFigures figures) {
    return figures.isFinal() && figures.run().errorKind() == Run.ErrorKind.FAILED;
  }

  private static String sentence(RunFigures figures) {
    return switch (figures.status()) {
      case COMPLETED -> "completed: all numbers ordered";
      case SHORTFALL ->
          figures.numbers().repeated() > 0
              ? "finished with repeats, rejects or shortfall"
              : "finished with rejects or shortfall";
      case WAITING -> "placed; waiting for papers or a review";
      case PLACED -> "placed, not final yet; the same command goes on";
      case PLANNED -> "planned; nothing is ordered";
      case STOPPED ->
          figures.isHeldByDecisions() && figures.ordersToFollow() == 0
              ? "stopped until somebody decides about what is parked"
              : "stopped; the same command goes on";
      case FAILED -> "failed; the same command goes on";
      case REFUSED -> "refused; nothing was ordered";
    };
  }

  private static String states(RunFigures figures) {
    return parts(
        ": ",
        ", ",
        figures.orders().entrySet().stream()
            .map(state -> part(state.getValue(), name(state.getKey())))
            .toArray(String[]::new));
  }

  private static String name(OrderState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
