package bulkorders.sandbox.didww;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a group by position: one bit each, whatever is sold or reserved. A number can only
 * be sold twice if a position is. Inside of the store only.
 */
final class GroupStock {

  private final DidGroup group;
  private final BitSet taken = new BitSet();
  private int limit;
  private int left;

  GroupStock(DidGroup group) {
    this.group = group;
    this.limit = group.stock();
    this.left = group.stock();
  }

  DidGroup group() {
    return group;
  }

  /** How many can be sold. */
  int left() {
    return left;
  }

  /** From now on exactly this many can be sold. */
  void restock(int stock) {
    left = stock;
    limit = Math.max(limit, stock + taken.cardinality());
  }

  boolean isFree(int position) {
    return position >= 0 && position < limit && left > 0 && !taken.get(position);
  }

  /** Whether it sells, or ever sold, this position. */
  boolean holds(int position) {
    return position >= 0 && position < limit;
  }

  /**
   * Up to so many free positions in ascending order; nothing is taken yet.
   *
   * @param prefix null for any exchange
   */
  int[] find(int wanted, @Nullable NanpaPrefix prefix) {
    int most = Math.min(wanted, left);
    int[] found = new int[most];
    int count = 0;
    int step = prefix == null ? 1 : group.numbers().step();
    int position = prefix == null ? 0 : group.numbers().first(prefix.nxx());
    while (count < most && position >= 0 && position < limit) {
      if (!taken.get(position)) {
        found[count++] = position;
        position += step;
      } else {
        position = step == 1 ? taken.nextClearBit(position) : position + step;
      }
    }
    return Arrays.copyOf(found, count);
  }

  void take(int[] positions) {
    for (int position : positions) {
      if (!taken.get(position)) {
        taken.set(position);
        left = Math.max(0, left - 1);
        limit = Math.max(limit, position + 1);
      }
    }
  }

  void release(int[] positions) {
    for (int position : positions) {
      if (taken.get(position)) {
        taken.clear(position);
        left++;
      }
    }
  }
}
