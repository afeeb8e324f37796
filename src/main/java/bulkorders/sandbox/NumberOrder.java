package bulkorders.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Numbers that were ordered together, the client's to follow. There may be millions of those that
 * bulk orders led to, so these keep nothing that can be derived.
 */
sealed interface NumberOrder permits BulkNumberOrder, ExplicitNumberOrder {

  UUID id();

  /** Whose order it is; nobody else can see it. */
  String account();

  Instant acceptedAt();

  Timetable timetable();

  OrderSettings settings();

  /** What its sub number orders are made of: one part for each country and type. */
  List<OrderPart> parts();

  boolean existsAt(Instant now);

  default boolean isListedAt(Instant now) {
    return existsAt(now) && timetable().listed(acceptedAt(), now);
  }

  default boolean isDoneAt(Instant now) {
    return timetable().at(acceptedAt(), now) == Stage.DONE;
  }

  default int count() {
    int sum = 0;
    for (OrderPart part : parts()) {
      sum += part.count();
    }
    return sum;
  }
}
