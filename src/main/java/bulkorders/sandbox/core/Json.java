package bulkorders.sandbox.core;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON mapper of the sandbox. */
public final class Json {

  /** Does not close open brackets: an answer that broke off must not look whole. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

  private Json() {}

  /** Parses a document; throws JacksonException on what is none. */
  public static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The value on one line, line feed included. */
  public static byte[] line(JsonNode value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(MAPPER.writeValueAsBytes(value));
    out.write('\n');
    return out.toByteArray();
  }

  /** A text, null where there is none. */
  public static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.asString() : null;
  }

  /** What the writer writes, in memory. */
  public static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    write(out, content);
    return out.toByteArray();
  }

  /** Writes to a stream, which is closed at the end. */
  public static void write(OutputStream out, Consumer<JsonGenerator> content) {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      content.accept(json);
    }
  }
}
