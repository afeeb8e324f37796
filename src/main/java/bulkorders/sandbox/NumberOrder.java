package bulkorders.sandbox;

import java.time.Instant;
import java.util.UUID;

/** The number order a group led to. */
record NumberOrder(UUID id, UUID subNumberOrderId, BulkOrder order, OrderGroup group) {

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
