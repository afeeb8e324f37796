package bulkorders.provider.telnyx;

import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.http.AnswerParser;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;

/**
 * A page of {@code GET /number_orders}, read from the wire. The list tells less of a number order
 * than reading it by id does: of its numbers the ids and the numbers themselves only. So one is
 * taken from it only when there is nothing left to know: it is a success or still pending, and no
 * requirement is open.
 *
 * @param ids all number orders on the page, whoever they belong to
 * @param told those that are wanted, have our reference, and are told in full
 */
record NumberOrderListPage(List<String> ids, List<ListedNumberOrder> told) {

  static final NumberOrderListPage EMPTY = new NumberOrderListPage(List.of(), List.of());

  private static final Map<String, State> TOLD_IN_FULL =
      Map.of("success", State.IN_SERVICE, "pending", State.PENDING);

  static NumberOrderListPage read(
      ObjectMapper json, InputStream body, String reference, Set<String> wanted) {
    var page = new NumberOrderListPage(new ArrayList<>(), new ArrayList<>());
    try (JsonParser parser = AnswerParser.of(json, body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("data") && !page.ids.isEmpty()) {
            // Of two lists nobody knows which is meant, either.
            return EMPTY;
          }
          if (value == JsonToken.START_ARRAY && name.equals("data")) {
            page.readEntries(parser, reference, wanted);
          } else {
            parser.skipChildren();
          }
        }
      }
      // Of more than one document nobody knows which is meant.
      return parser.nextToken() == null ? page : EMPTY;
    }
  }

  private void readEntries(JsonParser parser, String reference, Set<String> wanted) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        Entry entry = Entry.read(parser);
        ids.add(entry.id);
        if (wanted.contains(entry.id) && entry.isToldInFull(reference)) {
          told.add(entry.listed());
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  /** A number order of the list as it stands, without judgement. */
  static final class Entry {
    private static final int UNKNOWN = -1;

    private String id = "";
    private String reference = "";
    private String status = "";
    private boolean requirementsMet;
    private int count = UNKNOWN;
    private @Nullable Instant createdAt;
    private boolean readable = true;
    private final List<Number> numbers = new ArrayList<>();

    private record Number(String id, String phoneNumber) {}

    static Entry read(JsonParser parser) {
      var entry = new Entry();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        entry.take(name, parser.nextToken(), parser);
      }
      return entry;
    }

    private void take(String name, JsonToken value, JsonParser parser) {
      switch (name) {
        case "id" -> id = text(value, parser);
        case "customer_reference" -> reference = text(value, parser);
        case "status" -> status = text(value, parser);
        case "created_at" -> createdAt = OrderListReader.instant(text(value, parser));
        case "requirements_met" -> requirementsMet = value == JsonToken.VALUE_TRUE;
        case "phone_numbers_count" ->
            count = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : UNKNOWN;
        case "phone_numbers" -> {
          readable &= value == JsonToken.START_ARRAY && numbers.isEmpty();
          if (readable) {
            readNumbers(parser);
          }
        }
        default -> {}
      }
      // Of what is not understood; does nothing at the end of a value.
      parser.skipChildren();
    }

    /** Nothing, unless it is a string. */
    private static String text(JsonToken value, JsonParser parser) {
      return value == JsonToken.VALUE_STRING ? parser.getString() : "";
    }

    private void readNumbers(JsonParser parser) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String numberId = "";
        String phoneNumber = "";
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
              case "id" -> numberId = text(value, parser);
              case "phone_number" -> phoneNumber = text(value, parser);
              default -> {}
            }
            parser.skipChildren();
          }
        } else {
          parser.skipChildren();
        }
        readable &= !numberId.isBlank() && NumberOrderReader.isPhoneNumber(phoneNumber);
        numbers.add(new Number(numberId, phoneNumber));
      }
    }

    boolean isToldInFull(String ours) {
      return ours.equals(reference)
          && TOLD_IN_FULL.containsKey(status)
          && requirementsMet
          && readable
          && numbers.size() == count
          && numbers.stream().map(Number::phoneNumber).distinct().count() == count;
    }

    /** As it stands in the books. */
    BookedNumberOrder booked() {
      return new BookedNumberOrder(
          id,
          reference.isEmpty() ? null : reference,
          status,
          count == UNKNOWN ? null : count,
          requirementsMet,
          createdAt,
          numbers.stream().map(Number::phoneNumber).filter(number -> !number.isBlank()).toList());
    }

    ListedNumberOrder listed() {
      State state = Objects.requireNonNull(TOLD_IN_FULL.get(status));
      return new ListedNumberOrder(
          id,
          status,
          numbers.stream()
              .map(
                  number ->
                      new OrderedNumber(
                          number.id(), number.phoneNumber(), null, null, status, state, true, null))
              .toList());
    }
  }
}
