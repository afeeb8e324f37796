package bulkorders.submission;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;

/**
 * Finds out what became of the uncertain orders of a run at one account. An order is adopted as
 * soon as the provider shows it. It may be sent again only after a complete look that began after
 * the settle time did not find it; the settle time has to have passed by the database's clock,
 * since the attempt ended, and by this process's monotonic clock, since it first saw the order
 * uncertain. Where the attempt's end is not known but assumed, since its sender is gone, the
 * monotonic clock counts a whole request more: the database's may have been set since. What does
 * not become clear is left to a person.
 *
 * <p>Used by one thread.
 */
final class UncertainOrders {

  private final int runId;
  private final String account;
  private final Orders orders;
  private final NumberProvider provider;
  private final SubmissionProperties properties;
  private final SettleTime settleTime;
  private final LongSupplier nanoTime;
  private final Map<Doubt, Sight> sights = new HashMap<>();

  UncertainOrders(
      int runId,
      String account,
      Orders orders,
      NumberProvider provider,
      SubmissionProperties properties,
      LongSupplier nanoTime) {
    this.runId = runId;
    this.account = account;
    this.orders = orders;
    this.provider = provider;
    this.properties = properties;
    this.settleTime = SettleTime.of(properties);
    this.nanoTime = nanoTime;
  }

  /**
   * How long until a look makes sense; empty when no order is uncertain. Zero: now, for an order
   * that was not looked for yet or has settled.
   */
  Optional<Duration> untilNextLook() {
    List<ProviderOrder> uncertain = uncertain();
    if (uncertain.isEmpty()) {
      return Optional.empty();
    }
    Instant now = orders.now();
    return uncertain.stream()
        .map(order -> sight(order).looked ? untilSettled(order, now) : Duration.ZERO)
        .min(Duration::compareTo);
  }

  /** Looks once for all uncertain orders. */
  void look() {
    look(false);
  }

  /** Looks once for all uncertain orders, and concludes nothing about those that are not found. */
  void lookForFound() {
    look(true);
  }

  private void look(boolean onlyFound) {
    List<ProviderOrder> uncertain = uncertain();
    if (uncertain.isEmpty()) {
      return;
    }
    // What had settled before the look began is the only thing that the look can call absent.
    Set<Long> settled = new HashSet<>();
    Instant now = orders.now();
    for (ProviderOrder order : uncertain) {
      if (untilSettled(order, now).isZero()) {
        settled.add(order.id());
      }
    }
    Map<OrderMethod, List<ProviderOrder>> byMethod =
        uncertain.stream().collect(Collectors.groupingBy(ProviderOrder::method));
    byMethod.forEach(
        (method, ofMethod) -> {
          Look look = lookFor(method, ofMethod);
          for (ProviderOrder order : ofMethod) {
            sight(order).looked = true;
            if (!onlyFound || look.found().containsKey(order.reference())) {
              conclude(order, look, settled.contains(order.id()));
            }
          }
        });
  }

  private Look lookFor(OrderMethod method, List<ProviderOrder> uncertain) {
    // A reference is used for the first time after its order was planned.
    Instant oldest =
        uncertain.stream().map(ProviderOrder::createdAt).min(Instant::compareTo).orElseThrow();
    return provider.lookFor(method, references(uncertain), oldest);
  }

  private static Set<String> references(List<ProviderOrder> orders) {
    return orders.stream().map(ProviderOrder::reference).collect(Collectors.toSet());
  }

  private void conclude(ProviderOrder order, Look look, boolean settled) {
    Set<String> known = new LinkedHashSet<>();
    List<String> found = look.found().getOrDefault(order.reference(), List.of());
    known.addAll(found);
    if (order.providerOrderId() != null) {
      known.add(order.providerOrderId());
    }
    if (known.size() > 1) {
      orders.park(
          order,
          "the provider has its reference %d times: %s".formatted(known.size(), known),
          known);
    } else if (!found.isEmpty()) {
      adopt(order, found.get(0));
    } else if (look instanceof Look.Incomplete incomplete) {
      orders.lookFailed(order, incomplete.reason());
    } else if (settled) {
      absent(order);
    }
  }

  private void adopt(ProviderOrder order, String providerOrderId) {
    try {
      orders.adopted(order, providerOrderId);
    } catch (DuplicateKeyException e) {
      orders.park(
          order,
          "the provider has it as %s, which is the id of another order (%s)"
              .formatted(providerOrderId, orders.referenceOf(order.account(), providerOrderId)),
          List.of(providerOrderId));
    }
  }

  private void absent(ProviderOrder order) {
    if (order.providerOrderId() != null) {
      orders.park(
          order,
          "the provider accepted it as %s, but does not list it".formatted(order.providerOrderId()),
          List.of(order.providerOrderId()));
    } else if (properties.onAbsent() == OnAbsent.PARK) {
      orders.park(order, "not found at the provider after the settle time");
    } else if (order.method().namesNumbers() && !order.isFirstThatCounts()) {
      absentOrBought(order);
    } else {
      orders.absent(order);
    }
  }

  /**
   * More than one attempt may have left, and a later one may have been told that numbers are gone:
   * then the numbers themselves are asked for as well.
   */
  private void absentOrBought(ProviderOrder order) {
    Set<String> owned = provider.numberSearch().owned(orders.requestOf(order).phoneNumbers());
    if (owned.isEmpty()) {
      orders.absent(order, true);
    } else {
      orders.park(
          order,
          "the account has %d of its numbers, such as %s, but no order with its reference"
              .formatted(owned.size(), owned.iterator().next()));
    }
  }

  private List<ProviderOrder> uncertain() {
    List<ProviderOrder> uncertain =
        orders.of(runId, OrderState.UNCERTAIN).stream()
            .filter(order -> order.account().equals(account))
            .toList();
    uncertain.forEach(this::sight);
    return uncertain;
  }

  /**
   * @param now by the database's clock
   */
  private Duration untilSettled(ProviderOrder order, Instant now) {
    Duration sinceSeen = Duration.ofNanos(nanoTime.getAsLong() - sight(order).firstSeenNanos);
    return settleTime.left(order, sinceSeen, now);
  }

  private Sight sight(ProviderOrder order) {
    Instant endedAt = order.attemptEndedAt() == null ? Instant.MIN : order.attemptEndedAt();
    return sights.compute(
        new Doubt(order.id(), order.attempt()),
        (doubt, known) ->
            known == null || endedAt.isAfter(known.attemptEndedAt)
                ? new Sight(endedAt, nanoTime.getAsLong())
                : known);
  }

  /** One attempt of one order that ended unclear. */
  private record Doubt(long orderId, int attempt) {}

  /**
   * How this process came to see a doubt; seen anew when its attempt turns out to have ended later.
   */
  private static final class Sight {
    private final Instant attemptEndedAt;
    private final long firstSeenNanos;
    private boolean looked;

    Sight(Instant attemptEndedAt, long firstSeenNanos) {
      this.attemptEndedAt = attemptEndedAt;
      this.firstSeenNanos = firstSeenNanos;
    }
  }
}
