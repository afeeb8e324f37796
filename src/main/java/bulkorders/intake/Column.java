package bulkorders.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** The columns that an input may have, named as the provider's API names its fields. */
enum Column {
  REQUEST_ID(true),
  ACCOUNT(true),
  PROVIDER(true),
  COUNTRY_ISO(false),
  PHONE_NUMBER_TYPE(false),
  COUNT_REQUESTED(false),
  NATIONAL_DESTINATION_CODE(false),
  ADMINISTRATIVE_AREA(false),
  LOCALITY(false),
  FEATURES(false),
  STARTS_WITH(false),
  ENDS_WITH(false),
  CONTAINS(false),
  QUICKSHIP(false),
  EXCLUDE_HELD_NUMBERS(false),
  STRATEGY(false),
  CONNECTION_ID(true),
  MESSAGING_PROFILE_ID(true),
  BILLING_GROUP_ID(true),
  CUSTOMER_REFERENCE(true),
  PHONE_NUMBER(false),
  REQUIREMENT_GROUP_ID(false),
  ORDER_METHOD(false),
  BEST_EFFORT(false);

  static final List<Column> REQUIRED = List.of(COUNTRY_ISO, PHONE_NUMBER_TYPE, COUNT_REQUESTED);

  /** All of them without a copy each time. */
  static final List<Column> ALL = List.of(values());

  /** Names of other forms of order, which rows of this form must leave empty. */
  private static final Set<String> NOT_SERVED =
      Set.of(
          "sku_id",
          "qty",
          "nanpa_prefix_id",
          "available_did_id",
          "did_reservation_id",
          "billing_cycles_count",
          "prorate_days_qty",
          "capacity_pool_id",
          "allow_back_ordering",
          "callback_url",
          "callback_method",
          "external_reference_id");

  /** What our own files of rejects and shortfall add in front of the row. */
  static final Set<String> OURS = Set.of("run", "line", "error");

  private static final Map<String, Column> BY_KEY = new HashMap<>();
  private static final Map<String, String> NOT_SERVED_BY_KEY = new HashMap<>();

  static {
    for (Column column : ALL) {
      BY_KEY.put(key(column.label), column);
    }
    BY_KEY.put(key("phone_number[starts_with]"), STARTS_WITH);
    BY_KEY.put(key("phone_number[ends_with]"), ENDS_WITH);
    BY_KEY.put(key("phone_number[contains]"), CONTAINS);
    NOT_SERVED.forEach(name -> NOT_SERVED_BY_KEY.put(key(name), name));
  }

  private final String label;
  private final boolean orderLevel;

  Column(boolean orderLevel) {
    this.label = name().toLowerCase(Locale.ROOT);
    this.orderLevel = orderLevel;
  }

  /** Its name in files and messages. */
  String label() {
    return label;
  }

  /**
   * Whether it stands beside {@code ordering_groups} or {@code phone_numbers} in the provider's own
   * request.
   */
  boolean orderLevel() {
    return orderLevel;
  }

  static int count() {
    return ALL.size();
  }

  /** The column of that name whatever its case, spaces, underscores and hyphens. */
  static @Nullable Column named(String name) {
    return BY_KEY.get(key(name));
  }

  /** The canonical name if it belongs to another form of order, else null. */
  static @Nullable String notServed(String name) {
    return NOT_SERVED_BY_KEY.get(key(name));
  }

  /** Words that help with a name nobody knows. */
  static String suggestionFor(String name) {
    String closest = closest(name);
    return closest == null
        ? "the known ones are in the table under Input in README.md"
        : "did you mean " + closest + "?";
  }

  /** The known name that is most like another, null if none is. */
  static @Nullable String closest(String name) {
    String wanted = key(name);
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, wanted.length() / 3));
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (Column column : ALL) {
      int d = distance.apply(wanted, key(column.label));
      if (d >= 0 && d < bestDistance) {
        bestDistance = d;
        best = column.label;
      }
    }
    return best;
  }

  private static String key(String name) {
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        key.append(Character.toLowerCase(c));
      }
    }
    return key.toString();
  }
}
