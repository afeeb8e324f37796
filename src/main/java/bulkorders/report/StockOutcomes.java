package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.StockChecks.Area;
import bulkorders.provider.StockArea;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets what became of the groups of each area beside what was foretold of it. */
final class StockOutcomes {

  private final Map<Key, StockOutcome> outcomes = new LinkedHashMap<>();

  StockOutcomes(List<Area> areas) {
    areas.forEach(
        area -> outcomes.put(new Key(area.account(), area.area()), new StockOutcome(area)));
  }

  /** Whether the stock was asked for. */
  boolean isEmpty() {
    return outcomes.isEmpty();
  }

  void add(GroupRow row, RowOutcome outcome) {
    StockArea area = StockArea.of(row.group().criteria());
    StockOutcome known = outcomes.get(new Key(row.group().account(), area));
    if (known != null) {
      known.add(outcome);
    }
  }

  Collection<StockOutcome> all() {
    return outcomes.values();
  }

  private record Key(String account, StockArea area) {}

  /** An area as it was told of, and what became of its groups. */
  static final class StockOutcome {
    private final Area area;
    private long ordered;
    private long shortfall;
    private long pending;

    private StockOutcome(Area area) {
      this.area = area;
    }

    private void add(RowOutcome outcome) {
      ordered += outcome.ordered();
      shortfall += outcome.shortfall();
      pending += outcome.pending();
    }

    Area area() {
      return area;
    }

    long ordered() {
      return ordered;
    }

    long shortfall() {
      return shortfall;
    }

    long pending() {
      return pending;
    }
  }
}
