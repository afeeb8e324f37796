package bulkorders.provider.telnyx;

import bulkorders.provider.BookPage;
import bulkorders.provider.http.AnswerParser;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;

/** Reads a page of one of Telnyx's lists from the wire, entry by entry. */
final class ListAnswer {

  private ListAnswer() {}

  /** Takes an entry of the list. */
  @FunctionalInterface
  interface Entry {
    /** Reads an object to its end; answers false when it is not readable as an entry. */
    boolean read(JsonParser parser);
  }

  /**
   * Reads a page to its end.
   *
   * @param unreadable what is wrong with a page that has an entry which cannot be read
   */
  static BookPage read(ObjectMapper json, InputStream body, Entry entry, String unreadable) {
    try (JsonParser parser = AnswerParser.of(json, body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new BookPage(0, null, "is not a JSON object");
      }
      boolean hasList = false;
      int entries = 0;
      Long total = null;
      String fault = null;
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        fault = names.add(name) ? fault : "says the same thing twice";
        JsonToken value = parser.nextToken();
        if (name.equals("data") && value == JsonToken.START_ARRAY) {
          hasList = true;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            entries++;
            fault = readEntry(parser, entry) ? fault : unreadable;
          }
        } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
          total = readTotal(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        fault = "is more than one document";
      }
      return new BookPage(entries, total, hasList ? fault : "has no list");
    }
  }

  private static boolean readEntry(JsonParser parser, Entry entry) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return entry.read(parser);
    }
    parser.skipChildren();
    return false;
  }

  private static @Nullable Long readTotal(JsonParser parser) {
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
