package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedGroupTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-      | 5 | 5 | -",
        "-      | 5 | 3 | a search found 3 of 5 numbers",
        "-      | 5 | 0 | a search found none of 5 numbers",
        "always | 1 | 0 | a search found no number",
        "never  | 5 | 0 | a search found fewer than 5 numbers, and all or none were wanted",
        "never  | 1 | 0 | a search found no number"
      })
  void says_why_numbers_are_missing(
      @Nullable String strategy, int count, int found, @Nullable String reason) {
    var criteria =
        new GroupCriteria(
            "FR", "local", null, null, null, List.of(), null, null, null, null, null, strategy);

    assertThat(new RequestedGroup(0, criteria, count).shortOf(found)).isEqualTo(reason);
  }
}
