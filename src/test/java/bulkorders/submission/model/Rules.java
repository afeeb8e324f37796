package bulkorders.submission.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * What holds in an exploration.
 *
 * @param fences those that are up
 * @param assumptions those that are made
 * @param events what may happen beside the ordinary
 * @param mostAttempts after so many attempts nobody takes the order up any more
 */
record Rules(Set<Fence> fences, Set<Assumption> assumptions, Set<Rare> events, int mostAttempts) {

  /** Times are counted in ticks: what a live request may last. */
  static final int TIMEOUT = 1;

  /** How long after an attempt's end an order is listed at the latest. */
  static final int LAG = 1;

  /** How long a process may stand still between the guard and the first byte. */
  static final int SUSPENSION = 1;

  /** More than lag and suspension together, which is what counts. */
  static final int SETTLE_TIME = LAG + SUSPENSION + 1;

  /** Events that are switched on where they matter, since they multiply the states. */
  enum Rare {
    /** The database's clock is set forward while an order settles. */
    DATABASE_CLOCK_JUMPS,
    /** A process's monotonic clock is far ahead all at once. */
    MONOTONIC_CLOCK_JUMPS,
    /** The ledger is restored from a backup that was made before the order was sent. */
    LEDGER_RESTORED,
    /** The provider refuses for now, or for good. */
    REFUSALS,
    /** A person decides about a parked order. */
    PERSON
  }

  static Rules everything(int mostAttempts, Rare... events) {
    Set<Rare> rare = EnumSet.noneOf(Rare.class);
    rare.addAll(Set.of(events));
    return new Rules(
        EnumSet.allOf(Fence.class), EnumSet.allOf(Assumption.class), rare, mostAttempts);
  }

  Rules without(Fence... removed) {
    Set<Fence> left = EnumSet.copyOf(fences);
    left.removeAll(Set.of(removed));
    return new Rules(left, assumptions, events, mostAttempts);
  }

  Rules without(Assumption given) {
    Set<Assumption> left = EnumSet.copyOf(assumptions);
    left.remove(given);
    return new Rules(fences, left, events, mostAttempts);
  }

  boolean has(Fence fence) {
    return fences.contains(fence);
  }

  boolean has(Assumption assumption) {
    return assumptions.contains(assumption);
  }

  boolean has(Rare event) {
    return events.contains(event);
  }
}
