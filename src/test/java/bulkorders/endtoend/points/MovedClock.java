package bulkorders.endtoend.points;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The program's clock, moved by what the test says at the moment. */
public final class MovedClock extends Clock {

  private final Clock clock;

  private MovedClock(Clock clock) {
    this.clock = clock;
  }

  /** The clock that the program made. */
  public static Clock of(Clock made) {
    Passes.clockMade();
    return new MovedClock(made);
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MovedClock(clock.withZone(zone));
  }

  @Override
  public Instant instant() {
    Duration moved = Passes.clockMovedBy();
    return clock.instant().plus(moved);
  }
}
