package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help is there before anything is set up. */
class HelpTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void without_a_command_the_program_says_once_what_there_is() {
    Result result = rehearsal.run().hasStatus(2);
    assertThat(result.err()).containsOnlyOnce("Usage: bulk-orders").contains("Exit codes");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "plan", "order", "runs", "restart", "stop", "sandbox"})
  void every_command_explains_itself_with_an_example(String command) {
    Result result =
        (command.isEmpty() ? rehearsal.run("--help") : rehearsal.run(command, "--help"))
            .hasStatus(0);
    assertThat(result.out())
        .contains("Usage: bulk-orders")
        .containsPattern("(?m) bulk-orders " + command);
    assertThat(result.out())
        .containsPattern(command.isEmpty() ? "Exit codes" : "Examples?:|Rehearse");
    assertThat(result.err()).isEmpty();
    assertThat(rehearsal.home()).doesNotExist();
  }
}
