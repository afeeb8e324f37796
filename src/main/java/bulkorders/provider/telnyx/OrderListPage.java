package bulkorders.provider.telnyx;

import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;

/**
 * A page of {@code GET /inexplicit_number_orders}, read from the wire without its ordering groups.
 *
 * @param listed the orders on it
 * @param totalResults how many orders Telnyx says there are, null when it does not say
 * @param fault what is wrong with the page, null when nothing is
 */
record OrderListPage(List<Listed> listed, @Nullable Long totalResults, @Nullable String fault) {

  /** An order of the list. */
  record Listed(String id, @Nullable String reference, @Nullable Instant createdAt) {}

  boolean isEmpty() {
    return listed.isEmpty() && fault == null;
  }

  static OrderListPage read(ObjectMapper json, InputStream body) {
    try (JsonParser parser = AnswerParser.of(json, body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new OrderListPage(List.of(), null, "is not a JSON object");
      }
      List<Listed> listed = null;
      Long total = null;
      String fault = null;
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        fault = names.add(name) ? fault : "says the same thing twice";
        JsonToken value = parser.nextToken();
        if (name.equals("data") && value == JsonToken.START_ARRAY) {
          listed = listed == null ? new ArrayList<>() : listed;
          String faultHere = readOrders(parser, listed);
          fault = faultHere == null ? fault : faultHere;
        } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
          total = readTotal(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        fault = "is more than one document";
      }
      return listed == null
          ? new OrderListPage(List.of(), total, "has no list of orders")
          : new OrderListPage(listed, total, fault);
    }
  }

  private static @Nullable String readOrders(JsonParser parser, List<Listed> listed) {
    String fault = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Listed order = parser.currentToken() == JsonToken.START_OBJECT ? readOrder(parser) : null;
      if (order != null) {
        listed.add(order);
      } else {
        parser.skipChildren();
        fault = "has an order without a readable id, or whose reference cannot be read";
      }
    }
    return fault;
  }

  private static @Nullable Listed readOrder(JsonParser parser) {
    String id = null;
    String reference = null;
    Instant createdAt = null;
    boolean isReadable = true;
    Set<String> names = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      isReadable &= names.add(name);
      JsonToken value = parser.nextToken();
      if (name.equals("id") && value == JsonToken.VALUE_STRING) {
        id = parser.getString();
      } else if (name.equals("customer_reference") && value == JsonToken.VALUE_STRING) {
        reference = parser.getString();
      } else if (name.equals("customer_reference") && value != JsonToken.VALUE_NULL) {
        // It may be the one that is looked for.
        isReadable = false;
        parser.skipChildren();
      } else if (name.equals("created_at") && value == JsonToken.VALUE_STRING) {
        createdAt = instant(parser.getString());
      } else {
        parser.skipChildren();
      }
    }
    return id == null || !AnswerParser.isProviderId(id) || !isReadable
        ? null
        : new Listed(id, reference, createdAt);
  }

  static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static @Nullable Long readTotal(JsonParser parser) {
    Long total = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("total_results") && value == JsonToken.VALUE_NUMBER_INT) {
        // Of two, the one that asks for more.
        total = Math.max(total == null ? 0 : total, parser.getLongValue());
      } else {
        parser.skipChildren();
      }
    }
    return total;
  }
}
