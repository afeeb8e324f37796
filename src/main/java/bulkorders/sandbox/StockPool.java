package bulkorders.sandbox;

import bulkorders.sandbox.core.NumberPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Numbers for sale, known by position: one bit each, whatever is taken. Position to number is a
 * fixed one-to-one mapping, so a number can only be sold twice if a position is. Not thread safe.
 */
final class StockPool {

  /** How far a search for a pattern looks. */
  private static final int SEARCHED_POSITIONS = 4_000_000;

  private final String key;
  private final String country;
  private final String numberType;
  private final NumberPlan plan;

  /** Sold or on hold. */
  private final BitSet taken = new BitSet();

  private int limit;
  private int remaining;
  private int lowestFree;

  StockPool(String key, String country, String numberType, NumberPlan plan, int stock) {
    this.key = key;
    this.country = country;
    this.numberType = numberType;
    this.plan = plan;
    this.limit = stock;
    this.remaining = stock;
  }

  String key() {
    return key;
  }

  /** The country that its numbers are sold in when nobody says which; two letters. */
  String country() {
    return country;
  }

  String numberType() {
    return numberType;
  }

  NumberPlan plan() {
    return plan;
  }

  int remaining() {
    return remaining;
  }

  /** From now on exactly this many can be sold. */
  void restock(int stock) {
    remaining = stock;
    limit = Math.max(limit, stock + taken.cardinality());
  }

  /** Whether the pool ever sold or sells this position. */
  boolean holds(int position) {
    return position >= 0 && position < limit;
  }

  boolean isFree(int position) {
    return holds(position) && remaining > 0 && !taken.get(position);
  }

  /** Up to {@code wanted} free numbers; nothing is taken yet. */
  List<Slice> find(int wanted, NumberQuery query) {
    int most = Math.min(wanted, remaining);
    return query.isEmpty() ? findAny(most) : findMatching(most, query);
  }

  private List<Slice> findAny(int wanted) {
    List<Slice> found = new ArrayList<>();
    int missing = wanted;
    int from = taken.nextClearBit(lowestFree);
    while (missing > 0 && from < limit) {
      int nextTaken = taken.nextSetBit(from);
      int end = nextTaken < 0 ? limit : Math.min(nextTaken, limit);
      int count = Math.min(missing, end - from);
      found.add(new Slice(this, from, count));
      missing -= count;
      from = taken.nextClearBit(end);
    }
    return found;
  }

  private List<Slice> findMatching(int wanted, NumberQuery query) {
    List<Slice> found = new ArrayList<>();
    int searched = 0;
    PositionWalk walk = query.walk(plan);
    for (int position = walk.first();
        position < limit && found.size() < wanted && searched < SEARCHED_POSITIONS;
        position = walk.after(position)) {
      searched++;
      if (!taken.get(position) && query.matches(plan, position)) {
        found.add(new Slice(this, position, 1));
      }
    }
    return found;
  }

  /** Takes neighbouring positions, some of which may be taken already. */
  void take(int from, int count) {
    int before =
        count == 1 ? (taken.get(from) ? 1 : 0) : taken.get(from, from + count).cardinality();
    taken.set(from, from + count);
    remaining = Math.max(0, remaining - (count - before));
    limit = Math.max(limit, from + count);
    lowestFree = taken.nextClearBit(lowestFree);
  }

  /** Gives neighbouring positions back that are all taken. */
  void release(int from, int count) {
    taken.clear(from, from + count);
    remaining += count;
    lowestFree = Math.min(lowestFree, from);
  }

  String e164(int position) {
    return plan.e164(position);
  }
}
