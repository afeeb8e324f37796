package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of {@code POST /inexplicit_number_orders}. Reports all faults at once; fields that
 * the provider does not know are ignored.
 */
final class BulkOrderReader {

  private static final int LARGEST_ORDER = 10_000;
  private static final int MOST_ERRORS = 100;
  private static final Set<String> COUNTRIES = Set.of("US", "CA");
  private static final Set<String> NUMBER_TYPES = Set.of("local", "toll_free", "toll-free");
  private static final Set<String> STRATEGIES = Set.of("always", "never");

  /** Order-level ids with this value are refused, to try what an unknown id leads to. */
  private static final String INVALID = "invalid";

  /** Area code whose group is refused without saying which group it is. */
  private static final String REFUSED_WITHOUT_POINTER = "299";

  private final List<TelnyxError> errors = new ArrayList<>();

  private BulkOrderReader() {}

  /** The order, or a {@link TelnyxRefusal}. */
  static NewOrder read(byte[] body) {
    JsonNode root;
    try {
      root = Json.parse(body);
    } catch (JacksonException e) {
      throw TelnyxRefusal.invalidJson(e.getOriginalMessage());
    }
    if (root.isMissingNode()) {
      throw TelnyxRefusal.invalidJson("the body is empty");
    }
    BulkOrderReader reader = new BulkOrderReader();
    NewOrder order = reader.order(root);
    if (!reader.errors.isEmpty()) {
      int most = Math.min(MOST_ERRORS, reader.errors.size());
      throw new TelnyxRefusal(422, List.copyOf(reader.errors.subList(0, most)));
    }
    return order;
  }

  private NewOrder order(JsonNode root) {
    List<NewGroup> groups = groups(root);
    @Nullable String connectionId = text(root, "", "connection_id");
    @Nullable String messagingProfileId = text(root, "", "messaging_profile_id");
    if (INVALID.equals(connectionId)) {
      fault("/connection_id", "85004", "Invalid connection id", "There is no such connection.");
    }
    if (INVALID.equals(messagingProfileId)) {
      fault(
          "/messaging_profile_id",
          "85005",
          "Invalid messaging profile id",
          "There is no such messaging profile.");
    }
    return new NewOrder(
        groups,
        text(root, "", "customer_reference"),
        connectionId,
        messagingProfileId,
        text(root, "", "billing_group_id"));
  }

  private List<NewGroup> groups(JsonNode root) {
    List<NewGroup> groups = new ArrayList<>();
    // An order may have thousands of groups that ask for the same, and is kept for ever.
    Map<NewGroup, NewGroup> distinct = new HashMap<>();
    JsonNode nodes = root.path("ordering_groups");
    if (!root.isObject()) {
      fault("", "10026", "Wrong type", "The request body must be an object.");
    } else if (nodes.isMissingNode() || nodes.isNull()) {
      missing("/ordering_groups");
    } else if (!nodes.isArray()) {
      fault("/ordering_groups", "10026", "Wrong type", "ordering_groups must be an array.");
    } else if (nodes.isEmpty()) {
      fault(
          "/ordering_groups",
          "10033",
          "Out of range",
          "ordering_groups must have at least one item.");
    } else {
      long total = 0;
      for (int i = 0; i < nodes.size(); i++) {
        NewGroup group = group(nodes.get(i), "/ordering_groups/" + i);
        groups.add(distinct.computeIfAbsent(group, same -> same));
        total += group.count();
      }
      if (total > LARGEST_ORDER && errors.isEmpty()) {
        fault(
            "/ordering_groups",
            "10033",
            "Out of range",
            "An order is limited to " + LARGEST_ORDER + " numbers, not " + total + ".");
      }
    }
    return groups;
  }

