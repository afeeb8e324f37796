package bulkorders.sandbox.core;

import java.util.UUID;

/** Ids of one kind of object in the order of creation. Inside of the store only. */
public final class Sequence {

  private final long base;
  private long next;

  /**
   * @param base ids follow from it and from the count of creates
   */
  public Sequence(long base) {
    this.base = base;
  }

  /** Never the same again, not even after a reset. */
  public long next() {
    return next++;
  }

  /** The id that belongs to a number. */
  public UUID id(long number) {
    return Ids.derive(base, number);
  }

  /** The journal says that this number was given out. */
  public void used(long number) {
    next = Math.max(next, number + 1);
  }
}
