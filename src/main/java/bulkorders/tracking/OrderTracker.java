package bulkorders.tracking;

import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one placed order and everything it led to, and writes down what it finds. */
final class OrderTracker {

  /** So few number orders are not worth a look at a list. */
  private static final int READ_BY_ID_AT_ONCE = 5;

  private final Orders orders;
  private final OrderProgress progress;
  private final AccountProviders providers;
  private final TrackingProperties properties;
  private final AccountStops stops;
  private final Clock clock;

  OrderTracker(
      Orders orders,
      OrderProgress progress,
      AccountProviders providers,
      TrackingProperties properties,
      AccountStops stops,
      Clock clock) {
    this.orders = orders;
    this.progress = progress;
    this.providers = providers;
    this.properties = properties;
    this.stops = stops;
    this.clock = clock;
  }

  /**
   * Reads an order. When it is not final afterwards, it is due again later.
   *
   * @throws RunStoppedException when a stop was asked for in between; what was read is kept, and
   *     the order stays due
   */
  void track(ProviderOrder order) {
    String id = order.providerOrderId();
    if (id == null) {
      throw new IllegalStateException(
          "Order " + order.reference() + " is placed but has no provider id");
    }
    NumberProvider provider = providers.of(order.account());
    if (order.method().namesNumbers()) {
      followNamed(order, id, provider);
      return;
    }
    OrderReading reading = provider.read(id, order.reference(), orders.groupsOf(order.id()));
    if (reading instanceof OrderReading.Understood understood) {
      if (progress.progressed(order, understood.groups())) {
        follow(order, provider, understood.groups());
      }
    } else if (reading instanceof OrderReading.NotUnderstood notUnderstood) {
      later(order, notUnderstood.reason());
    }
  }

  /**
   * Reads an order that names its numbers, all in one answer. What does not fit what was sent
   * counts for nothing.
   */
  private void followNamed(ProviderOrder order, String id, NumberProvider provider) {
    OrderRequest sent = orders.requestOf(order);
    Map<String, Integer> groups = new HashMap<>();
    sent.numbers().forEach(number -> groups.put(number.phoneNumber(), number.group()));
    Map<String, OrderedNumber> numbers = new LinkedHashMap<>();
    NumberOrderReading reading =
        provider.numberOrders().read(id, sent, number -> numbers.put(number.phoneNumber(), number));
    if (reading.fault() != null) {
      later(order, "number order %s %s".formatted(id, reading.fault()));
      return;
    }
    if (!progress.progressed(order, OrderReading.progress(id, sent, reading))) {
      return;
    }
    var ref = new NumberOrderRef(id, reading.subNumberOrderIds());
    var found = new FoundNumbers(progress, order, clock);
    var tally = new Tally();
    numbers.forEach(
        (phoneNumber, number) -> {
          tally.count(number);
          found.add(
              new OpenNumberOrder(Objects.requireNonNull(groups.get(phoneNumber)), ref), number);
        });
    found.read(id, reading.status(), tally.allFinal);
    found.store();
    conclude(order, Optional.empty());
  }

  private void follow(ProviderOrder order, NumberProvider provider, List<GroupProgress> groups) {
    if (!groups.stream().allMatch(GroupProgress::settled)) {
      later(order, null);
      return;
    }
    Optional<String> missing = Optional.empty();
    var found = new FoundNumbers(progress, order, clock);
    RunControl control = stops.controlOf(order.account());
    try {
      for (OpenNumberOrder numberOrder : readMany(order, provider, found, control)) {
        control.requireGoingOn();
        Optional<String> incomplete = readNumbers(numberOrder, provider, found);
        missing = missing.or(() -> incomplete);
        found.requestMade();
      }
    } finally {
      // However the reading ends: what was read need not be read again.
      found.store();
    }
    if (missing.isEmpty()) {
      missing = progress.numbersMissing(order.id());
    }
    conclude(order, missing);
  }

  private void conclude(ProviderOrder order, Optional<String> missing) {
    progress
        .count(order, missing.isEmpty())
        .filter(state -> !state.isFinal())
        .ifPresent(state -> later(order, missing.orElse(null)));
  }

  /**
   * Reads what can be read of the open number orders many at a time, and answers those that have to
   * be read one by one.
   */
  private Collection<OpenNumberOrder> readMany(
      ProviderOrder order, NumberProvider provider, FoundNumbers found, RunControl control) {
    Map<String, OpenNumberOrder> open = new LinkedHashMap<>();
    progress
        .openNumberOrders(order.id())
        .forEach(numberOrder -> open.put(numberOrder.ref().numberOrderId(), numberOrder));
    if (open.size() > READ_BY_ID_AT_ONCE) {
      provider.readListed(
          order.reference(),
          Set.copyOf(open.keySet()),
          page -> {
            control.requireGoingOn();
            page.forEach(listed -> take(listed, open.remove(listed.id()), found));
            found.requestMade();
          });
    }
    return open.values();
  }

  private static void take(
      ListedNumberOrder listed, @Nullable OpenNumberOrder open, FoundNumbers found) {
    if (open != null) {
      listed.numbers().forEach(number -> found.add(open, number));
      found.read(listed.id(), listed.status(), listed.isComplete());
    }
  }

  /** Says why numbers of the number order are not known, empty when all are. */
  private Optional<String> readNumbers(
      OpenNumberOrder numberOrder, NumberProvider provider, FoundNumbers found) {
    String id = numberOrder.ref().numberOrderId();
    var tally = new Tally();
    NumberOrderReading reading =
        provider.readNumbers(
            id,
            number -> {
              tally.count(number);
              found.add(numberOrder, number);
            });
    Optional<String> incomplete = incomplete(id, reading, tally.seen.size());
    found.read(id, reading.status(), incomplete.isEmpty() && tally.allFinal);
    return incomplete;
  }

  private static Optional<String> incomplete(String id, NumberOrderReading reading, long seen) {
    if (reading.fault() != null) {
      return Optional.of("number order %s %s".formatted(id, reading.fault()));
    }
    return seen < reading.count()
        ? Optional.of(
            "number order %s says that it has %d numbers, and shows %d"
                .formatted(id, reading.count(), seen))
        : Optional.empty();
  }

  private void later(ProviderOrder order, @Nullable String reason) {
    progress.pollAgain(order, properties.waitAfter(order.polls()), reason);
  }

  /** What was seen of the numbers of a number order. */
  private static final class Tally {
    private boolean allFinal = true;

    /** An answer that broke off and was asked for again gives its numbers more than once. */
    private final Set<String> seen = new HashSet<>();

    void count(OrderedNumber number) {
      seen.add(number.phoneNumber());
      allFinal &=
          switch (number.state()) {
            case PENDING, WAITING -> false;
            case IN_SERVICE, FAILED, CANCELLED -> true;
          };
    }
  }
}
