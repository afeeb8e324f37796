package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkipLimitTests {

  @ParameterizedTest
  @CsvSource({
    "50, 1000000, 50",
    "0, 1000, 0",
    "10%, 9, 0",
    "10 %, 10, 1",
    "0.5%, 1000, 5",
    "100%, 7, 7",
    "10% or 10, 50, 10",
    "10% or 10, 1009, 100",
  })
  void soManyRowsMayBeRejected(String text, long rowsRead, long allowed) {
    SkipLimit limit = SkipLimit.parse(text);
    assertThat(limit.allowed(rowsRead)).isEqualTo(allowed);
    assertThat(limit.exceeded(rowsRead, allowed)).isFalse();
    assertThat(limit.exceeded(rowsRead, allowed + 1)).isTrue();
    assertThat(SkipLimit.parse(limit.toString())).isEqualTo(limit);
  }

  @Test
  void defaultIsTenPercentAndAtLeastTenRows() {
    assertThat(SkipLimit.parse(SkipLimit.DEFAULT.toString())).isEqualTo(SkipLimit.DEFAULT);
    assertThat(SkipLimit.DEFAULT.allowed(3)).isEqualTo(10);
    assertThat(SkipLimit.DEFAULT.allowed(1000)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "-1", "-1%", "101%", "ten", "1e99%", "5 or 5"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> SkipLimit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a number of rows such as 50");
  }
}
