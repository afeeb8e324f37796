package bulkorders.sandbox.core;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What goes back.
 *
 * @param status HTTP status, or {@link #NOTHING} to close the connection without a byte
 * @param body bytes to send, null if the answer is streamed
 * @param stream writes a large JSON body, null if there are bytes
 * @param holdMillis how long to wait before the first byte
 */
public record Reply(
    int status,
    Map<String, String> headers,
    byte @Nullable [] body,
    @Nullable Consumer<JsonGenerator> stream,
    long holdMillis) {

  /** Closes the connection without a byte. */
  public static final int NOTHING = 0;

  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/json; charset=utf-8");

  /** A JSON body. */
  public static Reply json(int status, Consumer<JsonGenerator> content) {
    return new Reply(status, JSON, Json.bytes(content), null, 0);
  }

  /** For bodies that should not be held in memory. */
  public static Reply streamed(Consumer<JsonGenerator> content) {
    return new Reply(200, JSON, null, content, 0);
  }

  /** A body as it is, called JSON; empty for none. */
  public static Reply raw(int status, byte[] body) {
    return new Reply(status, JSON, body, null, 0);
  }

  /** One line of text. */
  public static Reply line(int status, String text) {
    return new Reply(
        status,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        (text + "\n").getBytes(StandardCharsets.UTF_8),
        null,
        0);
  }

  /** No answer: the connection is closed. */
  public static Reply drop() {
    return new Reply(NOTHING, Map.of(), new byte[0], null, 0);
  }

  /** The same with a header. */
  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, stream, holdMillis);
  }

  /** The same after a pause. */
  public Reply held(long millis) {
    return new Reply(status, headers, body, stream, millis);
  }
}
