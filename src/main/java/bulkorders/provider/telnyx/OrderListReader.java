package bulkorders.provider.telnyx;

import bulkorders.provider.BookPage;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListPage.Listed;
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
 * Reads a page of {@code GET /inexplicit_number_orders} from the wire without its ordering groups.
 */
final class OrderListReader {

  private OrderListReader() {}

  static OrderListPage read(ObjectMapper json, InputStream body) {
    List<Listed> listed = new ArrayList<>();
    BookPage page =
        ListAnswer.read(
            json,
            body,
            parser -> {
              Listed order = readOrder(parser);
              return order != null && listed.add(order);
            },
            "has an order without a readable id, or whose reference cannot be read");
    return new OrderListPage(listed, page.total(), page.fault());
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
}
