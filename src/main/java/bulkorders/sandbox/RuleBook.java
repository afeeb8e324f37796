package bulkorders.sandbox;

import bulkorders.sandbox.core.ControlBody;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The rules in force. They are not kept over a restart. */
final class RuleBook {

  private static final String HOLD = "reservation_seconds";
  private static final String RESERVED = "reserved_numbers";
  private static final String EXTENSIONS = "reservation_extensions";
  private static final String DEADLINE = "deadline_seconds";
  private static final String REVIEW = "review_seconds";
  private static final String REVIEWER = "review";
  private static final String UNLINKED = "unlinked_document_seconds";
  private static final String LARGEST = "largest_document_bytes";
  private static final Set<String> NAMES =
      Set.of(HOLD, RESERVED, EXTENSIONS, DEADLINE, REVIEW, REVIEWER, UNLINKED, LARGEST);

  private volatile Rules rules = Rules.DEFAULT;

  Rules rules() {
    return rules;
  }

  /** Changes the rules that the body names. */
  synchronized void change(byte[] bytes) {
    ControlBody body = new ControlBody(ControlBody.parse(bytes), "The rules", NAMES);
    Rules old = rules;
    Rules.@Nullable Reviewer reviewer = body.oneOf(REVIEWER, Rules.Reviewer.values());
    rules =
        new Rules(
            seconds(body, HOLD, old.hold()),
            whole(body, RESERVED, old.reservedAtOnce()),
            whole(body, EXTENSIONS, old.extensions()),
            seconds(body, DEADLINE, old.deadline()),
            seconds(body, REVIEW, old.review()),
            reviewer == null ? old.reviewer() : reviewer,
            seconds(body, UNLINKED, old.unlinkedDocument()),
            whole(body, LARGEST, old.largestDocument()));
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
    json.writeNumberProperty(DEADLINE, now.deadline().toSeconds());
    json.writeNumberProperty(REVIEW, now.review().toSeconds());
    json.writeStringProperty(REVIEWER, now.reviewer().code());
    json.writeNumberProperty(UNLINKED, now.unlinkedDocument().toSeconds());
    json.writeNumberProperty(LARGEST, now.largestDocument());
    json.writeEndObject();
  }
}
