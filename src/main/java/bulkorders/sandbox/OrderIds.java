package bulkorders.sandbox;

import java.util.UUID;

/**
 * Ids of whatever clients create, in the order of creation. Inside of {@link Store#within} only.
 */
final class OrderIds {

  private final long base;
  private long sequence;

  /**
   * @param base ids follow from it and from the count of creates
   */
  OrderIds(long base) {
    this.base = base;
  }

  /** The number of the next create; never the same again, not even after a reset. */
  long next() {
    return sequence++;
  }

  UUID id(long number) {
    return Ids.derive(base, number);
  }

  /** The journal says that this number was given out. */
  void used(long number) {
    sequence = Math.max(sequence, number + 1);
  }
}
