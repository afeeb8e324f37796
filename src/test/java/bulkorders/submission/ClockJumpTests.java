package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.database.DatabaseClock;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.Submission.Placing;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database's clock is set by an hour: nothing is sent twice, and nothing waits for an hour. */
@Timeout(60)
class ClockJumpTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SETTLE_TIME = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static DatabaseClock clock;

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final ScriptedProvider provider = new ScriptedProvider();

  @BeforeAll
  static void movable() {
    clock = ledger.clock();
  }

  @BeforeEach
  void right() {
    clock.move(Duration.ZERO);
  }

  private Placing placing(Run run) {
    var properties = new SubmissionProperties(1, SETTLE_TIME, TIMEOUT, OnAbsent.RESEND, 3, 1_000);
    return new Submission(orders, ledger.chosenNumbers(), properties, time, time::nanoTime)
        .placing(run, account -> provider, new AccountStops(new TestControl()));
  }

  private ProviderOrder only(Run run) {
    return orders.of(run.id()).get(0);
  }

  @Test
  void a_wait_that_the_provider_asked_for_is_not_lengthened() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "one").orElseThrow();
    orders.refusedForNow(sent, Duration.ofMinutes(10), "429");
    assertThat(orders.untilNextPlanned(run.id(), "telnyx"))
        .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofMinutes(9)));
    assertThat(orders.claim(run.id(), "telnyx", "another")).isEmpty();

    clock.move(HOUR.negated());

    assertThat(orders.untilNextPlanned(run.id(), "telnyx")).hasValue(Duration.ZERO);
    assertThat(orders.claim(run.id(), "telnyx", "another")).isPresent();
  }

  @Test
  void a_placed_order_is_read_when_its_longest_wait_would_be_over() {
    Duration longest = Duration.ofMinutes(5);
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "one").orElseThrow();
    orders.accepted(sent, "id-" + sent.id());
    ledger.progress().pollAgain(only(run), Duration.ofMinutes(2), null);
    assertThat(ledger.progress().due(run.id(), Set.of(), longest)).isEmpty();

    for (Duration jump : new Duration[] {HOUR.negated(), HOUR}) {
      clock.move(jump);
      assertThat(ledger.progress().due(run.id(), Set.of(), longest)).hasSize(1);
      assertThat(ledger.progress().untilNextPoll(run.id(), Set.of(), longest))
          .hasValue(Duration.ZERO);
    }
  }

  @Test
  void an_order_settles_by_the_clock_of_the_process_when_the_databases_was_set_back() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing placing = placing(run);
    placing.place(() -> true);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);

    clock.move(HOUR.negated());
    time.pass(SETTLE_TIME);
    placing.place(() -> true);
    assertThat(provider.asked()).as("the attempt may have ended a timeout later").hasSize(1);

    time.pass(TIMEOUT);
    placing.place(() -> true);
    assertThat(provider.asked()).hasSize(2);
    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void an_order_settles_no_sooner_when_the_databases_clock_was_set_forward() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing placing = placing(run);
    placing.place(() -> true);

    clock.move(HOUR);
    time.passMonotonic(SETTLE_TIME.minusSeconds(1));
    placing.place(() -> true);
    assertThat(provider.asked()).hasSize(1);

    time.passMonotonic(Duration.ofSeconds(1));
    placing.place(() -> true);
    assertThat(provider.asked()).hasSize(2);
    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void a_dead_senders_order_settles_though_the_clock_was_set_back_since() {
    Run run = ledger.planned(1, 5);
    assertThat(orders.claim(run.id(), "telnyx", "dead")).isPresent();
    clock.move(HOUR.negated());
    Placing placing = placing(run);
    placing.place(() -> true);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);

    time.pass(SETTLE_TIME.plus(TIMEOUT));
    placing.place(() -> true);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1);
  }
}
