package bulkorders.cli;

import bulkorders.job.Reconciling.Outcome;
import bulkorders.ledger.DifferenceKind;
import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Difference;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.run.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of comparing an account with the ledger, as it is printed.
 *
 * @param examples the first differences of each kind
 * @param code how the command ends
 */
record ReconciliationSummary(
    Outcome outcome, List<Difference> examples, boolean sandbox, ExitCode code) {

  private static final int EXAMPLES = 3;

  private static final List<String> COUNTS =
      List.of(
          "orders_ours",
          "orders_other_ledger",
          "orders_foreign",
          "orders_on_the_way",
          "number_orders_ours",
          "number_orders_other_ledger",
          "number_orders_foreign",
          "numbers_ours");

  private static String meaning(DifferenceKind kind) {
    return switch (kind) {
      case UNKNOWN_ORDER -> "orders of runs of this ledger that it does not know";
      case UNPLACED -> "orders that the ledger does not hold for placed";
      case REFERENCE_TWICE -> "references that the provider has twice";
      case SURPLUS -> "surplus orders";
      case MISSING_ORDER -> "orders that the provider does not list";
      case ORDER_DIFFERS -> "orders that ask for something else than was sent";
      case STATE_DIFFERS -> "final orders that the provider is still working on";
      case COUNT_DIFFERS -> "counts of numbers that differ";
      case NUMBER_ORDER_UNKNOWN -> "number orders that the ledger lacks";
      case NUMBER_ORDER_MISSING -> "number orders that the provider does not list";
      case NUMBER_ORDER_DIFFERS -> "number orders with another status";
      case NUMBER_UNKNOWN -> "delivered numbers that the ledger lacks";
      case NUMBER_MISSING -> "numbers that the provider does not show";
    };
  }

  /** What to do, or to type. */
  private String next(DifferenceKind kind) {
    return switch (kind) {
      case UNKNOWN_ORDER -> "look into the run: was the ledger restored from an older copy?";
      case SURPLUS -> "cancel them at the provider";
      case ORDER_DIFFERS -> "ask the provider";
      case MISSING_ORDER, NUMBER_ORDER_MISSING, NUMBER_MISSING -> "ask the provider for them";
      case UNPLACED,
          REFERENCE_TWICE,
          STATE_DIFFERS,
          COUNT_DIFFERS,
          NUMBER_ORDER_UNKNOWN,
          NUMBER_ORDER_DIFFERS,
          NUMBER_UNKNOWN ->
          new Commands(sandbox).of("reconcile --repair");
    };
  }

  static ReconciliationSummary of(
      Outcome outcome, Reconciliations reconciliations, boolean sandbox) {
    List<Difference> examples = new ArrayList<>();
    for (DifferenceKind kind : DifferenceKind.values()) {
      if (outcome.found().containsKey(kind)) {
        examples.addAll(reconciliations.first(outcome.reconciliation().id(), kind, EXAMPLES));
      }
    }
    return new ReconciliationSummary(outcome, examples, sandbox, code(outcome));
  }

  private static ExitCode code(Outcome outcome) {
    if (outcome.reconciliation().error() != null || outcome.incomplete() != null) {
      return ExitCode.STOPPED;
    }
    return outcome.left() > 0 ? ExitCode.SHORTFALL : ExitCode.ALL_ORDERED;
  }

  private String status() {
    if (outcome.reconciliation().error() != null) {
      return "STOPPED";
    }
    if (outcome.incomplete() != null) {
      return "INCOMPLETE";
    }
    return outcome.left() > 0 ? "DIFFERENCES" : "CLEAN";
  }

  static void print(List<ReconciliationSummary> summaries, Terminal terminal, boolean json) {
    summaries.stream()
        .map(ReconciliationSummary::error)
        .filter(Objects::nonNull)
        .forEach(error -> terminal.err().println("bulk-orders: " + error));
    if (json) {
      List<Map<String, @Nullable Object>> all =
          summaries.stream().map(ReconciliationSummary::facts).toList();
      Object result = all.size() == 1 ? all.get(0) : Map.of("reconciliations", all);
      terminal.out().println(JsonMapper.shared().writeValueAsString(result));
    } else {
      summaries.forEach(summary -> terminal.out().print(summary.text()));
    }
  }

  private @Nullable String error() {
    Reconciliation reconciliation = outcome.reconciliation();
    if (reconciliation.error() != null) {
      return "account %s: %s".formatted(reconciliation.account(), reconciliation.error());
    }
    return outcome.incomplete() == null
        ? null
        : "account %s could not be read as a whole, %s; the same command tries again"
            .formatted(reconciliation.account(), outcome.incomplete());
  }

  private Map<String, @Nullable Object> facts() {
    Reconciliation reconciliation = outcome.reconciliation();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("reconciliation", reconciliation.id());
    facts.put("account", reconciliation.account());
    facts.put("since", reconciliation.since() == null ? null : reconciliation.since().toString());
    facts.put("status", status());
    for (String count : COUNTS) {
      facts.put(count, outcome.counts().getOrDefault(count, 0L));
    }
    facts.put("differences", byKind(outcome.found()));
    facts.put("repaired", byKind(outcome.repaired()));
    facts.put("provider_calls", reconciliation.providerCalls());
    facts.put("report_dir", reconciliation.reportDir());
    facts.put("error", error());
    return facts;
  }

  private static Map<String, Long> byKind(Map<DifferenceKind, Long> counts) {
    Map<String, Long> all = new LinkedHashMap<>();
    for (DifferenceKind kind : DifferenceKind.values()) {
      all.put(kind.word(), counts.getOrDefault(kind, 0L));
    }
    return all;
  }

  private String text() {
    Reconciliation reconciliation = outcome.reconciliation();
    var text = new StringBuilder();
    text.append(
        "reconciliation %d  account %s%s  %s%n"
            .formatted(
                reconciliation.id(),
                reconciliation.account(),
                reconciliation.since() == null
                    ? ""
                    : " since " + Terminal.time(reconciliation.since()),
                sentence()));
    if (reconciliation.comparedAt() == null) {
      return text.toString();
    }
    text.append(line("orders", "orders"));
    text.append(line("number orders", "number_orders"));
    text.append(
        "  on the way    %s, not judged%n"
            .formatted(
                ResultPrinter.counted(
                    outcome.counts().getOrDefault("orders_on_the_way", 0L), "order", "orders")));
    for (DifferenceKind kind : DifferenceKind.values()) {
      long found = outcome.found().getOrDefault(kind, 0L);
      if (found > 0) {
        text.append(of(kind, found));
      }
    }
    if (reconciliation.reportDir() != null) {
      text.append("  report        %s%n".formatted(reconciliation.reportDir()));
    }
    return text.toString();
  }

  private String sentence() {
    return switch (status()) {
      case "CLEAN" -> "what is ours agrees with the ledger";
      case "DIFFERENCES" -> ResultPrinter.counted(outcome.left(), "difference", "differences");
      case "INCOMPLETE" -> "incomplete; what is told here is not all";
      default -> "stopped; the same command goes on";
    };
  }

  private String line(String name, String prefix) {
    Map<String, Long> counts = outcome.counts();
    return "  %-13s %,d ours, %,d of other ledgers, %,d foreign%n"
        .formatted(
            name,
            counts.getOrDefault(prefix + "_ours", 0L),
            counts.getOrDefault(prefix + "_other_ledger", 0L),
            counts.getOrDefault(prefix + "_foreign", 0L));
  }

  private String of(DifferenceKind kind, long found) {
    long repaired = outcome.repaired().getOrDefault(kind, 0L);
    boolean isDone = repaired == found;
    boolean isRepairTried = outcome.reconciliation().repair() && kind.isMendable();
    var text = new StringBuilder();
    text.append(
        "  %-20s %,d %s%s%s%n"
            .formatted(
                kind.word(),
                found,
                meaning(kind),
                repaired == 0 ? "" : ", %,d taken over".formatted(repaired),
                isDone || isRepairTried ? "" : ": " + next(kind)));
    examples.stream()
        .filter(example -> example.kind() == kind)
        .forEach(example -> text.append("    %s%n".formatted(line(example))));
    return text.toString();
  }

  private static String line(Difference difference) {
    String what =
        Stream.of(
                difference.label() == null ? null : difference.runId() + ":" + difference.label(),
                difference.reference(),
                difference.providerOrderId(),
                difference.numberOrderId(),
                difference.phoneNumber())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return "%s; ledger: %s; provider: %s%s"
        .formatted(
            what,
            difference.ledgerSays(),
            difference.providerSays(),
            difference.detail() == null ? "" : "; " + difference.detail());
  }
}
