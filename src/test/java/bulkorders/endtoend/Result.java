package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a command ended.
 *
 * @param command its arguments
 * @param status its exit code
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
public record Result(String command, int status, String out, String err) {

  /** Expects an exit code, and that nobody was shown the inside of the program. */
  public Result hasStatus(int expected) {
    assertThat(status).as("exit code of %s", this).isEqualTo(expected);
    assertThat(out + err)
        .as("output of %s", command)
        .doesNotContain("\tat ", "Exception in thread", "Caused by");
    return this;
  }

  /** The one JSON document on standard output; anything else there is an error. */
  JsonNode json() {
    assertThat(out.strip()).as("standard output of %s", this).hasLineCount(1);
    return JsonMapper.shared().readTree(out);
  }

  /** What the JSON document says about numbers. */
  Numbers numbers() {
    return Numbers.of(json());
  }

  @Override
  public String toString() {
    return "%s: exit code %d%n--- out%n%s%n--- err%n%s".formatted(command, status, out, err);
  }

  /** The figures of a run, counted in phone numbers. */
  public record Numbers(
      long requested,
      long ordered,
      long shortfall,
      long cancelled,
      long rejected,
      long repeated,
      long pending) {

    /** Reads them; every number has to be in exactly one place. */
    public static Numbers of(JsonNode summary) {
      JsonNode numbers = summary.required("numbers");
      var read =
          new Numbers(
              numbers.required("requested").asLong(),
              numbers.required("ordered").asLong(),
              numbers.required("shortfall").asLong(),
              numbers.required("cancelled").asLong(),
              numbers.required("rejected").asLong(),
              numbers.required("repeated").asLong(),
              numbers.required("pending").asLong());
      assertThat(read.requested())
          .as("every number is in exactly one place: %s", summary)
          .isEqualTo(
              read.ordered
                  + read.shortfall
                  + read.cancelled
                  + read.rejected
                  + read.repeated
                  + read.pending);
      assertThat(numbers.required("surplus").asLong()).isZero();
      return read;
    }
  }
}
