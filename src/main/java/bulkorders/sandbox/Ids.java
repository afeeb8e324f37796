package bulkorders.sandbox;

import java.util.UUID;

/** Ids that follow from what they belong to, so that none has to be stored per number. */
final class Ids {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Ids() {}

  /** A UUID that looks random (version 4) and is the same for the same arguments. */
  static UUID derive(long parent, long child) {
    long high = mix(parent + GOLDEN_GAMMA * (2 * child + 1));
    long low = mix(high ^ (parent + GOLDEN_GAMMA * (2 * child + 2)));
    return new UUID(
        (high & 0xFFFFFFFFFFFF0FFFL) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  static UUID derive(UUID parent, long child) {
    return derive(parent.getMostSignificantBits() ^ parent.getLeastSignificantBits(), child);
  }

  /** The finaliser of SplitMix64: a bijection that scatters its input. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
