package bulkorders.intake;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What orders at Telnyx ask of a row: bulk orders, searches and numbers that are named. */
final class TelnyxRules implements RowRules {

  private static final int LOCALITY_LENGTH = 100;
  private static final int CONNECTION_ID_LENGTH = 30;
  private static final int PATTERN_LENGTH = 7;
  private static final int AREA_CODE_LENGTH = 3;
  private static final int AREA_CODE_ABROAD = 8;
  private static final int LONGEST_NUMBER = 15;
  private static final int CUSTOMER_REFERENCE_LENGTH = 255;

  private static final String LOCAL = "local";
  private static final String TOLL_FREE = "toll_free";

  private static final Set<String> TOLL_FREE_CODES =
      Set.of("800", "822", "833", "844", "855", "866", "877", "888");

  /** Types of numbers that the provider knows. */
  private static final List<String> TYPES =
      List.of(LOCAL, "mobile", "national", "shared_cost", TOLL_FREE);

  private static final Set<String> BULK_COUNTRIES = Set.of("US", "CA");
  private static final Set<String> BULK_TYPES = Set.of(LOCAL, TOLL_FREE);
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Countries whose numbers are ordered with a fulfilled requirement group only. */
  private static final Set<String> PAPERS_FIRST = Set.of("CH", "DK", "IT", "NO", "PT", "SE");

  /** What describes numbers, and so cannot be said of one that is named. */
  private static final List<Column> DESCRIBING =
      List.of(
          Column.NATIONAL_DESTINATION_CODE,
          Column.ADMINISTRATIVE_AREA,
          Column.LOCALITY,
          Column.FEATURES,
          Column.STARTS_WITH,
          Column.ENDS_WITH,
          Column.CONTAINS,
          Column.QUICKSHIP,
          Column.EXCLUDE_HELD_NUMBERS,
          Column.STRATEGY,
          Column.ORDER_METHOD,
          Column.BEST_EFFORT);

  private static final List<String> FEATURES =
      List.of(
          "sms",
          "mms",
          "voice",
          "fax",
          "emergency",
          "hd_voice",
          "international_sms",
          "local_calling");

  private final RowCheck row;

  TelnyxRules(RowCheck row) {
    this.row = row;
  }

  @Override
  public int count(int maxNumbersPerOrder) {
    return row.value(Column.PHONE_NUMBER) == null ? described(maxNumbersPerOrder) : countOfNumber();
  }

  private int described(int maxNumbersPerOrder) {
    String value = row.value(Column.COUNT_REQUESTED);
    if (value == null) {
      row.fault(Column.COUNT_REQUESTED, null, "is missing; expected how many numbers are wanted");
      return 1;
    }
    int count = Objects.requireNonNull(row.whole(Column.COUNT_REQUESTED, 1, RowCheck.MAX_COUNT));
    if (count > maxNumbersPerOrder
        && GroupCriteria.ALL_OR_NOTHING.equalsIgnoreCase(row.value(Column.STRATEGY))) {
      row.fault(
          Column.COUNT_REQUESTED,
          value,
          "more than "
              + maxNumbersPerOrder
              + " numbers do not fit into one order, so strategy never (all or nothing) cannot be"
              + " kept");
    }
    return count;
  }

  /** The count of a row that names its number, which may be left out. */
  private int countOfNumber() {
    String value = row.value(Column.COUNT_REQUESTED);
    if (value != null && !value.equals("1")) {
      row.fault(
          Column.COUNT_REQUESTED, value, "expected 1 or nothing: the row names one phone_number");
    }
    return 1;
  }

  /** What the row asks for: a number that it names, or numbers like those it describes. */
  @Override
  public GroupCriteria criteria() {
    return row.value(Column.PHONE_NUMBER) == null ? described() : named();
  }

  private GroupCriteria named() {
    NamedNumber number = NamedNumber.of(String.valueOf(row.value(Column.PHONE_NUMBER)));
    if (!number.isSound()) {
      row.fault(Column.PHONE_NUMBER, row.value(Column.PHONE_NUMBER), number.fault());
    }
    String country = country(number);
    String type = row.value(Column.PHONE_NUMBER_TYPE) == null ? null : phoneNumberType();
    for (Column column : DESCRIBING) {
      if (row.value(column) != null) {
        row.fault(
            column,
            row.value(column),
            "says nothing of a number that is named; leave it empty there");
      }
    }
    String papers = row.uuid(Column.REQUIREMENT_GROUP_ID);
    requirePapers(country);
    return GroupCriteria.ofNumber(country, type == null ? "" : type, number.phoneNumber(), papers);
  }

