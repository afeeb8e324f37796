package bulkorders.ledger;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run counted. In numbers: {@code requested = ordered + shortfall + cancelled + rejected +
 * repeated + pending}.
 *
 * @param accounts at which it has orders, by name; its own when it has none
 * @param groups valid groups
 * @param rowsRejected rows refused at intake
 * @param orders orders by state; states without an order are present with 0
 * @param waiting orders not final that wait for papers, a review or a registration
 * @param parked orders that wait for a person's decision
 * @param numbersToPlace numbers of orders that are not placed, or not known to be; part of what is
 *     pending
 * @param referencesOwed final orders whose number orders are still to get the user's own reference
 *     back
 * @param deadlines the nearest deadline for papers in each country, the nearest first
 * @param stock what the provider told of its stock, null when it was not asked
 * @param cost what its orders cost
 */
public record RunFigures(
    Run run,
    List<String> accounts,
    long groups,
    long rowsRejected,
    Map<OrderState, Long> orders,
    long waiting,
    long parked,
    Numbers numbers,
    long numbersToPlace,
    long referencesOwed,
    List<Deadlines.Deadline> deadlines,
    @Nullable StockFigures stock,
    Cost cost) {

  public RunFigures {
    accounts = List.copyOf(accounts);
    deadlines = List.copyOf(deadlines);
    var all = new EnumMap<OrderState, Long>(OrderState.class);
    for (OrderState state : OrderState.values()) {
      all.put(state, orders.getOrDefault(state, 0L));
    }
    orders = all;
  }

  /**
   * Counted in phone numbers.
   *
   * @param requested asked for by all rows, rejected ones included
   * @param ordered known by E.164 and not failed, cancelled or deleted
   * @param inService part of ordered that can be used
   * @param shortfall asked for and not obtained
   * @param rejected asked for by rows that were refused, by us or by the provider
   * @param repeated asked for by rows that were ordered before
   * @param pending still to come
   * @param surplus obtained beyond what was asked for
   */
  public record Numbers(
      long requested,
      long ordered,
      long inService,
      long shortfall,
      long cancelled,
      long rejected,
      long repeated,
      long pending,
      long surplus) {}

  /**
   * What orders cost that were not refused and have not failed: as the provider charges, else as
   * its catalogue quotes (taxes excluded).
   *
   * @param known sums for each currency
   * @param ordersWithout orders of which nothing is known
   */
  public record Cost(List<Sum> known, long ordersWithout) {

    public Cost {
      known = List.copyOf(known);
    }

    /** Whether it is known of all orders. */
    public boolean isComplete() {
      return ordersWithout == 0;
    }
  }

  /**
   * An amount of money.
   *
   * @param currency ISO 4217 code
   * @param setup once
   * @param monthly each month
   */
  public record Sum(String currency, BigDecimal setup, BigDecimal monthly) {

    /** Both together, which are in the same currency. */
    Sum plus(Sum other) {
      return new Sum(currency, setup.add(other.setup), monthly.add(other.monthly));
    }
  }

  /** All orders, replaced ones included. */
  public long ordersTotal() {
    return orders.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Orders that are not placed, or not known to be. */
  public long ordersToPlace() {
    return orders.entrySet().stream()
        .filter(e -> e.getKey().isToPlace())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Orders that are placed and not final. */
  public long ordersToFollow() {
    return orders.entrySet().stream()
        .filter(e -> e.getKey().isToFollow())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether all orders that are not placed wait for a person's decision, and there are some. */
  public boolean isHeldByDecisions() {
    return parked > 0 && parked == ordersToPlace();
  }

  /** Whether nothing of the run will change any more. */
  public boolean isFinal() {
    return run.plannedAt() != null
        && ordersToPlace() == 0
        && ordersToFollow() == 0
        && referencesOwed == 0;
  }

  /** How the run stands, for a run that nobody is working on. */
  public RunStatus status() {
    if (run.errorKind() == Run.ErrorKind.REFUSED
        || run.errorKind() == Run.ErrorKind.REPEATED
        || run.errorKind() == Run.ErrorKind.ORDERED_ELSEWHERE) {
      return RunStatus.REFUSED;
    }
    if (run.plannedAt() != null && run.plansOnly() && run.errorKind() == null) {
      return RunStatus.PLANNED;
    }
    if (isFinal()) {
      boolean whole =
          numbers.shortfall()
                  + numbers.cancelled()
                  + numbers.rejected()
                  + numbers.repeated()
                  + rowsRejected
              == 0;
      return whole ? RunStatus.COMPLETED : RunStatus.SHORTFALL;
    }
    if (run.errorKind() == Run.ErrorKind.FAILED) {
      return RunStatus.FAILED;
    }
    if (run.errorKind() == Run.ErrorKind.STOPPED
        || run.plannedAt() == null
        || ordersToPlace() > 0) {
      return RunStatus.STOPPED;
    }
    return waiting > 0 && waiting == ordersToFollow() ? RunStatus.WAITING : RunStatus.PLACED;
  }
}
