package bulkorders.sandbox;

/**
 * Which positions of a pool a search has to look at, in ascending order: all of them, or only those
 * of one exchange or of one area code.
 *
 * @param exchange index of the only exchange, -1 for all
 * @param area index of the only area code, -1 for all
 * @param exchanges how many exchanges a round has
 * @param areas how many area codes an exchange has in a row
 */
record PositionWalk(int exchange, int area, int exchanges, int areas) {

  static final PositionWalk EVERYWHERE = new PositionWalk(-1, -1, 1, 1);

  /** Nothing to look at. */
  static final PositionWalk NOWHERE = new PositionWalk(-1, Integer.MAX_VALUE, 1, 1);

  int first() {
    return Math.max(0, exchange) * areas + Math.max(0, area);
  }

  /** The next position; {@link Integer#MAX_VALUE} behind the last. */
  int after(int position) {
    long next;
    boolean inRow = area < 0 && position % areas < areas - 1;
    if (inRow) {
      next = position + 1L;
    } else {
      long row = position / areas;
      next = (row + (exchange < 0 ? 1 : exchanges)) * areas + Math.max(0, area);
    }
    return (int) Math.min(Integer.MAX_VALUE, next);
  }
}
