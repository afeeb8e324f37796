package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.SendHeldBackException;
import bulkorders.run.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessGuardTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SettableTime time = new SettableTime();
  private final FreshnessGuard guard =
      new FreshnessGuard(time, time::nanoTime, Duration.ofSeconds(60));

  @Test
  void an_order_may_leave_up_to_the_limit() {
    time.pass(LIMIT);

    assertThatCode(guard::check).doesNotThrowAnyException();
  }

  @Test
  void time_that_only_the_monotonic_clock_saw_holds_it_back() {
    time.passMonotonic(LIMIT.plusNanos(1));

    assertThatThrownBy(guard::check)
        .isInstanceOf(SendHeldBackException.class)
        .hasMessageContaining("10 s");
  }

  @Test
  void time_that_only_the_wall_clock_saw_holds_it_back() {
    time.stepWallClock(LIMIT.plusNanos(1));

    assertThatThrownBy(guard::check).isInstanceOf(SendHeldBackException.class);
  }

  @Test
  void a_wall_clock_that_was_set_back_holds_it_back_too() {
    time.stepWallClock(Duration.ofMinutes(-1));

    assertThatThrownBy(guard::check)
        .isInstanceOf(SendHeldBackException.class)
        .hasMessageContaining("60 s");
  }

  @Test
  void not_later_than_others_believe_the_attempt_to_have_ended() throws SendHeldBackException {
    var hasty = new FreshnessGuard(time, time::nanoTime, Duration.ofSeconds(2));
    time.pass(Duration.ofSeconds(2));
    hasty.check();
    time.pass(Duration.ofMillis(1));
    assertThatThrownBy(hasty::check).isInstanceOf(SendHeldBackException.class);
  }
}
