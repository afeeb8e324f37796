package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Turns;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SharedTurnsTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  /** Slow enough that the time between two statements changes nothing. */
  private static final double ONE_IN_A_HUNDRED_SECONDS = 0.01;

  private final String account = "account-" + UUID.randomUUID();

  /** As another process has it. */
  private static SharedTurns ofAnotherProcess() {
    return new SharedTurns(ledger.dataSource());
  }

  @Test
  void processes_share_the_turns_of_an_account() {
    Turns one = ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS);
    Turns other = ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS);

    assertThat(one.reserve(1)).isZero();
    assertIn(other.reserve(1), 100);
    assertIn(one.reserve(1), 200);
    assertIn(other.reserve(3), 500);
    assertIn(ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS).reserve(1), 600);
  }

  @Test
  void accounts_have_turns_of_their_own() {
    assertThat(ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS).reserve(1)).isZero();
    assertThat(ofAnotherProcess().of(account + "2", ONE_IN_A_HUNDRED_SECONDS).reserve(1)).isZero();
  }

  @Test
  void the_rate_of_whoever_begins_last_is_heeded() {
    Turns slow = ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS);
    slow.reserve(1);
    assertIn(slow.reserve(1), 100);

    Turns quicker = ofAnotherProcess().of(account, ONE_IN_A_HUNDRED_SECONDS * 10);

    assertIn(quicker.reserve(1), 20);
  }

  @Test
  void a_clock_that_was_set_back_keeps_nobody_waiting_for_it_to_come_round() {
    double rate = 10_000;
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    new SharedTurns(ledger.dataSource(), at(now + TimeUnit.HOURS.toNanos(1)))
        .of(account, rate)
        .reserve(Turns.burst(rate));

    Turns turns = new SharedTurns(ledger.dataSource(), at(now)).of(account, rate);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      waits.add(turns.reserve(Turns.burst(rate)));
    }

    assertThat(waits)
        .as("a tenth of a second more each time, until the clock is no longer believed")
        .allMatch(wait -> wait <= TimeUnit.MILLISECONDS.toNanos(3_200));
    assertThat(waits.get(39)).isLessThan(waits.get(30));
  }

  /** A clock that stands still. */
  private static TimeMeter at(long nanos) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos;
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  @Test
  void a_database_that_is_gone_is_told_as_such() {
    var nobody = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nothing", "a", "b");
    Turns turns = new SharedTurns(nobody).of(account, 10);
    assertThatThrownBy(() -> turns.reserve(1))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  private static void assertIn(long nanos, int seconds) {
    assertThat(Duration.ofNanos(nanos))
        .isBetween(Duration.ofSeconds(seconds - 5), Duration.ofSeconds(seconds));
  }
}
