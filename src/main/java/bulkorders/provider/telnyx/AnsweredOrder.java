package bulkorders.provider.telnyx;

import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.http.AnswerParser;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The answer of {@code GET /inexplicit_number_orders/{id}} as it stands, without judgement.
 *
 * @param createdAt null when absent or unreadable
 * @param groups null when the answer has no list of groups
 */
record AnsweredOrder(
    @Nullable String id,
    @Nullable String reference,
    @Nullable Instant createdAt,
    @Nullable List<AnsweredGroup> groups) {

  private static final AnsweredOrder NOTHING = new AnsweredOrder(null, null, null, null);

  /**
   * A group of the answer.
   *
   * @param countRequested null when absent or not a whole number; so is {@code countAllocated}
   * @param allocatedReadable false when a count was given that is not a whole number
   * @param numberOrders null when they are no list, or one of them has no readable id
   */
  record AnsweredGroup(
      EchoedFields fields,
      @Nullable Integer countRequested,
      @Nullable Integer countAllocated,
      boolean allocatedReadable,
      @Nullable String status,
      @Nullable String errorReason,
      @Nullable List<NumberOrderRef> numberOrders) {}

  static AnsweredOrder read(ObjectMapper json, InputStream body) {
    AnsweredOrder order = NOTHING;
    try (JsonParser parser = AnswerParser.of(json, body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return NOTHING;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String outer = parser.currentName();
        JsonToken object = parser.nextToken();
        if (outer.equals("data")) {
          // Of two that say different things the last counts, and all of it.
          order = NOTHING;
        }
        if (object != JsonToken.START_OBJECT || !outer.equals("data")) {
          parser.skipChildren();
          continue;
        }
        order = read(parser);
      }
      if (parser.nextToken() != null) {
        // More than one document: nobody knows which of them is meant.
        return NOTHING;
      }
    }
    return order;
  }

  /** Reads an order to its end; the parser is at its beginning. */
  static AnsweredOrder read(JsonParser parser) {
    String id = null;
    String reference = null;
    Instant createdAt = null;
    List<AnsweredGroup> groups = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id" -> id = text(value, parser);
        case "customer_reference" -> reference = text(value, parser);
        case "created_at" ->
            createdAt =
                value == JsonToken.VALUE_STRING
                    ? OrderListReader.instant(parser.getString())
                    : null;
        case "ordering_groups" ->
            groups = value == JsonToken.START_ARRAY ? readGroups(parser) : null;
        default -> {}
      }
      // Of what is not understood; does nothing at the end of a value.
      parser.skipChildren();
    }
    return new AnsweredOrder(id, reference, createdAt, groups);
  }

  private static @Nullable String text(JsonToken value, JsonParser parser) {
    return value == JsonToken.VALUE_STRING ? parser.getString() : null;
  }

  private static List<AnsweredGroup> readGroups(JsonParser parser) {
    List<AnsweredGroup> groups = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      groups.add(group(parser.readValueAsTree()));
    }
    return groups;
  }

  private static AnsweredGroup group(JsonNode node) {
    JsonNode allocated = node.path("count_allocated");
    Integer countAllocated = count(allocated);
    boolean absent = allocated.isMissingNode() || allocated.isNull();
    return new AnsweredGroup(
        EchoedFields.of(node),
        count(node.path("count_requested")),
        countAllocated,
        absent || countAllocated != null,
        node.path("status").stringValue(null),
        node.path("error_reason").stringValue(null),
        numberOrders(node.path("orders")));
  }

  /** Counts come as integers; a string of digits is understood as well, as it is what we send. */
  private static @Nullable Integer count(JsonNode node) {
    String digits = node.isIntegralNumber() || node.isString() ? node.asString() : "";
    return digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : null;
  }

  private static @Nullable List<NumberOrderRef> numberOrders(JsonNode orders) {
    if (!orders.isArray() && !orders.isMissingNode() && !orders.isNull()) {
      return null;
    }
    List<NumberOrderRef> refs = new ArrayList<>();
    for (JsonNode order : orders) {
      String id = order.path("number_order_id").stringValue("");
      if (!AnswerParser.isProviderId(id)) {
        return null;
      }
      List<String> parts = new ArrayList<>();
      for (JsonNode part : order.path("sub_number_order_ids")) {
        String partId = part.stringValue("");
        if (!partId.isBlank()) {
          parts.add(partId);
        }
      }
      refs.add(new NumberOrderRef(id, List.copyOf(parts)));
    }
    return List.copyOf(refs);
  }
}
