package bulkorders.report;

import bulkorders.ledger.Results.Cost;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.Order;
import bulkorders.ledger.Results.Row;
import bulkorders.report.StockOutcomes.StockOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what the page shows while the files are written; bounded, whatever the run's size. */
final class PageFacts {

  /** Rows of each table of the page. */
  static final int SHOWN = 100;

  private static final int DISTINCT_REASONS = 50;
  private static final String OTHER_REASONS = "other reasons";

  private final Reasons shortfallReasons = new Reasons();
  private final List<ShownRow> shortfall = new ArrayList<>();
  private final List<ShownRow> rejects = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final Map<Money, Amounts> costs = new TreeMap<>();
  private List<StockOutcome> stock = List.of();
  private long shortfallAreas;
  private long shortfallRows;
  private long rejectRows;
  private long orderCount;
  private @Nullable Instant firstAccepted;

  /** A row of the input and how many of its numbers a table is about. */
  record ShownRow(Row row, long numbers, long requested, String reason) {}

  /** What a reason costs, in rows and in numbers. */
  record Reason(String text, long rows, long numbers) {}

  /** Amounts of one currency and one source are added up, and no others. */
  record Money(String currency, String source) implements Comparable<Money> {
    @Override
    public int compareTo(Money other) {
      int byCurrency = currency.compareTo(other.currency);
      return byCurrency != 0 ? byCurrency : source.compareTo(other.source);
    }
  }

  /** Sums over orders. */
  record Amounts(long orders, BigDecimal setup, BigDecimal monthly) {
    Amounts plus(Cost cost) {
      return new Amounts(
          orders + 1,
          cost.setup() == null ? setup : setup.add(cost.setup()),
          cost.monthly() == null ? monthly : monthly.add(cost.monthly()));
    }
  }

  void shortfall(GroupRow row, RowOutcome outcome) {
    shortfallReasons.add(outcome.reasonToOrderAgain(), outcome.toOrderAgain());
    if (shortfallRows++ < SHOWN) {
      shortfall.add(
          new ShownRow(
              row, outcome.toOrderAgain(), outcome.requested(), outcome.reasonToOrderAgain()));
    }
  }

  void reject(Row row, RowOutcome outcome) {
    if (rejectRows++ < SHOWN) {
      rejects.add(
          new ShownRow(row, outcome.rejected(), outcome.requested(), outcome.rejectReason()));
    }
  }

  void order(Order order) {
    if (orderCount++ < SHOWN) {
      orders.add(order);
    }
    Instant accepted = order.acceptedAt();
    if (accepted != null && (firstAccepted == null || accepted.isBefore(firstAccepted))) {
      firstAccepted = accepted;
    }
    Cost cost = order.cost();
    if (cost.currency() != null && (cost.setup() != null || cost.monthly() != null)) {
      Money money = new Money(cost.currency(), cost.source());
      Amounts before = costs.getOrDefault(money, new Amounts(0, BigDecimal.ZERO, BigDecimal.ZERO));
      costs.put(money, before.plus(cost));
    }
  }

  /** Takes over the areas of which most was foretold to be missing, or is. */
  void stock(StockOutcomes outcomes) {
    List<StockOutcome> lacking =
        outcomes.all().stream()
            .filter(outcome -> outcome.area().foretold() + outcome.shortfall() > 0)
            .sorted(
                Comparator.comparingLong(
                        (StockOutcome outcome) -> outcome.area().foretold() + outcome.shortfall())
                    .reversed())
            .toList();
    shortfallAreas = lacking.size();
    stock = lacking.stream().limit(SHOWN).toList();
  }

  /** Areas of which numbers were foretold to be missing, or are. */
  List<StockOutcome> stock() {
    return stock;
  }

  long shortfallAreas() {
    return shortfallAreas;
  }

  List<Reason> shortfallReasons() {
    return shortfallReasons.byNumbers();
  }

  List<ShownRow> shortfall() {
    return shortfall;
  }

  List<ShownRow> rejects() {
    return rejects;
  }

  List<Order> orders() {
    return orders;
  }

  Map<Money, Amounts> costs() {
    return costs;
  }

  long shortfallRows() {
    return shortfallRows;
  }

  long rejectRows() {
    return rejectRows;
  }

  long orderCount() {
    return orderCount;
  }

  /** When the provider took the first order. */
  @Nullable Instant firstAccepted() {
    return firstAccepted;
  }

  private static final class Reasons {
    private final Map<String, Reason> reasons = new LinkedHashMap<>();

    void add(String text, long numbers) {
      String key =
          reasons.containsKey(text) || reasons.size() < DISTINCT_REASONS ? text : OTHER_REASONS;
      Reason before = reasons.getOrDefault(key, new Reason(key, 0, 0));
      reasons.put(key, new Reason(key, before.rows() + 1, before.numbers() + numbers));
    }

    List<Reason> byNumbers() {
      return reasons.values().stream()
          .sorted((a, b) -> Long.compare(b.numbers(), a.numbers()))
          .toList();
    }
  }
}
