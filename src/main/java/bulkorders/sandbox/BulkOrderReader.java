package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of {@code POST /inexplicit_number_orders}. Reports all faults at once; fields that
 * the provider does not know are ignored.
 */
final class BulkOrderReader {

  private static final int LARGEST_ORDER = 10_000;
  private static final Set<String> COUNTRIES = Set.of("US", "CA");
  private static final Set<String> NUMBER_TYPES = Set.of("local", "toll_free", "toll-free");
  private static final Set<String> STRATEGIES = Set.of("always", "never");

  /** Area code whose group is refused without saying which group it is. */
  private static final String REFUSED_WITHOUT_POINTER = "299";

  private final BodyReader body;

  private BulkOrderReader(BodyReader body) {
    this.body = body;
  }

  /** The order, or a {@link TelnyxRefusal}. */
  static NewOrder read(byte[] bytes) {
    BodyReader body = BodyReader.of(bytes);
    NewOrder order = new BulkOrderReader(body).order();
    body.refuseFaults();
    return order;
  }

  private NewOrder order() {
    List<NewGroup> groups = groups();
    return new NewOrder(groups, OrderSettingsReader.read(body));
  }

  private List<NewGroup> groups() {
    List<NewGroup> groups = new ArrayList<>();
    // An order may have thousands of groups that ask for the same, and is kept for ever.
    Map<NewGroup, NewGroup> distinct = new HashMap<>();
    List<JsonNode> nodes = body.objects("ordering_groups");
    long total = 0;
    for (int i = 0; i < nodes.size(); i++) {
      NewGroup group = group(nodes.get(i), "/ordering_groups/" + i);
      groups.add(distinct.computeIfAbsent(group, same -> same));
      total += group.count();
    }
    if (total > LARGEST_ORDER && body.isFaultless()) {
      body.fault(
          "/ordering_groups",
          "10033",
          "Out of range",
          "An order is limited to " + LARGEST_ORDER + " numbers, not " + total + ".");
    }
    return groups;
  }

  private NewGroup group(JsonNode node, String at) {
    String country = body.oneOf(node, at, "country_iso", COUNTRIES);
    String numberType = body.oneOf(node, at, "phone_number_type", NUMBER_TYPES);
    int count = count(node.path("count_requested"), at + "/count_requested");
    @Nullable String strategy = body.optionalOneOf(node, at, "strategy", STRATEGIES);
    return new NewGroup(
        country,
        numberType,
        count,
        strategy == null ? "always" : strategy,
        areaCode(node, at),
        body.text(node, at, "administrative_area"),
        body.text(node, at, "locality"),
        features(node.path("features"), at + "/features"),
        pattern(node.path("phone_number"), at + "/phone_number"),
        body.flag(node, at, "quickship"),
        body.flag(node, at, "exclude_held_numbers"));
  }

  private int count(JsonNode value, String pointer) {
    if (value.isMissingNode() || value.isNull()) {
      body.missing(pointer);
      return 0;
    }
    if (!value.isString() && !value.isIntegralNumber()) {
      body.fault(pointer, "10026", "Wrong type", "count_requested must be a whole number.");
      return 0;
    }
    String digits = value.asString();
    if (!digits.matches("-?[0-9]+")) {
      body.fault(pointer, "10026", "Wrong type", "count_requested must be a whole number.");
      return 0;
    }
    int count = digits.length() > 9 ? -1 : Integer.parseInt(digits);
    if (count < 1 || count > LARGEST_ORDER) {
      body.fault(
          pointer,
          "10033",
          "Out of range",
          "count_requested must be between 1 and " + LARGEST_ORDER + ", not " + digits + ".");
      return 0;
    }
    return count;
  }

  private @Nullable String areaCode(JsonNode node, String at) {
    @Nullable String code = body.text(node, at, "national_destination_code");
    if (code == null) {
      return null;
    }
    if (code.equals(REFUSED_WITHOUT_POINTER)) {
      body.fault(
          TelnyxError.of(
              "10027", "Unprocessable entity", "One of the ordering groups cannot be ordered."));
    } else if (!code.matches("[2-9][0-9]{2}")) {
      body.fault(
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
      body.fault(pointer, "10026", "Wrong type", "features must be an array of strings.");
    }
    return List.copyOf(features);
  }

  private NumberPattern pattern(JsonNode value, String pointer) {
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      body.fault(pointer, "10026", "Wrong type", "phone_number must be an object.");
    }
    return new NumberPattern(
        body.text(value, pointer, "starts_with"),
        body.text(value, pointer, "ends_with"),
        body.text(value, pointer, "contains"));
  }
}
