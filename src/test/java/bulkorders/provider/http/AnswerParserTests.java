package bulkorders.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerParserTests {

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}{}", "{\"a\":1} 2", "[{\"a\":1}]", "7", ""})
  void what_is_not_one_whole_document_says_nothing(String body) {
    assertThat(tree(body)).isEmpty();
  }

  @Test
  void texts_are_such_as_a_database_can_write_down() {
    assertThat(tree("{\"a\":{\"b\":[\"x\\u0000y\"]}}").path("a").path("b").path(0).asString())
        .isEqualTo("x\ufffdy");
    assertThat(tree("{\"a\":\"completed\\u0000\"}").path("a").asString())
        .isEqualTo("completed\ufffd");
    assertThat(tree("{\"a\":\"\\ud83e\"}").path("a").asString()).isEqualTo("\ufffd");
  }

  private static JsonNode tree(String body) {
    return AnswerParser.tree(
        JsonMapper.shared(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
