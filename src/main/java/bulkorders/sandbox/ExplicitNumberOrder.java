package bulkorders.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A number order that a client created itself, naming the numbers. */
record ExplicitNumberOrder(
    UUID id,
    String account,
    Instant acceptedAt,
    Timetable timetable,
    OrderSettings settings,
    List<OrderPart> parts)
    implements NumberOrder {

  @Override
  public boolean existsAt(Instant now) {
    return true;
  }
}
