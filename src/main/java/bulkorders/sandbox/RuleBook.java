package bulkorders.sandbox;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The rules in force. They are not kept over a restart. */
final class RuleBook {

  private static final String HOLD = "reservation_seconds";
  private static final String RESERVED = "reserved_numbers";
  private static final String EXTENSIONS = "reservation_extensions";
  private static final Set<String> NAMES = Set.of(HOLD, RESERVED, EXTENSIONS);

  private volatile Rules rules = Rules.DEFAULT;

  Rules rules() {
    return rules;
  }

  /** Changes the rules that the body names. */
  synchronized void change(byte[] bytes) {
    ControlBody body = new ControlBody(ControlBody.parse(bytes), "The rules", NAMES);
    Rules old = rules;
    rules =
        new Rules(
            seconds(body, HOLD, old.hold()),
            whole(body, RESERVED, old.reservedAtOnce()),
            whole(body, EXTENSIONS, old.extensions()));
  }

  private static Duration seconds(ControlBody body, String name, Duration old) {
    @Nullable Long seconds = body.whole(name, 0, Integer.MAX_VALUE);
    return seconds == null ? old : Duration.ofSeconds(seconds);
  }

  private static int whole(ControlBody body, String name, int old) {
    @Nullable Long value = body.whole(name, 0, Integer.MAX_VALUE);
    return value == null ? old : value.intValue();
  }

  void reset() {
    rules = Rules.DEFAULT;
  }

  void write(JsonGenerator json) {
    Rules now = rules;
    json.writeStartObject();
    json.writeNumberProperty(HOLD, now.hold().toSeconds());
    json.writeNumberProperty(RESERVED, now.reservedAtOnce());
    json.writeNumberProperty(EXTENSIONS, now.extensions());
    json.writeEndObject();
  }
}
