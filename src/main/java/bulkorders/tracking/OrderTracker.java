package bulkorders.tracking;

import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.OrderProgress.ReadNumberOrder;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private final PartsReader parts;
  private final Clock clock;

  OrderTracker(
      Orders orders,
      OrderProgress progress,
      AccountProviders providers,
      TrackingProperties properties,
      AccountStops stops,
      PartsReader parts,
      Clock clock) {
    this.orders = orders;
    this.progress = progress;
    this.providers = providers;
    this.properties = properties;
    this.stops = stops;
    this.parts = parts;
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
    if (progress.isAllocated(order.id())) {
      // All that can still change stands in its number orders.
      follow(order, provider);
      return;
    }
    OrderReading reading = provider.read(id, order.reference(), orders.groupsOf(order.id()));
    if (reading instanceof OrderReading.Understood understood) {
      if (progress.progressed(order, understood)) {
        followSettled(order, provider, understood.groups());
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
    var standing = new Standing();
    numbers.forEach(
        (phoneNumber, number) -> {
          standing.count(number);
          found.add(
              new OpenNumberOrder(Objects.requireNonNull(groups.get(phoneNumber)), ref), number);
        });
    found.read(
        new ReadNumberOrder(
            id, reading.status(), standing.allFinal(), !standing.waiting().isEmpty()));
    found.store();
    parts.read(order, id, reading.subNumberOrderIds().size() > 1, standing, provider);
    if (order.method() == OrderMethod.SEARCH) {
      progress.quote(order);
    }
    conclude(order, Optional.empty());
  }

  private void followSettled(
      ProviderOrder order, NumberProvider provider, List<GroupProgress> groups) {
    if (!groups.stream().allMatch(GroupProgress::settled)) {
      later(order, null);
    } else if (order.method().leadsToNumbers()) {
      follow(order, provider);
    } else {
      conclude(order, Optional.empty());
    }
  }

  private void follow(ProviderOrder order, NumberProvider provider) {
    Optional<String> missing = Optional.empty();
    var found = new FoundNumbers(progress, order, clock);
    RunControl control = stops.controlOf(order.account());
    try {
      for (OpenNumberOrder numberOrder : readMany(order, provider, found, control)) {
        control.requireGoingOn();
        Optional<String> incomplete = readNumbers(order, numberOrder, provider, found);
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
    Set<String> listed = new LinkedHashSet<>(open.keySet());
    // Of what waits for papers the list does not tell enough.
    listed.removeIf(id -> open.containsKey(id) && open.get(id).waiting());
    if (listed.size() > READ_BY_ID_AT_ONCE) {
      provider.readListed(
          order.reference(),
          Set.copyOf(listed),
          page -> {
            control.requireGoingOn();
            page.forEach(entry -> take(entry, open.remove(entry.id()), found));
            found.requestMade();
          });
    }
    return open.values();
  }

  private static void take(
      ListedNumberOrder listed, @Nullable OpenNumberOrder open, FoundNumbers found) {
    if (open != null) {
      listed.numbers().forEach(number -> found.add(open, number));
      found.read(new ReadNumberOrder(listed.id(), listed.status(), listed.isComplete()));
    }
  }

  /** Says why numbers of the number order are not known, empty when all are. */
  private Optional<String> readNumbers(
      ProviderOrder order,
      OpenNumberOrder numberOrder,
      NumberProvider provider,
      FoundNumbers found) {
    String id = numberOrder.ref().numberOrderId();
    var standing = new Standing();
    Consumer<OrderedNumber> take =
        number -> {
          standing.count(number);
          found.add(numberOrder, number);
        };
    NumberOrderReading reading = provider.readNumbers(id, take);
    if (reading.fault() == null && standing.shown() < reading.count()) {
      for (String country : List.copyOf(standing.countries())) {
        provider.subNumberOrders().readNumbers(id, country, reading.status(), take);
      }
    }
    Optional<String> incomplete = incomplete(id, reading, standing.shown());
    found.read(
        new ReadNumberOrder(
            id,
            reading.status(),
            incomplete.isEmpty() && standing.allFinal(),
            !standing.waiting().isEmpty()));
    if (incomplete.isEmpty()) {
      boolean several = numberOrder.ref().subNumberOrderIds().size() > 1;
      if (several || standing.isOfInterest()) {
        found.store();
        parts.read(order, id, several, standing, provider);
      }
    }
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
}
