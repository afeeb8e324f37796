package bulkorders.provider;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Reads how long a provider asks to wait from the headers of its answer: {@code retry-after-ms},
 * {@code Retry-After} (seconds or HTTP date), {@code x-ratelimit-reset} (seconds, or an epoch
 * second when above 1e9, since Telnyx's documentation shows both). The first one that can be read
 * counts; what lies in the past is 0, and nothing is longer than {@link #LONGEST}.
 */
public final class RetryAfter {

  /** The longest wait that is taken over from a provider. */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  private static final double FIRST_EPOCH_SECOND = 1e9;

  private RetryAfter() {}

  /**
   * @return the wait asked for, null when there is none that can be read
   */
  public static @Nullable Duration in(HttpHeaders headers, Clock clock) {
    Double millis = number(headers.getFirst("retry-after-ms"));
    if (millis != null) {
      return bounded(millis / 1_000);
    }
    String retryAfter = headers.getFirst(HttpHeaders.RETRY_AFTER);
    Double seconds = number(retryAfter);
    if (seconds != null) {
      return bounded(seconds);
    }
    Instant now = now(headers, clock);
    Instant date = date(retryAfter);
    if (date != null) {
      return bounded(Duration.between(now, date).toMillis() / 1_000.0);
    }
    Double reset = number(headers.getFirst("x-ratelimit-reset"));
    if (reset == null) {
      return null;
    }
    return bounded(reset > FIRST_EPOCH_SECOND ? reset - now.toEpochMilli() / 1_000.0 : reset);
  }

  /** The provider's own time where it tells it: the clock here may be another one. */
  private static Instant now(HttpHeaders headers, Clock clock) {
    Instant told = date(headers.getFirst(HttpHeaders.DATE));
    return told == null ? clock.instant() : told;
  }

  private static Duration bounded(double seconds) {
    double atMost = Math.min(LONGEST.toSeconds(), Math.max(0, seconds));
    return Duration.ofMillis(Math.round(atMost * 1_000));
  }

  private static @Nullable Double number(@Nullable String value) {
    if (value == null || !value.strip().matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?")) {
      return null;
    }
    return Double.valueOf(value.strip());
  }

  private static @Nullable Instant date(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
