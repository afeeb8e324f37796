package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Ids;
import java.util.UUID;

/** Ids of one kind of object in the order of creation. Inside of the store only. */
final class Sequence {

  private final long base;
  private long next;

  /**
   * @param base ids follow from it and from the count of creates
   */
  Sequence(long base) {
    this.base = base;
  }

  /** Never the same again, not even after a reset. */
  long next() {
    return next++;
  }

  UUID id(long number) {
    return Ids.derive(base, number);
  }

  /** The journal says that this number was given out. */
  void used(long number) {
    next = Math.max(next, number + 1);
  }
}
