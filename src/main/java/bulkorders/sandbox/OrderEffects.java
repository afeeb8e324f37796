package bulkorders.sandbox;

import bulkorders.sandbox.core.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does to an order that is accepted all the same.
 *
 * @param stallMillis see {@link Timetable}
 * @param lagMillis see {@link Timetable}
 * @param scarcity how stock is made to look
 * @param group index of the only group that scarcity concerns; -1 for all of them
 */
record OrderEffects(long stallMillis, long lagMillis, Scarcity scarcity, int group) {

  static final OrderEffects NONE = new OrderEffects(0, 0, Scarcity.NONE, -1);

  /** How long lists do not show an order, unless the fault says. */
  static final long LAG_MILLIS = 5_000;

  enum Scarcity {
    NONE,
    /** Half of what was wanted, rounded down. */
    HALF,
    /** Nothing. */
    ALL
  }

  /**
   * What a fault does to an order, or a {@link TelnyxRefusal}.
   *
   * @param parts under which pointer the order has its parts
   * @param count how many it has
   */
  static OrderEffects of(@Nullable Fault fault, String parts, int count) {
    if (fault == null) {
      return NONE;
    }
    int group = fault.group() == null ? -1 : fault.group();
    return switch (fault.kind()) {
      case REFUSE_GROUP ->
          throw TelnyxRefusal.refusedPart(parts + "/" + Math.min(Math.max(0, group), count - 1));
      case INSUFFICIENT_BALANCE -> throw TelnyxRefusal.insufficientFunds();
      case OUT_OF_STOCK -> new OrderEffects(0, 0, Scarcity.ALL, group);
      case PARTIAL -> new OrderEffects(0, 0, Scarcity.HALF, group);
      case STUCK_PROCESSING ->
          new OrderEffects(fault.delayOr(Timetable.FOR_EVER), 0, Scarcity.NONE, -1);
      case LIST_LAG -> new OrderEffects(0, fault.delayOr(LAG_MILLIS), Scarcity.NONE, -1);
      default -> NONE;
    };
  }

  int atMost(int index, int wanted) {
    if (stallMillis == Timetable.FOR_EVER) {
      return 0;
    }
    if (group >= 0 && group != index) {
      return wanted;
    }
    return switch (scarcity) {
      case NONE -> wanted;
      case HALF -> wanted / 2;
      case ALL -> 0;
    };
  }
}
