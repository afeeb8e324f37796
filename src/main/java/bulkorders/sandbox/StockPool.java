package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Numbers for sale, known by position: one bit each, whatever is sold. Position to number is a
 * fixed one-to-one mapping, so a number can only be sold twice if a position is. Not thread safe.
 */
final class StockPool {

  private static final int LINES = 10_000;

  /** Coprime with {@link #LINES}: multiplying by it visits every line of an exchange once. */
  private static final int STRIDE = 7_919;

  /** How far a search for a pattern looks. */
  private static final int SEARCHED_POSITIONS = 4_000_000;

  private static final int[] EXCHANGES = exchanges();

  /** Positions of one area code when it sells this many lines of each exchange. */
  static int positions(int linesPerExchange) {
    return EXCHANGES.length * linesPerExchange;
  }

  private final String key;
  private final List<String> areaCodes;
  private final int firstLine;
  private final BitSet sold = new BitSet();
  private int limit;
  private int remaining;
  private int lowestFree;

  /**
   * @param firstLine where its share of every exchange begins, so that two pools can serve the same
   *     area code without meeting
   */
  StockPool(String key, List<String> areaCodes, int firstLine, int stock) {
    this.key = key;
    this.areaCodes = areaCodes;
    this.firstLine = firstLine;
    this.limit = stock;
    this.remaining = stock;
  }

  String key() {
    return key;
  }

  int remaining() {
    return remaining;
  }

  /** From now on exactly this many can be sold. */
  void restock(int stock) {
    remaining = stock;
    limit = Math.max(limit, stock + sold.cardinality());
  }

  /** Up to {@code wanted} unsold numbers; nothing is sold yet. */
  List<Slice> find(int wanted, NumberPattern pattern) {
    int most = Math.min(wanted, remaining);
    return pattern.isEmpty() ? findAny(most) : findMatching(most, pattern);
  }

  private List<Slice> findAny(int wanted) {
    List<Slice> found = new ArrayList<>();
    int missing = wanted;
    int from = sold.nextClearBit(lowestFree);
    while (missing > 0 && from < limit) {
      int nextSold = sold.nextSetBit(from);
      int end = nextSold < 0 ? limit : Math.min(nextSold, limit);
      int count = Math.min(missing, end - from);
      found.add(new Slice(this, from, count));
      missing -= count;
      from = sold.nextClearBit(end);
    }
    return found;
  }

  private List<Slice> findMatching(int wanted, NumberPattern pattern) {
    List<Slice> found = new ArrayList<>();
    int exchange = pattern.exchange();
    int areas = areaCodes.size();
    int searched = 0;
    int row = 0;
    while ((long) row * areas < limit && found.size() < wanted && searched < SEARCHED_POSITIONS) {
      if (exchange >= 0 && EXCHANGES[row % EXCHANGES.length] != exchange) {
        row++;
        continue;
      }
      for (int area = 0; area < areas && found.size() < wanted; area++) {
        int position = row * areas + area;
        searched++;
        if (position < limit && !sold.get(position) && pattern.matches(subscriber(position))) {
          found.add(new Slice(this, position, 1));
        }
      }
      row++;
    }
    return found;
  }

  void sell(int from, int count) {
    sold.set(from, from + count);
    remaining = Math.max(0, remaining - count);
    limit = Math.max(limit, from + count);
    lowestFree = sold.nextClearBit(lowestFree);
  }

  String e164(int position) {
    return "+1" + areaCodes.get(position % areaCodes.size()) + subscriber(position);
  }

  private int subscriber(int position) {
    int area = position % areaCodes.size();
    int row = position / areaCodes.size();
    int exchange = EXCHANGES[row % EXCHANGES.length];
    long line = firstLine + row / EXCHANGES.length;
    long start = Ids.mix(Long.parseLong(areaCodes.get(area)) * 1_000 + exchange) >>> 1;
    return exchange * LINES + (int) ((line * STRIDE + start % LINES) % LINES);
  }

  /** 200 to 999 without the service codes 211, 311, …, 911. */
  private static int[] exchanges() {
    return java.util.stream.IntStream.range(200, 1_000).filter(n -> n % 100 != 11).toArray();
  }
}