  /** The country of a number, as the row or the number itself says. */
  private String country(NamedNumber number) {
    String value = row.value(Column.COUNTRY_ISO);
    if (value == null) {
      return number.country();
    }
    String country = value.toUpperCase(Locale.ROOT);
    if (number.isSound() && !number.isOf(country)) {
      row.fault(
          Column.COUNTRY_ISO,
          value,
          "is not the country of %s, which is %s"
              .formatted(number.phoneNumber(), number.country()));
    }
    return country;
  }

  /** What is missing when the order leaves cannot be handed in later there. */
  private void requirePapers(String country) {
    if (PAPERS_FIRST.contains(country) && row.value(Column.REQUIREMENT_GROUP_ID) == null) {
      row.fault(
          Column.REQUIREMENT_GROUP_ID,
          null,
          "is missing: numbers of %s are ordered with a fulfilled requirement group only"
              .formatted(country));
    }
  }

  private GroupCriteria described() {
    String country = country();
    String type = phoneNumberType();
    OrderMethod method = method(country, type);
    boolean isNorthAmerican = country == null || BULK_COUNTRIES.contains(country);
    int patternLength = isNorthAmerican ? PATTERN_LENGTH : LONGEST_NUMBER;
    String startsWith = row.digits(Column.STARTS_WITH, patternLength);
    String endsWith = row.digits(Column.ENDS_WITH, patternLength);
    String contains = row.digits(Column.CONTAINS, patternLength);
    if (isNorthAmerican
        && startsWith != null
        && endsWith != null
        && startsWith.length() + endsWith.length() > PATTERN_LENGTH) {
      row.fault(
          Column.ENDS_WITH,
          endsWith,
          "starts_with and ends_with have more than "
              + PATTERN_LENGTH
              + " digits together, which is all there is behind the area code");
    }
    if (method == OrderMethod.SEARCH) {
      requirePapers(String.valueOf(country));
    }
    return new GroupCriteria(
        country == null ? "" : country,
        type == null ? "" : type,
        isNorthAmerican
            ? areaCode(type)
            : row.digits(Column.NATIONAL_DESTINATION_CODE, AREA_CODE_ABROAD),
        isNorthAmerican
            ? area(country)
            : row.printable(Column.ADMINISTRATIVE_AREA, LOCALITY_LENGTH),
        row.printable(Column.LOCALITY, LOCALITY_LENGTH),
        features(),
        startsWith,
        endsWith,
        contains,
        quickship(type),
        row.bool(Column.EXCLUDE_HELD_NUMBERS),
        row.oneOf(
            Column.STRATEGY,
            "always (take what there is) or never (all or nothing)",
            "always",
            GroupCriteria.ALL_OR_NOTHING),
        method,
        null,
        ofSearch(Column.REQUIREMENT_GROUP_ID, method)
            ? row.uuid(Column.REQUIREMENT_GROUP_ID)
            : null,
        ofSearch(Column.BEST_EFFORT, method) ? row.bool(Column.BEST_EFFORT) : null,
        null);
  }

  private @Nullable String country() {
    String value = row.value(Column.COUNTRY_ISO);
    String country = value == null ? null : value.toUpperCase(Locale.ROOT);
    if (country == null) {
      row.fault(Column.COUNTRY_ISO, null, "is missing; expected a country code such as US");
    } else if (!COUNTRIES.contains(country)) {
      row.fault(Column.COUNTRY_ISO, value, "expected a country code of two letters such as US");
      return null;
    }
    return country;
  }

  /** Bulk orders where they serve the numbers, unless the row wants a search. */
  private OrderMethod method(@Nullable String country, @Nullable String type) {
    boolean isServed =
        country == null
            || type == null
            || (BULK_COUNTRIES.contains(country) && BULK_TYPES.contains(type));
    String wanted = row.oneOf(Column.ORDER_METHOD, "bulk or search", "bulk", "search");
    if ("bulk".equals(wanted) && !isServed) {
      row.fault(
          Column.ORDER_METHOD,
          row.value(Column.ORDER_METHOD),
          "is for local and toll_free numbers of US and CA; leave it empty, and the numbers are"
              + " searched");
    }
    return "search".equals(wanted) || !isServed ? OrderMethod.SEARCH : OrderMethod.BULK;
  }

