package bulkorders.sandbox;

import bulkorders.sandbox.core.Reply;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all of Telnyx's JSON has in common. Absent values are explicit nulls, as in real answers.
 */
final class TelnyxJson {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private TelnyxJson() {}

  /** {@code {"data": …}} */
  static void data(JsonGenerator json, Runnable value) {
    json.writeStartObject();
    json.writeName("data");
    value.run();
    json.writeEndObject();
  }

  /** {@code {"data": […], "meta": …}} */
  static <T> void page(JsonGenerator json, Page<T> page, BiConsumer<JsonGenerator, T> entry) {
    json.writeStartObject();
    json.writeArrayPropertyStart("data");
    List<T> entries = page.entries();
    entries.forEach(value -> entry.accept(json, value));
    json.writeEndArray();
    json.writeObjectPropertyStart("meta");
    json.writeNumberProperty("page_number", page.number());
    json.writeNumberProperty("page_size", page.size());
    json.writeNumberProperty("total_pages", page.totalPages());
    json.writeNumberProperty("total_results", page.total());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** {@code updated_at} stays what {@code created_at} is: so it is in real answers. */
  static void times(JsonGenerator json, String created) {
    json.writeStringProperty("created_at", created);
    json.writeStringProperty("updated_at", created);
  }

  static void times(JsonGenerator json, Instant created) {
    times(json, timestamp(created));
  }

  static void time(JsonGenerator json, String name, @Nullable Instant value) {
    text(json, name, value == null ? null : timestamp(value));
  }

  /** Both times of an object that is kept as it is shown. */
  static void times(ObjectNode object, Instant created) {
    String text = timestamp(created);
    object.put("created_at", text).put("updated_at", text);
  }

  static Instant instant(String timestamp) {
    return OffsetDateTime.parse(timestamp).toInstant();
  }

  /** An object that is kept as it is shown, without what is for the sandbox only. */
  static void object(JsonGenerator json, JsonNode object) {
    ObjectNode shown = (ObjectNode) object.deepCopy();
    shown.remove(OrderIds.NUMBER);
    json.writeTree(shown);
  }

  static Reply one(JsonNode object) {
    return Reply.json(200, json -> data(json, () -> object(json, object)));
  }

  static Reply page(Page<JsonNode> page) {
    return Reply.streamed(json -> page(json, page, TelnyxJson::object));
  }

  static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }

  /** What an order says of itself as a whole, but its reference: that may have changed. */
  static void settings(JsonGenerator json, OrderSettings settings) {
    text(json, "connection_id", settings.connectionId());
    text(json, "messaging_profile_id", settings.messagingProfileId());
    text(json, "billing_group_id", settings.billingGroupId());
  }

  static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  static void flag(JsonGenerator json, String name, @Nullable Boolean value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeBooleanProperty(name, value);
    }
  }
}
