package bulkorders.provider.telnyx;

import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.http.AnswerParser;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads {@code GET /number_orders/{id}} from the wire number by number. What a number's status
 * means depends on the status of the whole, and whose it is on the id; when these come behind the
 * numbers in the document, only the numbers' few fields are kept until then.
 */
final class NumberOrderReader {

  private static final Set<String> GIVEN_BACK = Set.of("cancelled", "canceled", "deleted");
  private static final String UNKNOWN = "unknown";
  private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[0-9]{1,15}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  private record Raw(
      @Nullable String id,
      String phoneNumber,
      @Nullable String type,
      @Nullable String country,
      @Nullable String status,
      @Nullable Boolean requirementsMet,
      @Nullable String requirementsStatus) {}

  private final String wanted;
  private final Consumer<OrderedNumber> numbers;
  private final List<Raw> waiting = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable String id;
  private @Nullable String status;
  private @Nullable String reference;
  private List<String> subNumberOrderIds = List.of();
  private @Nullable Integer announced;
  private @Nullable String fault;
  private int seen;

  private NumberOrderReader(String wanted, Consumer<OrderedNumber> numbers) {
    this.wanted = wanted;
    this.numbers = numbers;
  }

  /**
   * @param id the number order that was asked for
   */
  static NumberOrderReading read(
      ObjectMapper json, InputStream body, String id, Consumer<OrderedNumber> numbers) {
    NumberOrderReader reader = new NumberOrderReader(id, numbers);
    try (JsonParser parser = AnswerParser.of(json, body)) {
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
    if (parser.nextToken() != null) {
      fault = "was answered with more than one document";
    }
    String whole = status == null ? UNKNOWN : status;
    if (id != null && !isWanted()) {
      fault = "was answered with number order " + id;
    } else {
      waiting.forEach(number -> numbers.accept(number(number, whole)));
    }
    if (status == null && fault == null) {
      fault = "has no status";
    }
    return new NumberOrderReading(
        whole, announced == null ? seen : announced, fault, reference, subNumberOrderIds);
  }

  private boolean isWanted() {
    return wanted.equalsIgnoreCase(id);
  }

  private void readOrder(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!names.add(name)) {
        fault = "says the same thing twice";
      }
      switch (name) {
        case "id" -> id = id(value, parser);
        case "status" -> status = text(value, parser);
        case "customer_reference" -> reference = text(value, parser);
        case "sub_number_orders_ids" -> subNumberOrderIds = ids(value, parser);
        case "phone_numbers_count" -> announced = count(value, parser);
        case "phone_numbers" -> readNumbers(value, parser);
        default -> {}
      }
      // Of what is not understood; does nothing at the end of a value.
      parser.skipChildren();
    }
  }

  private static String id(JsonToken value, JsonParser parser) {
    String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
    return AnswerParser.isProviderId(text) ? text : "without a readable id";
  }

  private static @Nullable String text(JsonToken value, JsonParser parser) {
    String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
    return text.isBlank() ? null : text;
  }

  /** Those that can be read; they are told to people, and nothing hangs on them. */
  private static List<String> ids(JsonToken value, JsonParser parser) {
    List<String> ids = new ArrayList<>();
    if (value == JsonToken.START_ARRAY) {
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        String text = next == JsonToken.VALUE_STRING ? parser.getString() : "";
        if (AnswerParser.isProviderId(text)) {
          ids.add(text);
        }
        parser.skipChildren();
      }
    }
    return ids;
  }

  private @Nullable Integer count(JsonToken value, JsonParser parser) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = value.isScalarValue() ? parser.getString() : "";
    if (!COUNT.matcher(text).matches()) {
      fault = "has a count of numbers that is none";
      return null;
    }
    return Integer.valueOf(text);
  }

  private void readNumbers(JsonToken value, JsonParser parser) {
    if (value == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        take(parser.readValueAsTree());
      }
    } else if (value != JsonToken.VALUE_NULL) {
      fault = "has no list of numbers";
    }
  }

  private void take(JsonNode node) {
    String phoneNumber = node.path("phone_number").stringValue("");
    if (!isPhoneNumber(phoneNumber)) {
      fault = "has a number that cannot be read";
      return;
    }
    seen++;
    JsonNode met = node.path("requirements_met");
    Raw raw =
        new Raw(
            node.path("id").stringValue(null),
            phoneNumber,
            node.path("phone_number_type").stringValue(null),
            country(node),
            node.path("status").stringValue(null),
            met.isBoolean() ? met.booleanValue() : null,
            node.path("requirements_status").stringValue(null));
    if (status == null || id == null) {
      waiting.add(raw);
    } else if (isWanted()) {
      numbers.accept(number(raw, status));
    }
  }

  /** Only newer answers have the field that is named so; what the other one has is the same. */
  static @Nullable String country(JsonNode node) {
    String country = node.path("country_iso_alpha2").stringValue("");
    return country.isBlank() ? node.path("country_code").stringValue(null) : country;
  }

  /** Whether it is written as E.164. */
  static boolean isPhoneNumber(String text) {
    return PHONE_NUMBER.matcher(text).matches();
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
    boolean success = own.equals("success");
    if (!success && GIVEN_BACK.contains(requirements)) {
      return State.CANCELLED;
    }
    if (own.equals("failure") || own.equals("failed")) {
      return State.FAILED;
    }
    boolean nothingAsked =
        requirements.isEmpty()
            || requirements.equals("approved")
            || Boolean.TRUE.equals(requirementsMet);
    if (success && nothingAsked) {
      return State.IN_SERVICE;
    }
    return requirements.startsWith("requirement-info-") ? State.WAITING : State.PENDING;
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }
}
