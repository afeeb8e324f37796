package bulkorders.submission;

import bulkorders.provider.SendGuard;
import bulkorders.provider.SendHeldBackException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Holds an order back that is not sent promptly after it was taken up: a process that was suspended
 * in between cannot know what others did about the order since. Both clocks are asked, because a
 * suspended machine stops the monotonic one and a stepped clock misleads the other.
 */
final class FreshnessGuard implements SendGuard {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Duration limit;
  private final Instant takenUpAt;
  private final long takenUpNanos;

  /**
   * Begins to count; to be called before the order is taken up.
   *
   * @param requestTimeout whoever takes the order over from a dead sender believes its attempt
   *     ended so long after it was taken up; so it has to leave within that time, and within 10 s
   */
  FreshnessGuard(Clock clock, LongSupplier nanoTime, Duration requestTimeout) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.limit = requestTimeout.compareTo(LONGEST) < 0 ? requestTimeout : LONGEST;
    this.takenUpAt = clock.instant();
    this.takenUpNanos = nanoTime.getAsLong();
  }

  @Override
  public void check() throws SendHeldBackException {
    Duration byMonotonicClock = Duration.ofNanos(nanoTime.getAsLong() - takenUpNanos);
    Duration byWallClock = Duration.between(takenUpAt, clock.instant()).abs();
    if (byMonotonicClock.compareTo(limit) > 0 || byWallClock.compareTo(limit) > 0) {
      throw new SendHeldBackException(
          "held back: %d s passed since it was taken up, more than %d s"
              .formatted(
                  Math.max(byMonotonicClock.toSeconds(), byWallClock.toSeconds()),
                  limit.toSeconds()));
    }
  }
}
