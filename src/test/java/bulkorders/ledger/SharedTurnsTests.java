package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Turns;
import java.time.Duration;
import java.util.UUID;
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