  private NewGroup group(JsonNode node, String at) {
    if (!node.isObject()) {
      fault(at, "10026", "Wrong type", "An ordering group must be an object.");
    }
    String country = required(node, at, "country_iso", COUNTRIES);
    String numberType = required(node, at, "phone_number_type", NUMBER_TYPES);
    int count = count(node.path("count_requested"), at + "/count_requested");
    @Nullable String strategy = text(node, at, "strategy");
    if (strategy != null) {
      oneOf(strategy, at + "/strategy", STRATEGIES);
    }
    return new NewGroup(
        country,
        numberType,
        count,
        strategy == null ? "always" : strategy,
        areaCode(node, at),
        text(node, at, "administrative_area"),
        text(node, at, "locality"),
        features(node.path("features"), at + "/features"),
        pattern(node.path("phone_number"), at + "/phone_number"),
        flag(node, at, "quickship"),
        flag(node, at, "exclude_held_numbers"));
  }

  private String required(JsonNode node, String at, String name, Set<String> values) {
    String pointer = at + "/" + name;
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      missing(pointer);
      return "";
    }
    @Nullable String text = text(node, at, name);
    if (text != null) {
      oneOf(text, pointer, values);
    }
    return text == null ? "" : text;
  }

  private void oneOf(String value, String pointer, Set<String> values) {
    if (!values.contains(value)) {
      fault(
          pointer,
          "10032",
          "Invalid enumerated value",
          "'" + value + "' is none of " + String.join(", ", values.stream().sorted().toList()));
    }
  }

  private int count(JsonNode value, String pointer) {
    if (value.isMissingNode() || value.isNull()) {
      missing(pointer);
      return 0;
    }
    if (!value.isString() && !value.isIntegralNumber()) {
      fault(pointer, "10026", "Wrong type", "count_requested must be a whole number.");
      return 0;
    }
    String digits = value.asString();
    if (!digits.matches("-?[0-9]+")) {
      fault(pointer, "10026", "Wrong type", "count_requested must be a whole number.");
      return 0;
    }
    int count = digits.length() > 9 ? -1 : Integer.parseInt(digits);
    if (count < 1 || count > LARGEST_ORDER) {
      fault(
          pointer,
          "10033",
          "Out of range",
          "count_requested must be between 1 and " + LARGEST_ORDER + ", not " + digits + ".");
      return 0;
    }
    return count;
  }

  private @Nullable String areaCode(JsonNode node, String at) {
    @Nullable String code = text(node, at, "national_destination_code");
    if (code == null) {
      return null;
    }
    if (code.equals(REFUSED_WITHOUT_POINTER)) {
      errors.add(
          TelnyxError.of(
              "10027", "Unprocessable entity", "One of the ordering groups cannot be ordered."));
    } else if (!code.matches("[2-9][0-9]{2}")) {
      fault(
          at + "/national_destination_code",
          "10027",
          "Unprocessable entity",
          "'" + code + "' is not an area code.");
    }
    return code;
  }

  private List<String> features(JsonNode value, String pointer) {
    List<String> features = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return features;
    }
    boolean strings = value.isArray();
    for (JsonNode feature : value) {
      strings &= feature.isString();
      features.add(feature.asString(""));
    }
    if (!strings) {
      fault(pointer, "10026", "Wrong type", "features must be an array of strings.");
    }
    return List.copyOf(features);
  }

  private NumberPattern pattern(JsonNode value, String pointer) {
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      fault(pointer, "10026", "Wrong type", "phone_number must be an object.");
    }
    return new NumberPattern(
        text(value, pointer, "starts_with"),
        text(value, pointer, "ends_with"),
        text(value, pointer, "contains"));
  }

  private @Nullable String text(JsonNode node, String at, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      fault(at + "/" + name, "10026", "Wrong type", name + " must be a string.");
      return null;
    }
    return value.asString();
  }

  private @Nullable Boolean flag(JsonNode node, String at, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      fault(at + "/" + name, "10026", "Wrong type", name + " must be true or false.");
      return null;
    }
    return value.asBoolean();
  }

  private void missing(String pointer) {
    fault(
        pointer, "10004", "Missing required parameter", "The '" + pointer + "' field is required.");
  }

  private void fault(String pointer, String code, String title, String detail) {
    errors.add(TelnyxError.at(pointer, code, title, detail));
  }
}
