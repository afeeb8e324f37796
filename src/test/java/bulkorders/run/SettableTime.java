package bulkorders.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A wall clock and a monotonic one that stand still until told otherwise. */
public final class SettableTime extends Clock {

  private final AtomicLong wallNanos = new AtomicLong();
  private final AtomicLong monotonicNanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  /** Both go on. */
  public void pass(Duration duration) {
    stepWallClock(duration);
    passMonotonic(duration);
  }

  /** Only the wall clock is set, forwards or backwards. */
  public void stepWallClock(Duration duration) {
    wallNanos.addAndGet(duration.toNanos());
  }

  /** Only the monotonic clock goes on. */
  public void passMonotonic(Duration duration) {
    monotonicNanos.addAndGet(duration.toNanos());
  }

  /** The monotonic clock, which may overflow like any other. */
  public long nanoTime() {
    return monotonicNanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.parse("2026-09-28T12:00:00Z").plusNanos(wallNanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
