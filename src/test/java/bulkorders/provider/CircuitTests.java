package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bulkorders.provider.Circuit.Kind;
import bulkorders.run.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTests {

  private final SettableTime time = new SettableTime();
  private final Circuit circuit =
      new Circuit("east", new OutageLimits(10, Duration.ofMinutes(2)), time, time::nanoTime);

  private void answered() {
    circuit.answered(Kind.OTHER);
  }

  /** One request after the other, each when its turn comes. */
  private void unanswered(int times) {
    for (int i = 0; i < times; i++) {
      time.pass(circuit.untilTurn());
      unanswered(Kind.OTHER);
    }
  }

  private void unanswered(Kind kind) {
    time.pass(Duration.ofMillis(1));
    assertThat(circuit.takeTurn()).isTrue();
    long begun = circuit.begin();
    time.pass(Duration.ofMillis(1));
    circuit.unanswered(kind, begun, "no connection to host");
  }

  private void isClosed() {
    assertThatCode(circuit::requireClosed).doesNotThrowAnyException();
  }

  private void isOpen(String... words) {
    assertThatExceptionOfType(ProviderUnavailableException.class)
        .isThrownBy(circuit::requireClosed)
        .satisfies(e -> assertThat(e.reason()).hasLineCount(1).contains(words));
    assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(circuit::takeTurn);
  }

  @Test
  void opens_after_so_many_requests_in_a_row_and_says_since_when_why_and_what_to_type() {
    answered();
    unanswered(9);
    isClosed();
    unanswered(1);
    isOpen(
        "account east gives no usable answer since 2026-09-28T12:00",
        "10 requests in a row, the last: no connection to host",
        "run the same command again");
  }

  @Test
  void opens_sooner_for_an_account_that_never_answered() {
    unanswered(5);
    isClosed();
    unanswered(1);
    isOpen("6 requests in a row");
  }

  @Test
  void an_answer_begins_the_count_anew() {
    answered();
    for (int i = 0; i < 20; i++) {
      unanswered(9);
      answered();
    }
    isClosed();
  }

  @Test
  void opens_when_nothing_was_answered_for_too_long() {
    answered();
    unanswered(1);
    time.pass(Duration.ofMinutes(1));
    unanswered(1);
    isClosed();
    time.pass(Duration.ofMinutes(1));
    unanswered(1);
    isOpen("3 requests in a row");
  }

  @Test
  void a_single_failure_after_a_long_silence_is_no_outage() {
    answered();
    unanswered(1);
    time.pass(Duration.ofHours(3));
    unanswered(1);
    isClosed();
  }

  @Test
  void outlasts_an_outage_of_half_a_minute_however_many_ask() {
    answered();
    for (Duration passed = Duration.ZERO;
        passed.toSeconds() < 30;
        passed = passed.plusMillis(100)) {
      for (int worker = 0; worker < 16; worker++) {
        if (circuit.takeTurn()) {
          circuit.unanswered(Kind.OTHER, circuit.begin(), "no connection");
        }
      }
      time.pass(Duration.ofMillis(100));
    }
    isClosed();
  }

  @Test
  void requests_that_fail_together_count_as_one() {
    answered();
    long begun = circuit.begin();
    time.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) {
      circuit.unanswered(Kind.ORDER, begun, "reset");
    }
    isClosed();
  }

  @Test
  void lets_one_request_leave_after_each_pause_and_all_after_an_answer() {
    answered();
    assertThat(circuit.takeTurn()).isTrue();
    unanswered(1);
    assertThat(circuit.takeTurn()).isFalse();
    assertThat(circuit.untilTurn()).isEqualTo(Duration.ofMillis(500));
    time.pass(Duration.ofMillis(500));
    assertThat(circuit.takeTurn()).isTrue();
    assertThat(circuit.takeTurn()).isFalse();
    unanswered(3);
    assertThat(circuit.untilTurn()).isEqualTo(Duration.ofSeconds(4));

    answered();
    assertThat(circuit.untilTurn()).isZero();
    assertThat(circuit.takeTurn()).isTrue();
    assertThat(circuit.takeTurn()).isTrue();
  }

  @Test
  void opens_when_orders_get_no_clear_answer_though_everything_else_does() {
    answered();
    for (int i = 0; i < 10; i++) {
      isClosed();
      unanswered(Kind.ORDER);
      time.pass(Duration.ofMinutes(5));
      answered();
    }
    isOpen("gives no clear answer to orders since 2026-09-28T12:00", "10 orders in a row");
  }

  @Test
  void an_order_that_is_answered_begins_their_count_anew() {
    for (int i = 0; i < 20; i++) {
      unanswered(Kind.ORDER);
      circuit.answered(i % 5 == 4 ? Kind.ORDER : Kind.OTHER);
    }
    isClosed();
  }
}
