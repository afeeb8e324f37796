package bulkorders.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * When an order reaches which stage: processing after a quarter of its pace, ordered after half,
 * done at its end.
 *
 * @param paceMillis from acceptance to done, without the stall
 * @param stallMillis how much longer it stays in processing; {@link #FOR_EVER} to never leave it
 * @param lagMillis how long lists do not show it
 */
record Timetable(long paceMillis, long stallMillis, long lagMillis) {

  static final long FOR_EVER = Long.MAX_VALUE;

  Stage at(Instant accepted, Instant now) {
    long elapsed = Duration.between(accepted, now).toMillis();
    if (elapsed < paceMillis / 4) {
      return Stage.PENDING;
    }
    if (stallMillis == FOR_EVER || elapsed - stallMillis < paceMillis / 2) {
      return Stage.PROCESSING;
    }
    return elapsed - stallMillis < paceMillis ? Stage.ORDERED : Stage.DONE;
  }

  boolean listed(Instant accepted, Instant now) {
    return Duration.between(accepted, now).toMillis() >= lagMillis;
  }
}
