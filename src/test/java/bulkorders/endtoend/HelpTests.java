package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource({"telnyx, minimal, 7", "telnyx, all, 8", "didww, minimal, 2", "didww, all, 12"})
  void a_template_is_there_before_anything_is_set_up_and_can_be_planned_as_it_is(
      String provider, String columns, long numbers) {
    Result template = rehearsal.run("template", provider, "--columns", columns).hasStatus(0);
    assertThat(template.err()).isEmpty();
    assertThat(rehearsal.home()).doesNotExist();

    Path file = rehearsal.write("numbers.csv", template.out());
    Result planned =
        rehearsal.run("plan", file, "--provider", provider, "--format", "json").hasStatus(0);
    assertThat(planned.numbers().requested()).isEqualTo(numbers);
  }

  @Test
  void a_template_for_a_provider_that_is_not_served_is_refused() {
    Result unknown = rehearsal.run("template", "acme").hasStatus(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("acme", "telnyx", "didww");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "template",
        "plan",
        "order",
        "runs",
        "restart",
        "stop",
        "resolve",
        "reconcile",
        "requirements",
        "catalogue",
        "sandbox"
      })
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
