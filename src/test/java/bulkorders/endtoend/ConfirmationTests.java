package bulkorders.endtoend;

import static bulkorders.endtoend.Conversation.CTRL_C;
import static bulkorders.endtoend.Conversation.CTRL_D;
import static bulkorders.endtoend.Conversation.ENTER;
import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live order on a terminal: nothing leaves before the person typed the number of numbers. */
@DisabledOnOs(OS.WINDOWS)
class ConfirmationTests {

  private static final String QUESTION = "anything else to stop: ";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Path file;

  @BeforeEach
  void prepare() {
    file = rehearsal.file("numbers.csv", areas(2, 5));
  }

  static Stream<Named<String>> refusals() {
    return Stream.of(
        Named.of("another number", "11" + ENTER),
        Named.of("nothing", ENTER),
        Named.of("a word", "yes" + ENTER),
        Named.of("the end of input", CTRL_D),
        Named.of("an interrupt", CTRL_C));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatever_is_not_the_number_of_numbers_orders_nothing(String keys) {
    Result stopped = order().awaitWords(QUESTION).type(keys).end().hasStatus(4);

    assertThat(stopped.out())
        .contains(
            "account telnyx (live)",
            "numbers   10",
            "rejected  0 rows",
            "repeats   0 rows left out",
            "balance   ",
            "cost      not known",
            "not known how many of the numbers are in stock",
            "plan      ",
            "goes on");
    rehearsal.boughtNothing();
    assertThat(rehearsal.requests("create_order")).isZero();
  }

  @Test
  void the_number_of_numbers_orders_them_and_the_question_comes_again_after_a_stop() {
    order().awaitWords(QUESTION).type("9" + ENTER).end().hasStatus(4);

    Result ordered = order().awaitWords(QUESTION).type("10" + ENTER).end().hasStatus(0);

    assertThat(ordered.out()).contains("run 1", "completed: all numbers ordered");
    assertThat(rehearsal.boughtExactly(10).orders()).isOne();
  }

  @Test
  void a_key_that_is_refused_stops_before_the_question() {
    Map<String, String> environment = rehearsal.environment();
    environment.put("TELNYX_API_KEY", "invalid");

    Result stopped = rehearsal.converseWith(environment, "order", file).end().hasStatus(4);

    assertThat(stopped.out())
        .contains("refused the key of account telnyx", "TELNYX_API_KEY")
        .doesNotContain(QUESTION);
    rehearsal.boughtNothing();
  }

  private Conversation order() {
    return rehearsal.converseWith(rehearsal.environment(), "order", file);
  }
}
