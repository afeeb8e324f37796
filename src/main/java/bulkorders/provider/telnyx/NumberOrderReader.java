package bulkorders.provider.telnyx;

import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads {@code GET /number_orders/{id}} from the wire number by number. What a number's status
 * means depends on the status of the whole; when that comes behind the numbers in the document,
 * only their few fields are kept until then.
 */
final class NumberOrderReader {

  private static final Set<String> GIVEN_BACK = Set.of("cancelled", "canceled", "deleted");
  private static final String UNKNOWN = "unknown";

  private record Raw(
      @Nullable String id,
      String phoneNumber,
      @Nullable String type,
      @Nullable String country,
      @Nullable String status,
      @Nullable Boolean requirementsMet,
      @Nullable String requirementsStatus) {}

  private final Consumer<OrderedNumber> numbers;
  private final List<Raw> waiting = new ArrayList<>();
  private @Nullable String status;
  private @Nullable Integer announced;
  private int seen;

  private NumberOrderReader(Consumer<OrderedNumber> numbers) {
    this.numbers = numbers;
  }

  static NumberOrderReading read(
      ObjectMapper json, InputStream body, Consumer<OrderedNumber> numbers) {
    NumberOrderReader reader = new NumberOrderReader(numbers);
    try (JsonParser parser = json.createParser(body)) {
      return reader.read(parser);
    }
  }

  private NumberOrderReading read(JsonParser parser) {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("data")) {
          readOrder(parser);
        } else {
          parser.skipChildren();
        }
      }
    }
    String whole = status == null ? UNKNOWN : status;
    waiting.forEach(number -> numbers.accept(number(number, whole)));
    return new NumberOrderReading(whole, announced == null ? seen : announced);
  }

  private void readOrder(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("status") && value == JsonToken.VALUE_STRING) {
        status = parser.getString();
      } else if (name.equals("phone_numbers_count") && value == JsonToken.VALUE_NUMBER_INT) {
        announced = parser.getIntValue();
      } else if (name.equals("phone_numbers") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          take(parser.readValueAsTree());
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private void take(JsonNode node) {
    String phoneNumber = node.path("phone_number").stringValue("");
    if (phoneNumber.isBlank()) {
      return;
    }
    seen++;
    JsonNode met = node.path("requirements_met");
    Raw raw =
        new Raw(
            node.path("id").stringValue(null),
            phoneNumber,
            node.path("phone_number_type").stringValue(null),
            node.path("country_iso_alpha2").stringValue(null),
            node.path("status").stringValue(null),
            met.isBoolean() ? met.booleanValue() : null,
            node.path("requirements_status").stringValue(null));
    if (status == null) {
      waiting.add(raw);
    } else {
      numbers.accept(number(raw, status));
    }
  }

  private static OrderedNumber number(Raw raw, String whole) {
    String own = raw.status() == null ? whole : raw.status();
    return new OrderedNumber(
        raw.id(),
        raw.phoneNumber(),
        raw.type(),
        raw.country(),
        own,
        state(own, whole, raw.requirementsMet(), raw.requirementsStatus()),
        raw.requirementsMet(),
        raw.requirementsStatus());
  }

  /**
   * What the statuses mean. A number is in service once it is a success for which nothing is asked
   * any more; one whose requirements were cancelled or deleted before that was given back.
   */
  static State state(
      String number,
      String whole,
      @Nullable Boolean requirementsMet,
      @Nullable String requirementsStatus) {
    String own = lower(number);
    String requirements = lower(requirementsStatus);
    if (GIVEN_BACK.contains(own) || GIVEN_BACK.contains(lower(whole))) {
      return State.CANCELLED;
    }
    if (own.equals("failure") || own.equals("failed")) {
      return State.FAILED;
    }
    boolean success = own.equals("success");
    boolean nothingAsked =
        requirements.isEmpty()
            || requirements.equals("approved")
            || Boolean.TRUE.equals(requirementsMet);
    if (success && nothingAsked) {
      return State.IN_SERVICE;
    }
    if (!success && GIVEN_BACK.contains(requirements)) {
      return State.CANCELLED;
    }
    return requirements.startsWith("requirement-info-") ? State.WAITING : State.PENDING;
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }
}
