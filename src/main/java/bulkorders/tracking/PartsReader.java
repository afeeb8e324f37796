package bulkorders.tracking;

import bulkorders.ledger.OrderParts;
import bulkorders.ledger.OrderParts.Known;
import bulkorders.ledger.OrderParts.Waiting;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a number order does not tell of itself: its parts, and until when papers are due. The
 * provider tells a deadline of single numbers only, so one number is read for all that wait for the
 * same. Of a number order whose numbers stand as they stood, nothing is read again, unless its
 * deadline is near: people may have had it moved.
 */
final class PartsReader {

  private final OrderParts parts;
  private final Duration near;
  private final Clock clock;

  /**
   * @param near deadlines sooner than this are read each time
   */
  PartsReader(OrderParts parts, Duration near, Clock clock) {
    this.parts = parts;
    this.near = near;
    this.clock = clock;
  }

  /**
   * Reads what is not known yet. The numbers are stored already.
   *
   * @param several whether the number order has more than one part
   */
  void read(
      ProviderOrder order,
      String numberOrderId,
      boolean several,
      Standing standing,
      NumberProvider provider) {
    if (!several && !standing.isOfInterest()) {
      return;
    }
    String stands = standing.toString();
    Known known = parts.known(order.id(), numberOrderId);
    boolean changed = !stands.equals(known.partsOf());
    if (!changed && !isNear(known.deadline())) {
      return;
    }
    SubNumberOrders provided = provider.subNumberOrders();
    List<SubNumberOrder> read = changed ? provided.of(numberOrderId).parts() : null;
    List<Waiting> waiting =
        standing.waiting().stream()
            .map(
                number ->
                    new Waiting(
                        number.countryIso(),
                        number.phoneNumberType(),
                        number.requirementsStatus(),
                        deadline(number.providerId(), provided)))
            .toList();
    parts.store(order, numberOrderId, stands, read, waiting);
  }

  private static @Nullable Instant deadline(
      @Nullable String orderedNumberId, SubNumberOrders provided) {
    return orderedNumberId == null ? null : provided.deadlineOf(orderedNumberId).orElse(null);
  }

  private boolean isNear(@Nullable Instant deadline) {
    return deadline != null && deadline.isBefore(clock.instant().plus(near));
  }
}
