package bulkorders.sandbox.core;

import java.math.BigInteger;
import java.util.UUID;

/** Ids that follow from what they belong to, so that none has to be stored per number. */
public final class Ids {

  /** What a number order consists of. */
  public enum Member {
    SUB_ORDER,
    PHONE_NUMBER
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** All bits of the second half of a UUID but its variant. */
  private static final long RANDOM_BITS = 0x3FFFFFFFFFFFFFFFL;

  /** Odd, so that multiplying by it can be undone. */
  private static final long SCATTER = 0x2545F4914F6CDD1DL;

  private static final long UNSCATTER =
      BigInteger.valueOf(SCATTER).modInverse(BigInteger.ONE.shiftLeft(64)).longValue();

  private Ids() {}

  /** A UUID that looks random (version 4) and is the same for the same arguments. */
  public static UUID derive(long parent, long child) {
    long high = mix(parent + GOLDEN_GAMMA * (2 * child + 1));
    long low = mix(high ^ (parent + GOLDEN_GAMMA * (2 * child + 2)));
    return new UUID(
        (high & 0xFFFFFFFFFFFF0FFFL) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  /** As {@link #derive(long, long)}, for what belongs to something with an id. */
  public static UUID derive(UUID parent, long child) {
    return derive(parent.getMostSignificantBits() ^ parent.getLeastSignificantBits(), child);
  }

  /**
   * The id of a part of something. It tells which part it is to whoever knows the whole, so that
   * nothing has to be kept to find a part by its id: both have the same most significant half.
   */
  public static UUID part(UUID whole, Member kind, int index) {
    long coded = ((kind.ordinal() + 1L) << 32 | index) * SCATTER;
    return new UUID(
        whole.getMostSignificantBits(), whole.getLeastSignificantBits() ^ (coded & RANDOM_BITS));
  }

  /** Which part of the whole has that id; -1 if it is none of that kind. */
  public static int index(UUID whole, Member kind, UUID part) {
    if (whole.getMostSignificantBits() != part.getMostSignificantBits()) {
      return -1;
    }
    long coded = whole.getLeastSignificantBits() ^ part.getLeastSignificantBits();
    long plain = (coded * UNSCATTER) & RANDOM_BITS;
    boolean one = coded == (coded & RANDOM_BITS) && plain >>> 32 == kind.ordinal() + 1L;
    return one && (int) plain >= 0 ? (int) plain : -1;
  }

  /** The finaliser of SplitMix64: a bijection that scatters its input. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
