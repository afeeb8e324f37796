package bulkorders.cli;

import static bulkorders.cli.ResultPrinter.counted;

import bulkorders.ledger.Filling;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.FillingRow.Problem;
import bulkorders.ledger.Fillings.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a file that was fed back, as it is printed: never what stands in it.
 *
 * @param problems the first rows that were not taken, or not for all their numbers
 */
record FillingSummary(Filling filling, Counts counts, List<FillingRow> problems) {

  ExitCode code() {
    if (filling.endedAt() == null) {
      return ExitCode.STOPPED;
    }
    return counts.rejected() + counts.refused() > 0 ? ExitCode.SHORTFALL : ExitCode.ALL_ORDERED;
  }

  void print(Terminal terminal, boolean json) {
    for (FillingRow row : problems) {
      Problem problem = Objects.requireNonNull(row.problem());
      terminal
          .err()
          .printf(
              "%s:%d:%s %s%n",
              filling.inputName(),
              row.line(),
              problem.column() == null ? "" : " " + problem.column() + shown(row, problem.column()),
              problem.reason());
    }
    if (counts.rejected() > problems.size()) {
      terminal.err().printf("... and %,d more rows%n", counts.rejected() - problems.size());
    }
    if (filling.error() != null) {
      terminal.err().println("bulk-orders: " + filling.error());
    }
    if (json) {
      terminal.out().println(JsonMapper.shared().writeValueAsString(facts()));
    } else {
      terminal.out().print(text());
    }
  }

  /** What stands in a column, unless a person may have written it. */
  private static String shown(FillingRow row, String column) {
    String value =
        switch (column) {
          case "account" -> row.account();
          case "order" -> row.order();
          case "phone_number" -> row.phoneNumber();
          case "requirement_id", "value" -> row.requirementId();
          default -> null;
        };
    return value == null
        ? ""
        : (column.equals("value") ? " of requirement '" : " '")
            + value.replaceAll("\\p{Cntrl}", "?")
            + "'";
  }

  private String status() {
    return switch (code()) {
      case STOPPED -> "STOPPED";
      case SHORTFALL -> "REJECTS";
      default -> "TAKEN";
    };
  }

  private Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("filling", filling.id());
    facts.put("status", status());
    facts.put("rows", counts.rows());
    facts.put("rejected", counts.rejected());
    facts.put("numbers", counts.numbers());
    facts.put("values_given", counts.given());
    facts.put("values_refused", counts.refused());
    facts.put("documents", counts.documents());
    facts.put("addresses", counts.addresses());
    facts.put("comments", counts.comments());
    facts.put("provider_calls", filling.providerCalls());
    facts.put("error", filling.error());
    return facts;
  }

  private String text() {
    String sentence =
        switch (code()) {
          case STOPPED -> "stopped; the same command goes on";
          case SHORTFALL -> "finished; some was not taken";
          default -> "finished; all was taken";
        };
    return """
    filling %d  %s  %s
      rows       %,d read, %,d not taken
      given      %s for %s, %,d refused
      made       %s, %s, %s
    """
        .formatted(
            filling.id(),
            filling.inputName(),
            sentence,
            counts.rows(),
            counts.rejected(),
            counted(counts.given(), "value", "values"),
            counted(counts.numbers(), "number", "numbers"),
            counts.refused(),
            counted(counts.documents(), "document", "documents"),
            counted(counts.addresses(), "address", "addresses"),
            counted(counts.comments(), "comment", "comments"));
  }
}
