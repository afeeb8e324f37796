package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFormatTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "csv comma",
        "csv comma bom",
        "csv semicolon",
        "csv semicolon bom",
        "csv tab",
        "csv tab bom",
        "json array",
        "ndjson",
        "json object"
      })
  void whatWasEncodedIsDecoded(String text) {
    assertThat(InputFormat.decode(text).encode()).isEqualTo(text);
  }

  @Test
  void otherTextsAreRefused() {
    assertThatThrownBy(() -> InputFormat.decode("xml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xml");
  }
}
