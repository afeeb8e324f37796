package bulkorders.submission.model;

/** A world in two numbers. */
record Key(long high, long low) implements Comparable<Key> {

  @Override
  public int compareTo(Key other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }

  /** Packs small numbers, each with the count of its values, as the digits of one large number. */
  static final class Bits {
    private long high;
    private long low;
    private long room = 1;
    private boolean inLow;

    Bits add(int value, int values) {
      if (value < 0 || value >= values) {
        throw new IllegalArgumentException(value + " is not one of " + values);
      }
      if (room > Long.MAX_VALUE / values) {
        if (inLow) {
          throw new IllegalStateException("a world does not fit");
        }
        high = low;
        low = 0;
        room = 1;
        inLow = true;
      }
      low = low * values + value;
      room *= values;
      return this;
    }

    Key key() {
      return new Key(high, low);
    }
  }
}
