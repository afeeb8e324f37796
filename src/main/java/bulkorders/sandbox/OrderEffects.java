package bulkorders.sandbox;

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

  enum Scarcity {
    NONE,
    /** Half of what was wanted, rounded down. */
    HALF,
    /** Nothing. */
    ALL
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
