package bulkorders.provider.telnyx;

import bulkorders.provider.CompleteNumberOrder;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;

/**
 * A page of {@code GET /number_orders}, read from the wire. The list tells less of a number order
 * than reading it by id does: of its numbers the ids and the numbers themselves only. So one is
 * taken from it only when there is nothing left to know.
 *
 * @param ids all number orders on the page, whoever they belong to
 * @param complete those that are wanted, have our reference, and are a success in every respect
 */
record NumberOrderListPage(List<String> ids, List<CompleteNumberOrder> complete) {

  static final NumberOrderListPage EMPTY = new NumberOrderListPage(List.of(), List.of());

  private static final String SUCCESS = "success";

  static NumberOrderListPage read(
      ObjectMapper json, InputStream body, String reference, Set<String> wanted) {
    var page = new NumberOrderListPage(new ArrayList<>(), new ArrayList<>());
    try (JsonParser parser = json.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("data")) {
            page.readEntries(parser, reference, wanted);
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    return page;
  }

  private void readEntries(JsonParser parser, String reference, Set<String> wanted) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        Entry entry = Entry.read(parser);
        ids.add(entry.id);
        if (wanted.contains(entry.id) && entry.isComplete(reference)) {
          complete.add(new CompleteNumberOrder(entry.id, SUCCESS, List.copyOf(entry.numbers)));
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  /** A number order of the list as it stands, without judgement. */
  private static final class Entry {
    private static final int UNKNOWN = -1;

    private String id = "";
    private String reference = "";
    private String status = "";
    private boolean requirementsMet;
    private int count = UNKNOWN;
    private boolean readable = true;
    private final List<OrderedNumber> numbers = new ArrayList<>();

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
        case "requirements_met" -> requirementsMet = value == JsonToken.VALUE_TRUE;
        case "phone_numbers_count" ->
            count = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : UNKNOWN;
        case "phone_numbers" -> {
          if (value == JsonToken.START_ARRAY) {
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
        readable &= !numberId.isBlank() && !phoneNumber.isBlank();
        numbers.add(
            new OrderedNumber(
                numberId, phoneNumber, null, null, SUCCESS, State.IN_SERVICE, true, null));
      }
    }

    boolean isComplete(String ours) {
      return ours.equals(reference)
          && SUCCESS.equals(status)
          && requirementsMet
          && readable
          && numbers.size() == count
          && numbers.stream().map(OrderedNumber::phoneNumber).distinct().count() == count;
    }
  }
}
