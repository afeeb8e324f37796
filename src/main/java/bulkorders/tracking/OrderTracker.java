package bulkorders.tracking;

import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderedNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one placed order and everything it led to, and writes down what it finds. */
final class OrderTracker {

  private static final int NUMBERS_AT_ONCE = 1_000;

  private final Orders orders;
  private final OrderProgress progress;
  private final NumberProvider provider;
  private final TrackingProperties properties;

  OrderTracker(
      Orders orders,
      OrderProgress progress,
      NumberProvider provider,
      TrackingProperties properties) {
    this.orders = orders;
    this.progress = progress;
    this.provider = provider;
    this.properties = properties;
  }

  /** Reads an order. When it is not final afterwards, it is due again later. */
  void track(ProviderOrder order) {
    String id = order.providerOrderId();
    if (id == null) {
      throw new IllegalStateException(
          "Order " + order.reference() + " is placed but has no provider id");
    }
    OrderReading reading = provider.read(id, order.reference(), orders.groupsOf(order.id()));
    if (reading instanceof OrderReading.Understood understood) {
      if (progress.progressed(order, understood.groups())) {
        follow(order, understood.groups());
      }
    } else if (reading instanceof OrderReading.NotUnderstood notUnderstood) {
      later(order, notUnderstood.reason());
    }
  }

  private void follow(ProviderOrder order, List<GroupProgress> groups) {
    if (!groups.stream().allMatch(GroupProgress::settled)) {
      later(order, null);
      return;
    }
    Optional<String> missing = Optional.empty();
    for (OpenNumberOrder numberOrder : progress.openNumberOrders(order.id())) {
      Optional<String> incomplete = readNumbers(order, numberOrder);
      missing = missing.or(() -> incomplete);
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

  /** Says why numbers of the number order are not known, empty when all are. */
  private Optional<String> readNumbers(ProviderOrder order, OpenNumberOrder numberOrder) {
    String id = numberOrder.ref().numberOrderId();
    var batch = new Batch(order, numberOrder);
    NumberOrderReading reading = provider.readNumbers(id, batch::add);
    batch.store();
    Optional<String> incomplete = incomplete(id, reading, batch.seen.size());
    progress.numberOrderRead(
        order.id(), id, reading.status(), incomplete.isEmpty() && batch.allFinal);
    return incomplete;
  }

  private static Optional<String> incomplete(String id, NumberOrderReading reading, long seen) {
    if (reading.equals(NumberOrderReading.NOT_FOUND)) {
      return Optional.of("number order %s was not found".formatted(id));
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

  /**
   * Collects numbers and stores them in batches; of numbers that are stored, only the digits are
   * kept.
   */
  private final class Batch {
    private final ProviderOrder order;
    private final OpenNumberOrder numberOrder;
    private final List<OrderedNumber> numbers = new ArrayList<>(NUMBERS_AT_ONCE);
    private boolean allFinal = true;

    /** An answer that broke off and was asked for again gives its numbers more than once. */
    private final Set<String> seen = new HashSet<>();

    Batch(ProviderOrder order, OpenNumberOrder numberOrder) {
      this.order = order;
      this.numberOrder = numberOrder;
    }

    void add(OrderedNumber number) {
      numbers.add(number);
      seen.add(number.phoneNumber());
      allFinal &=
          switch (number.state()) {
            case PENDING, WAITING -> false;
            case IN_SERVICE, FAILED, CANCELLED -> true;
          };
      if (numbers.size() == NUMBERS_AT_ONCE) {
        store();
      }
    }

    void store() {
      progress.numbers(order, numberOrder, numbers);
      numbers.clear();
    }
  }
}
