package bulkorders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTests {

  @Test
  void full_memory_is_told_with_what_to_do_however_deep_it_is_wrapped() {
    var failure =
        new IllegalStateException(
            "the step failed", new CompletionException(new OutOfMemoryError("Java heap space")));

    assertThat(Failures.line(failure))
        .contains("memory", "is full", "BULK_ORDERS_JAVA_OPTS=-Xmx")
        .hasLineCount(1);
    assertThat(Failures.line(new OutOfMemoryError("Metaspace"))).contains("is full");
    assertThat(Failures.exitCode(failure)).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void another_failure_is_told_in_its_own_words() {
    assertThat(Failures.line(new IllegalStateException("the step failed")))
        .startsWith("the step failed");
  }
}
