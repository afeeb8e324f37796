package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.NumberPlan;
import java.math.BigInteger;

/** Numbers behind one destination code of a country outside of North America. */
final class ForeignPlan implements NumberPlan {

  /** A prime that divides no power of ten: multiplying by it visits every number once. */
  private static final long STRIDE = 7_919;

  private final ForeignRange range;
  private final String prefix;
  private final int first;
  private final int size;
  private final long start;
  private final long unstride;

  ForeignPlan(ForeignRange range) {
    this.range = range;
    this.prefix = "+" + range.callingCode() + range.destinationCode();
    int power = (int) Math.pow(10, range.subscriberDigits() - 1);
    this.first = 2 * power;
    this.size = 8 * power;
    this.start = Math.floorMod(Ids.mix(prefix.hashCode()), (long) size);
    this.unstride =
        BigInteger.valueOf(STRIDE).modInverse(BigInteger.valueOf(size)).longValueExact();
  }

  @Override
  public String e164(int position) {
    return prefix + subscriber(position);
  }

  @Override
  public String subscriber(int position) {
    return Long.toString(first + (position * STRIDE + start) % size);
  }

  @Override
  public String national(int position) {
    return range.destinationCode() + subscriber(position);
  }

  @Override
  public int position(String e164) {
    if (!e164.startsWith(prefix) || e164.length() != prefix.length() + range.subscriberDigits()) {
      return -1;
    }
    long subscriber = Long.parseLong(e164.substring(prefix.length())) - first;
    return subscriber < 0 ? -1 : (int) (Math.floorMod(subscriber - start, size) * unstride % size);
  }
}
