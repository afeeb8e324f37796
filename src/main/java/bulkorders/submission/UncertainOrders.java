package bulkorders.submission;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds out what became of the uncertain orders of a run. An order is adopted as soon as the
 * provider shows it. It may be sent again only after a complete look that began after the settle
 * time did not find it; the settle time has to have passed by the database's clock, since the
 * attempt ended, and by this process's monotonic clock, since it first saw the order uncertain.
 * What does not become clear is left to a person.
 *
 * <p>Used by one thread.
 */
final class UncertainOrders {

  private final int runId;
  private final Orders orders;
  private final NumberProvider provider;
  private final SubmissionProperties properties;
  private final LongSupplier nanoTime;
  private final Map<Doubt, Long> firstSeen = new HashMap<>();
  private final Set<Doubt> looked = new HashSet<>();

  UncertainOrders(
      int runId,
      Orders orders,
      NumberProvider provider,
      SubmissionProperties properties,
      LongSupplier nanoTime) {
    this.runId = runId;
    this.orders = orders;
    this.provider = provider;
    this.properties = properties;
    this.nanoTime = nanoTime;
  }

  /**
   * How long until a look makes sense; empty when no order is uncertain. Zero: now, for an order
   * that was not looked for yet or has settled.
   */
  Optional<Duration> untilNextLook() {
    return uncertain().stream()
        .map(order -> looked.contains(Doubt.of(order)) ? untilSettled(order) : Duration.ZERO)
        .min(Duration::compareTo);
  }

  /** Looks once for all uncertain orders. */
  void look() {
    List<ProviderOrder> uncertain = uncertain();
    if (uncertain.isEmpty()) {
      return;
    }
    // What had settled before the look began is the only thing that the look can call absent.
    Set<Doubt> settled = new HashSet<>();
    for (ProviderOrder order : uncertain) {
      if (untilSettled(order).isZero()) {
        settled.add(Doubt.of(order));
      }
    }
    Look look = provider.lookFor(uncertain.stream().map(ProviderOrder::reference).toList());
    for (ProviderOrder order : uncertain) {
      Doubt doubt = Doubt.of(order);
      looked.add(doubt);
      conclude(order, look, settled.contains(doubt));
    }
  }

  private void conclude(ProviderOrder order, Look look, boolean settled) {
    List<String> found = look.found().getOrDefault(order.reference(), List.of());
    if (found.size() == 1) {
      orders.adopted(order, found.get(0));
    } else if (found.size() > 1) {
      orders.park(
          order, "the provider has its reference %d times: %s".formatted(found.size(), found));
    } else if (look instanceof Look.Incomplete incomplete) {
      orders.lookFailed(order, incomplete.reason());
    } else if (settled) {
      if (properties.onAbsent() == OnAbsent.PARK) {
        orders.park(order, "not found at the provider after the settle time");
      } else {
        orders.absent(order);
      }
    }
  }

  private List<ProviderOrder> uncertain() {
    List<ProviderOrder> uncertain = orders.of(runId, OrderState.UNCERTAIN);
    for (ProviderOrder order : uncertain) {
      firstSeen.putIfAbsent(Doubt.of(order), nanoTime.getAsLong());
    }
    return uncertain;
  }

  private Duration untilSettled(ProviderOrder order) {
    Long seen = firstSeen.get(Doubt.of(order));
    Duration byMonotonicClock =
        seen == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - seen);
    Duration byDatabaseClock = orders.sinceAttemptEnded(order).orElse(Duration.ZERO);
    Duration shorter =
        byMonotonicClock.compareTo(byDatabaseClock) < 0 ? byMonotonicClock : byDatabaseClock;
    Duration left = properties.settleTime().minus(shorter);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** One attempt of one order that ended unclear. */
  private record Doubt(long orderId, int attempt) {
    static Doubt of(ProviderOrder order) {
      return new Doubt(order.id(), order.attempt());
    }
  }
}
