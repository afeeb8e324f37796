package bulkorders.sandbox;

import java.time.Instant;
import java.util.UUID;

/** The number order a group led to. */
record NumberOrder(UUID id, UUID subNumberOrderId, BulkOrder order, OrderGroup group) {

  boolean existsAt(Instant now) {
    return order.stageAt(now) != Stage.PENDING;
  }

  String statusAt(Instant now) {
    return order.stageAt(now) == Stage.DONE ? "success" : "pending";
  }
}
