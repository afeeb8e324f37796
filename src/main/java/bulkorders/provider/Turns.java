package bulkorders.provider;

/**
 * Deals out the turns at which requests of one account may leave, evenly spaced, to all who ask. A
 * turn belongs to whoever reserved it, used or not.
 */
@FunctionalInterface
public interface Turns {

  /**
   * Reserves the next turns, which follow each other.
   *
   * @param count how many, at least 1
   * @return nanoseconds until the last of them; 0 when all of them are now
   * @throws RuntimeException when it cannot be found out whose turn it is
   */
  long reserve(int count);

  /** How many turns a burst may have: a tenth of a second's worth, at least one. */
  static int burst(double requestsPerSecond) {
    return (int) Math.max(1, requestsPerSecond / 10);
  }
}
