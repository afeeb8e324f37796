package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.SendHeldBackException;
import bulkorders.run.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessGuardTests {

  private final SettableTime time = new SettableTime();
  private final FreshnessGuard guard = new FreshnessGuard(time, time::nanoTime);

  @Test
  void an_order_may_leave_up_to_the_limit() {
    time.pass(FreshnessGuard.LIMIT);

    assertThatCode(guard::check).doesNotThrowAnyException();
  }

  @Test
  void time_that_only_the_monotonic_clock_saw_holds_it_back() {
    time.passMonotonic(FreshnessGuard.LIMIT.plusNanos(1));

    assertThatThrownBy(guard::check)
        .isInstanceOf(SendHeldBackException.class)
        .hasMessageContaining("10 s");
  }

  @Test
  void time_that_only_the_wall_clock_saw_holds_it_back() {
    time.stepWallClock(FreshnessGuard.LIMIT.plusNanos(1));

    assertThatThrownBy(guard::check).isInstanceOf(SendHeldBackException.class);
  }

  @Test
  void a_wall_clock_that_was_set_back_holds_it_back_too() {
    time.stepWallClock(Duration.ofMinutes(-1));

    assertThatThrownBy(guard::check)
        .isInstanceOf(SendHeldBackException.class)
        .hasMessageContaining("60 s");
  }
}
