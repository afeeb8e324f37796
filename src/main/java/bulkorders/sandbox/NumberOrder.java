package bulkorders.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * The number order a group led to. There may be millions of them: its ids follow from the order.
 *
 * @param index place of its group in the order
 */
record NumberOrder(BulkOrder order, int index) {

  UUID id() {
    return Ids.derive(order.id(), 2L * index);
  }

  UUID subNumberOrderId() {
    return Ids.derive(order.id(), 2L * index + 1);
  }

  OrderGroup group() {
    return order.groups().get(index);
  }

  boolean existsAt(Instant now) {
    return order.stageAt(now) != Stage.PENDING;
  }

  boolean isListedAt(Instant now) {
    return existsAt(now) && order.timetable().listed(order.acceptedAt(), now);
  }

  String statusAt(Instant now) {
    return order.stageAt(now) == Stage.DONE ? "success" : "pending";
  }
}
