package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class RetryAfterTests {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private static @Nullable Duration in(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(name, value);
    return RetryAfter.in(headers, NOON);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 7, PT7S",
    "retry-after, ' 1.5 ', PT1.5S",
    "Retry-After, 0, PT0S",
    "Retry-After, -5, PT0S",
    "Retry-After, 999999999999, PT15M",
    "Retry-After, 'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
    "Retry-After, 'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
    "Retry-After, 'Mon, 01 Mar 2027 12:00:00 GMT', PT15M",
    "Retry-After-Ms, 250, PT0.25S",
    "X-RateLimit-Reset, 2, PT2S",
    "x-ratelimit-reset, 1772366405, PT5S",
    "x-ratelimit-reset, 1640995200, PT0S",
    "x-ratelimit-reset, 86400, PT15M"
  })
  void readsWhatProvidersSay(String name, String value, Duration expected) {
    assertThat(in(name, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, soon",
    "Retry-After, ''",
    "Retry-After, 1e3",
    "Retry-After, NaN",
    "Retry-After, 2026-03-01",
    "x-ratelimit-reset, never",
    "x-ratelimit-limit, 5"
  })
  void readsNothingIntoNonsense(String name, String value) {
    assertThat(in(name, value)).isNull();
  }

  @Test
  void prefersTheMorePreciseWord() {
    HttpHeaders headers = new HttpHeaders();
    headers.set("x-ratelimit-reset", "50");
    headers.set("Retry-After", "3");
    assertThat(RetryAfter.in(headers, NOON)).isEqualTo(Duration.ofSeconds(3));
    headers.set("retry-after-ms", "2500");
    assertThat(RetryAfter.in(headers, NOON)).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void goesByTheProvidersOwnClockWhereItTellsTheTime() {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Date", "Sun, 01 Mar 2026 11:00:00 GMT");
    headers.set("Retry-After", "Sun, 01 Mar 2026 11:00:07 GMT");
    assertThat(RetryAfter.in(headers, NOON)).isEqualTo(Duration.ofSeconds(7));
    headers.remove("Retry-After");
    headers.set("x-ratelimit-reset", "1772362803");
    assertThat(RetryAfter.in(headers, NOON)).isEqualTo(Duration.ofSeconds(3));
  }
}
