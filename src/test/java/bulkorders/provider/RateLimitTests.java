package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTests {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final AtomicLong waited = new AtomicLong();
  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return now.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private RateLimit limit(double perSecond) {
    now.set(0);
    return new RateLimit(
        perSecond > 0 && perSecond < 20_000 ? new LocalTurns(perSecond, time) : count -> 0,
        perSecond,
        waited::addAndGet,
        time,
        now::addAndGet);
  }

  private Duration timeOf(RateLimit limit, int requests) throws InterruptedException {
    long begin = now.get();
    for (int i = 0; i < requests; i++) {
      limit.acquire();
    }
    return Duration.ofNanos(now.get() - begin);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 10, 250})
  void keepsTheRate(double perSecond) throws InterruptedException {
    int burst = (int) Math.max(1, perSecond / 10);
    Duration took = timeOf(limit(perSecond), burst + 100);

    assertThat(took.toNanos() / 1e9).isBetween(99.9 / perSecond, 100.1 / perSecond);
    assertThat(waited).hasValue(took.toNanos());
  }

  @Test
  void doesNotSaveUpForABurst() throws InterruptedException {
    RateLimit limit = limit(10);
    now.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(timeOf(limit, 11)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void letsNothingLeaveDuringAPause() throws InterruptedException {
    RateLimit limit = limit(10);
    limit.pauseFor(Duration.ofSeconds(7));
    limit.pauseFor(Duration.ofSeconds(2));

    assertThat(timeOf(limit, 1)).isEqualTo(Duration.ofSeconds(7));
    assertThat(timeOf(limit, 1)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void tellsHowLongAPauseStillLasts() {
    RateLimit limit = limit(1);
    limit.pauseFor(Duration.ofSeconds(3));
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(limit.untilPauseEnd()).isEqualTo(Duration.ofSeconds(2));
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(limit.untilPauseEnd()).isZero();
  }

  @Test
  void honoursAnInterruptEvenWhenThereIsNothingToWaitFor() {
    RateLimit limit = limit(10);
    Thread.currentThread().interrupt();

    assertThatThrownBy(limit::acquire).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 20_000})
  void refusesRatesThatCannotBe(double perSecond) {
    assertThatThrownBy(() -> limit(perSecond)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asksForManyTurnsAtATimeAndForgetsThoseThatNobodyUsed() throws InterruptedException {
    now.set(0);
    List<Integer> reserved = new ArrayList<>();
    Turns local = new LocalTurns(100, time);
    RateLimit limit =
        new RateLimit(
            count -> {
              reserved.add(count);
              return local.reserve(count);
            },
            100,
            waited::addAndGet,
            time,
            now::addAndGet);

    timeOf(limit, 25);
    assertThat(reserved).containsExactly(10, 10, 10);

    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(timeOf(limit, 10)).isZero();
    assertThat(timeOf(limit, 1)).isEqualTo(Duration.ofMillis(10));
  }
}
