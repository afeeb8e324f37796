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
  REQUEST_ID(true, null),
  ACCOUNT(true, null),
  PROVIDER(true, null),
  COUNTRY_ISO(false, null),
  PHONE_NUMBER_TYPE(false, RowRules.TELNYX),
  COUNT_REQUESTED(false, null),
  NATIONAL_DESTINATION_CODE(false, RowRules.TELNYX),
  ADMINISTRATIVE_AREA(false, RowRules.TELNYX),
  LOCALITY(false, RowRules.TELNYX),
  FEATURES(false, null),
  STARTS_WITH(false, RowRules.TELNYX),
  ENDS_WITH(false, RowRules.TELNYX),
  CONTAINS(false, RowRules.TELNYX),
  QUICKSHIP(false, RowRules.TELNYX),
  EXCLUDE_HELD_NUMBERS(false, RowRules.TELNYX),
  STRATEGY(false, RowRules.TELNYX),
  CONNECTION_ID(true, RowRules.TELNYX),
  MESSAGING_PROFILE_ID(true, RowRules.TELNYX),
  BILLING_GROUP_ID(true, RowRules.TELNYX),
  CUSTOMER_REFERENCE(true, null),
  PHONE_NUMBER(false, RowRules.TELNYX),
  REQUIREMENT_GROUP_ID(false, RowRules.TELNYX),
  ORDER_METHOD(false, RowRules.TELNYX),
  BEST_EFFORT(false, RowRules.TELNYX),
  AREA_NAME(false, RowRules.DIDWW),
  PREFIX(false, RowRules.DIDWW),
  NPANXX(false, RowRules.DIDWW),
  DID_GROUP_TYPE(false, RowRules.DIDWW),
  CHANNELS(false, RowRules.DIDWW),
  SKU_ID(false, RowRules.DIDWW),
  QTY(false, RowRules.DIDWW),
  NANPA_PREFIX_ID(false, RowRules.DIDWW),
  AVAILABLE_DID_ID(false, RowRules.DIDWW),
  DID_RESERVATION_ID(false, RowRules.DIDWW),
  BILLING_CYCLES_COUNT(false, RowRules.DIDWW),
  PRORATE_DAYS_QTY(false, RowRules.DIDWW),
  CAPACITY_POOL_ID(false, RowRules.DIDWW),
  ALLOW_BACK_ORDERING(true, RowRules.DIDWW),
  CALLBACK_URL(true, RowRules.DIDWW),
  CALLBACK_METHOD(true, RowRules.DIDWW),
  EXTERNAL_REFERENCE_ID(true, RowRules.DIDWW);

  static final List<Column> REQUIRED = List.of(COUNTRY_ISO, PHONE_NUMBER_TYPE, COUNT_REQUESTED);

  /** All of them without a copy each time. */
  static final List<Column> ALL = List.of(values());

  /** Columns of which each says by itself what a row orders. */
  static final List<Column> SUFFICIENT =
      List.of(PHONE_NUMBER, SKU_ID, CAPACITY_POOL_ID, AREA_NAME, PREFIX, NPANXX, DID_GROUP_TYPE);

  /** What our own files of rejects and shortfall add in front of the row. */
  static final Set<String> OURS = Set.of("run", "line", "error");

  private static final Map<String, Column> BY_KEY = new HashMap<>();

  static {
    for (Column column : ALL) {
      BY_KEY.put(key(column.label), column);
    }
    BY_KEY.put(key("phone_number[starts_with]"), STARTS_WITH);
    BY_KEY.put(key("phone_number[ends_with]"), ENDS_WITH);
    BY_KEY.put(key("phone_number[contains]"), CONTAINS);
  }

  private final String label;
  private final boolean orderLevel;
  private final @Nullable String provider;

  /**
   * @param provider the only provider whose orders know it, null when all do
   */
  Column(boolean orderLevel, @Nullable String provider) {
    this.label = name().toLowerCase(Locale.ROOT);
    this.orderLevel = orderLevel;
    this.provider = provider;
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

  /** Whether orders at a provider know it. */
  boolean isOf(String name) {
    return provider == null || provider.equals(name);
  }

  /** Whether it holds how many are wanted. */
  boolean isCount() {
    return this == COUNT_REQUESTED || this == QTY;
  }

  static int count() {
    return ALL.size();
  }

  /** The column of that name whatever its case, spaces, underscores and hyphens. */
  static @Nullable Column named(String name) {
    return BY_KEY.get(key(name));
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
