package bulkorders.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An accepted bulk order. It never changes; what it looks like depends on the time only.
 *
 * @param account whose order it is; nobody else can see it
 */
record BulkOrder(
    UUID id,
    String account,
    Instant acceptedAt,
    Timetable timetable,
    OrderSettings settings,
    List<OrderGroup> groups) {

  Stage stageAt(Instant now) {
    return timetable.at(acceptedAt, now);
  }
}
