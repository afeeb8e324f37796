package bulkorders.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Packs ordering groups into the fewest provider orders it can find: best-fit decreasing, in time
 * nearly linear in the number of groups.
 *
 * <p>What holds for every packing:
 *
 * <ul>
 *   <li>No order exceeds the limit of numbers or of groups.
 *   <li>A group is split only when it alone exceeds the limit: into orders of exactly the limit,
 *       which hold nothing else, and a remainder that is packed like any other group.
 *   <li>The result depends on the demands alone, not on the order in which they come.
 *   <li>With {@code keepApart}, groups that the provider echoes alike but that differ in a field it
 *       does not echo are never in one order, so that its answer always says which group it is
 *       about. The demands are divided into lanes for this: the n-th distinct {@code hidden} of an
 *       {@code echo}, counted by smallest row, goes to lane n, and each lane is packed by itself.
 *   <li>Without a limit of groups, a lane takes at most 11/9 of the fewest possible orders plus 1;
 *       and with a limit of 10,000 numbers and no group above 100, at most 1 % more than {@link
 *       #lowerBound} plus 1.
 * </ul>
 *
 * <p>A packer has no state of its own and may be used by several threads.
 */
public final class Packer {

  /** The largest limit accepted: one table per packing is indexed by the room left in an order. */
  static final int HIGHEST_LIMIT = 1_000_000;

  private final int maxNumbersPerOrder;
  private final boolean keepApart;
  private final int maxGroupsPerOrder;

  /**
   * A packer without a limit of groups.
   *
   * @param maxNumbersPerOrder how many numbers an order may ask for, 1 to 1,000,000
   * @param keepApart whether groups that could not be told apart in the provider's answer must not
   *     share an order
   * @throws IllegalArgumentException when the limit is out of range
   */
  public Packer(int maxNumbersPerOrder, boolean keepApart) {
    this(maxNumbersPerOrder, keepApart, Integer.MAX_VALUE);
  }

  /**
   * A packer.
   *
   * @param maxNumbersPerOrder how many numbers an order may ask for, 1 to 1,000,000
   * @param keepApart whether groups that could not be told apart in the provider's answer must not
   *     share an order
   * @param maxGroupsPerOrder how many groups an order may hold, at least 1; {@link
   *     Integer#MAX_VALUE} for no limit
   * @throws IllegalArgumentException when a limit is out of range
   */
  public Packer(int maxNumbersPerOrder, boolean keepApart, int maxGroupsPerOrder) {
    if (maxNumbersPerOrder < 1 || maxNumbersPerOrder > HIGHEST_LIMIT) {
      throw new IllegalArgumentException(
          "an order may hold 1 to %,d numbers, not %,d"
              .formatted(HIGHEST_LIMIT, maxNumbersPerOrder));
    }
    if (maxGroupsPerOrder < 1) {
      throw new IllegalArgumentException(
          "an order holds at least 1 group, not " + maxGroupsPerOrder);
    }
    this.maxNumbersPerOrder = maxNumbersPerOrder;
    this.keepApart = keepApart;
    this.maxGroupsPerOrder = maxGroupsPerOrder;
  }

  /**
   * Packs groups that have the same order key. A group that must not be split and exceeds the limit
   * has to be rejected before; the packer would split it.
   *
   * @param demands the groups, in any order; not changed
   * @return the orders by ascending first row; of one split group the full orders first
   * @throws IllegalArgumentException when two demands have the same row
   */
  public List<PackedOrder> pack(List<Demand> demands) {
    Demand[] byRow = byRow(demands);
    for (int i = 1; i < byRow.length; i++) {
      if (byRow[i - 1].row() == byRow[i].row()) {
        throw new IllegalArgumentException("two demands have the row " + byRow[i].row());
      }
    }
    List<PackedOrder> orders = new ArrayList<>();
    LanePacking packing = new LanePacking(maxNumbersPerOrder, maxGroupsPerOrder);
    List<Demand[]> lanes = keepApart ? Lanes.of(byRow) : List.<Demand[]>of(byRow);
    lanes.forEach(lane -> packing.pack(lane, orders));
    // Stable: what begins with the same row, the parts of a split group, stays as it is.
    orders.sort(Comparator.comparingLong(order -> order.parts().get(0).row()));
    return orders;
  }

  /** Sorts primitive keys: the rows in the high halves, the indexes in the low halves. */
  private static Demand[] byRow(List<Demand> demands) {
    if (demands.isEmpty()) {
      return new Demand[0];
    }
    long first = Long.MAX_VALUE;
    for (Demand demand : demands) {
      first = Math.min(first, demand.row());
    }
    long[] keys = new long[demands.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) Math.toIntExact(demands.get(i).row() - first) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    Demand[] byRow = new Demand[keys.length];
    for (int i = 0; i < keys.length; i++) {
      byRow[i] = demands.get((int) keys[i]);
    }
    return byRow;
  }

  /**
   * How many orders that many numbers need at the very least, to judge a packing by.
   *
   * @param numbers the sum of the demands' counts, not negative
   * @return {@code numbers / maxNumbersPerOrder}, rounded up
   * @throws ArithmeticException when that is more than an int holds
   */
  public int lowerBound(long numbers) {
    return Math.toIntExact(-Math.floorDiv(-numbers, (long) maxNumbersPerOrder));
  }
}