  /** Whether a column says something that a bulk order could not. */
  private boolean ofSearch(Column column, OrderMethod method) {
    if (method == OrderMethod.SEARCH) {
      return true;
    }
    if (row.value(column) != null) {
      row.fault(
          column,
          row.value(column),
          "is for numbers that are searched or named; bulk orders have none");
    }
    return false;
  }

  @Override
  public OrderSettings settings() {
    String connection = row.digits(Column.CONNECTION_ID, CONNECTION_ID_LENGTH);
    String profile = row.uuid(Column.MESSAGING_PROFILE_ID);
    String billing = row.uuid(Column.BILLING_GROUP_ID);
    String reference = row.printable(Column.CUSTOMER_REFERENCE, CUSTOMER_REFERENCE_LENGTH);
    return connection == null && profile == null && billing == null && reference == null
        ? OrderSettings.NONE
        : new OrderSettings(connection, profile, billing, reference);
  }

  private @Nullable String phoneNumberType() {
    String value = row.value(Column.PHONE_NUMBER_TYPE);
    String type = value == null ? null : value.toLowerCase(Locale.ROOT).replace('-', '_');
    if (type == null) {
      row.fault(
          Column.PHONE_NUMBER_TYPE,
          null,
          "is missing; expected one of " + String.join(", ", TYPES));
    } else if (!TYPES.contains(type)) {
      row.fault(Column.PHONE_NUMBER_TYPE, value, "expected one of " + String.join(", ", TYPES));
      return null;
    }
    return type;
  }

  private @Nullable String areaCode(@Nullable String type) {
    Column column = Column.NATIONAL_DESTINATION_CODE;
    String value = row.value(column);
    if (value == null) {
      return null;
    }
    if (value.length() != AREA_CODE_LENGTH || !RowCheck.isDigits(value)) {
      row.fault(
          column,
          value,
          RowCheck.notDigits(value, "expected an area code of three digits such as 312"));
    } else if (value.charAt(0) < '2' || value.charAt(1) == '9' || value.endsWith("11")) {
      row.fault(column, value, "is no area code of the US and Canada; expected one such as 312");
    } else if (TOLL_FREE.equals(type) && !TOLL_FREE_CODES.contains(value)) {
      row.fault(
          column,
          value,
          "is not toll-free; expected one of " + String.join(", ", new TreeSet<>(TOLL_FREE_CODES)));
    } else if (LOCAL.equals(type) && TOLL_FREE_CODES.contains(value)) {
      row.fault(column, value, "is toll-free; expected phone_number_type toll_free with it");
    }
    return value;
  }

  private @Nullable String area(@Nullable String country) {
    String value = row.value(Column.ADMINISTRATIVE_AREA);
    if (value == null || country == null) {
      return null;
    }
    String code = Areas.code(country, value);
    if (code == null) {
      row.fault(
          Column.ADMINISTRATIVE_AREA,
          value,
          country.equals("US")
              ? "expected the two-letter code of a US state or territory such as IL"
              : "expected the two-letter code of a Canadian province such as ON");
    }
    return code;
  }

  private List<String> features() {
    String value = row.value(Column.FEATURES);
    if (value == null) {
      return List.of();
    }
    TreeSet<String> wanted = new TreeSet<>();
    for (String part : value.split("\\|", -1)) {
      String feature = part.strip().toLowerCase(Locale.ROOT);
      if (!FEATURES.contains(feature)) {
        row.fault(
            Column.FEATURES,
            value,
            "expected some of " + String.join(", ", FEATURES) + " with | between them");
        return List.of();
      }
      wanted.add(feature);
    }
    return List.copyOf(wanted);
  }

  /** That quickship is not wanted is said by leaving it out: local numbers do not know it. */
  private @Nullable Boolean quickship(@Nullable String type) {
    Boolean value = row.bool(Column.QUICKSHIP);
    if (type != null && !TOLL_FREE.equals(type) && value != null) {
      if (value) {
        row.fault(Column.QUICKSHIP, row.value(Column.QUICKSHIP), "is for toll_free numbers only");
      }
      return null;
    }
    return value;
  }
}
