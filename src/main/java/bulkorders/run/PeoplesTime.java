package bulkorders.run;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as messages to people have them. */
public final class PeoplesTime {

  private PeoplesTime() {}

  /**
   * A time to the second.
   *
   * @param clock has the zone that people live in
   */
  public static OffsetDateTime of(Instant instant, Clock clock) {
    return instant.atZone(clock.getZone()).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime();
  }
}
