package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads lists of numbers, as number orders and reservations have them. */
final class NumberOrderReader {

  private static final int LARGEST_ORDER = 10_000;
  private static final String NUMBERS = "phone_numbers";
  private static final String E164 = "\\+[1-9][0-9]{6,14}";

  private NumberOrderReader() {}

  /** The body of {@code POST /number_orders}, or a {@link TelnyxRefusal}. */
  static NewNumberOrder order(byte[] bytes) {
    BodyReader body = BodyReader.of(bytes);
    List<JsonNode> nodes = body.objects(NUMBERS);
    List<String> numbers = numbers(body, nodes);
    List<NewNumberOrder.Wanted> wanted = new ArrayList<>(numbers.size());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < numbers.size(); i++) {
      String at = pointer(i);
      wanted.add(
          new NewNumberOrder.Wanted(
              numbers.get(i), body.text(nodes.get(i), at, "requirement_group_id")));
      if (!seen.add(numbers.get(i)) && body.isFaultless()) {
        body.fault(
            at + "/phone_number",
            "10027",
            "Unprocessable entity",
            numbers.get(i) + " is twice in this order.");
      }
    }
    OrderSettings settings = OrderSettingsReader.read(body);
    body.refuseFaults();
    return new NewNumberOrder(List.copyOf(wanted), settings);
  }

  /** The numbers that a body has, with its faults noted there. */
  static List<String> numbers(BodyReader body) {
    return numbers(body, body.objects(NUMBERS));
  }

  private static List<String> numbers(BodyReader body, List<JsonNode> nodes) {
    List<String> numbers = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      String number = body.required(nodes.get(i), pointer(i), "phone_number");
      if (!number.isEmpty() && !number.matches(E164)) {
        body.fault(
            pointer(i) + "/phone_number",
            "10016",
            "Phone number must be in +E.164 format",
            "'" + number + "' is not in +E.164 format.");
      }
      numbers.add(number);
    }
    if (numbers.size() > LARGEST_ORDER) {
      body.fault(
          "/" + NUMBERS,
          "10033",
          "Out of range",
          "At most " + LARGEST_ORDER + " numbers are possible, not " + numbers.size() + ".");
    }
    return numbers;
  }

  /** Where a number stands in the body. */
  static String pointer(int index) {
    return "/" + NUMBERS + "/" + index;
  }
}
