package bulkorders.intake;

import bulkorders.ledger.Reject.Fault;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one row and what is wrong with them. */
final class RowCheck {

  /** Most numbers that one row may ask for. */
  static final int MAX_COUNT = 1_000_000;

  private static final int SHOWN = 80;
  private static final int LOCALITY_LENGTH = 100;
  private static final int REQUEST_ID_LENGTH = 100;
  private static final int CUSTOMER_REFERENCE_LENGTH = 255;
  private static final int CONNECTION_ID_LENGTH = 30;
  private static final int PATTERN_LENGTH = 7;
  private static final int AREA_CODE_LENGTH = 3;
  private static final int AREA_CODE_ABROAD = 8;
  private static final int LONGEST_NUMBER = 15;
  private static final int UUID_LENGTH = 36;

  /** 12-Mar, 3/12/2026, 2026-03-12 00:00:00, Mar-12, 12. März. */
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,2}[-/. ]+\\p{L}{3,9}\\.?([-/. ]+\\d{2,4})?|\\p{L}{3,9}\\.?[-/."
              + " ]+\\d{1,4}|(\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{2}|\\d{4})|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2})(["
              + " T]\\d.*)?");

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

  private final @Nullable String[] values = new String[Column.count()];
  private final List<Fault> faults = new ArrayList<>(0);

  boolean isSound() {
    return faults.isEmpty();
  }

  List<Fault> faults() {
    return faults;
  }

  void add(@Nullable String column, @Nullable String value, String reason) {
    faults.add(new Fault(column, value, reason));
  }

  private void fault(Column column, @Nullable String value, String reason) {
    add(column.label(), value == null ? null : shown(value), reason);
  }

  /**
   * Whether a record has a cell for each column. If not, its cells may stand in the wrong columns
   * and say nothing.
   */
  boolean shape(CsvHeader header, String[] cells) {
    int wanted = header.columns().size();
    int found = cells.length;
    while (found > wanted && cells[found - 1].isBlank()) {
      found--;
    }
    if (found == wanted) {
      return true;
    }
    add(
        null,
        null,
        "has "
            + found
            + (found == 1 ? " cell" : " cells")
            + " where the header has "
            + wanted
            + " columns"
            + (found > wanted ? "; a value that contains the delimiter needs quotes" : ""));
    return false;
  }

  void take(CsvHeader header, String[] cells) {
    for (Column column : Column.ALL) {
      String cell = header.cell(column, cells);
      if (cell != null) {
        values[column.ordinal()] = clean(cell);
      }
    }
    for (int index : header.notServed()) {
      String value = clean(cells[index]);
      if (value != null) {
        add(header.columns().get(index).name().strip(), shown(value), RowProcessor.NOT_SERVED);
      }
    }
  }

  void take(JsonCells cells) {
    faults.addAll(cells.faults());
    for (Column column : Column.ALL) {
      String value = cells.value(column);
      if (value != null) {
        values[column.ordinal()] = stripped(value);
      }
    }
  }

  /**
   * What a spreadsheet means by a cell, without the blanks around it; null when nothing is left.
   */
  static @Nullable String clean(String cell) {
    return stripped(SpreadsheetCell.value(cell));
  }

  /**
   * A value without the blanks around it, those without a width and those that do not break a line
   * included; null when nothing is left.
   */
  private static @Nullable String stripped(String value) {
    int begin = 0;
    int end = value.length();
    while (begin < end && isBlank(value.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return begin == end ? null : value.substring(begin, end);
  }

  private static boolean isBlank(char c) {
    return c <= ' '
        || c > '~' && (Character.isSpaceChar(c) || Character.isWhitespace(c) || isWidthless(c));
  }

  private static boolean isWidthless(char c) {
    return c == '\u200b' || c == '\ufeff';
  }

  private @Nullable String value(Column column) {
    return values[column.ordinal()];
  }

  /** The request that the row names, also when it has faults. */
  @Nullable String readableRequestId() {
    String id = value(Column.REQUEST_ID);
    return id != null && id.length() <= REQUEST_ID_LENGTH && isPrintable(id) ? id : null;
  }

  /** The numbers that the row asks for, also when it has faults; 0 where that cannot be read. */
  long readableCount() {
    String count = value(Column.COUNT_REQUESTED);
    if (value(Column.PHONE_NUMBER) != null) {
      return 1;
    }
    return count != null && count.length() <= 15 && isDigits(count) ? Long.parseLong(count) : 0;
  }

  @Nullable String requestId() {
    return printable(Column.REQUEST_ID, REQUEST_ID_LENGTH);
  }

  /**
   * The account that the row names; null when it names none, or the run's own.
   *
   * @param known names of all accounts, in lower case
   */
  @Nullable String account(String ofRun, Set<String> known) {
    String value = value(Column.ACCOUNT);
    if (value == null || value.equalsIgnoreCase(ofRun)) {
      return null;
    }
    String name = value.toLowerCase(Locale.ROOT);
    if (!known.contains(name)) {
      fault(
          Column.ACCOUNT,
          value,
          "is no account; configured: " + String.join(", ", new TreeSet<>(known)));
      return null;
    }
    return name;
  }

  /** A column that may repeat what holds for the run. */
  void same(Column column, String expected) {
    String value = value(column);
    if (value != null && !value.equalsIgnoreCase(expected)) {
      fault(
          column,
          value,
          "this run orders from " + expected + "; put other rows into a file of their own");
    }
  }

  int count(int maxNumbersPerOrder) {
    String value = value(Column.COUNT_REQUESTED);
    if (value == null) {
      fault(Column.COUNT_REQUESTED, null, "is missing; expected how many numbers are wanted");
      return 1;
    }
    if (!isDigits(value)) {
      fault(
          Column.COUNT_REQUESTED,
          value,
          notDigits(value, "expected a whole number from 1 to " + MAX_COUNT));
      return 1;
    }
    long count = value.length() > 15 ? Long.MAX_VALUE : Long.parseLong(value);
    if (count < 1 || count > MAX_COUNT) {
      fault(Column.COUNT_REQUESTED, value, "expected a whole number from 1 to " + MAX_COUNT);
      return 1;
    }
    if (count > maxNumbersPerOrder
        && GroupCriteria.ALL_OR_NOTHING.equalsIgnoreCase(value(Column.STRATEGY))) {
      fault(
          Column.COUNT_REQUESTED,
          value,
          "more than "
              + maxNumbersPerOrder
              + " numbers do not fit into one order, so strategy never (all or nothing) cannot be"
              + " kept");
    }
    return (int) count;
  }

  /** The count of a row that names its number, which may be left out. */
  int countOfNumber() {
    String value = value(Column.COUNT_REQUESTED);
    if (value != null && !value.equals("1")) {
      fault(Column.COUNT_REQUESTED, value, "expected 1 or nothing: the row names one phone_number");
    }
    return 1;
  }

  /** What the row asks for: a number that it names, or numbers like those it describes. */
  GroupCriteria criteria() {
    return value(Column.PHONE_NUMBER) == null ? described() : named();
  }

  private GroupCriteria named() {
    NamedNumber number = NamedNumber.of(String.valueOf(value(Column.PHONE_NUMBER)));
    if (!number.isSound()) {
      fault(Column.PHONE_NUMBER, value(Column.PHONE_NUMBER), number.fault());
    }
    String country = country(number);
    String type = value(Column.PHONE_NUMBER_TYPE) == null ? null : phoneNumberType();
    for (Column column : DESCRIBING) {
      if (value(column) != null) {
        fault(
            column, value(column), "says nothing of a number that is named; leave it empty there");
      }
    }
    String papers = uuid(Column.REQUIREMENT_GROUP_ID);
    requirePapers(country);
    return GroupCriteria.ofNumber(country, type == null ? "" : type, number.phoneNumber(), papers);
  }

  /** The country of a number, as the row or the number itself says. */
  private String country(NamedNumber number) {
    String value = value(Column.COUNTRY_ISO);
    if (value == null) {
      return number.country();
    }
    String country = value.toUpperCase(Locale.ROOT);
    if (number.isSound() && !number.isOf(country)) {
      fault(
          Column.COUNTRY_ISO,
          value,
          "is not the country of %s, which is %s"
              .formatted(number.phoneNumber(), number.country()));
    }
    return country;
  }

  /** What is missing when the order leaves cannot be handed in later there. */
  private void requirePapers(String country) {
    if (PAPERS_FIRST.contains(country) && value(Column.REQUIREMENT_GROUP_ID) == null) {
      fault(
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
    String startsWith = digits(Column.STARTS_WITH, patternLength);
    String endsWith = digits(Column.ENDS_WITH, patternLength);
    String contains = digits(Column.CONTAINS, patternLength);
    if (isNorthAmerican
        && startsWith != null
        && endsWith != null
        && startsWith.length() + endsWith.length() > PATTERN_LENGTH) {
      fault(
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
            : digits(Column.NATIONAL_DESTINATION_CODE, AREA_CODE_ABROAD),
        isNorthAmerican ? area(country) : printable(Column.ADMINISTRATIVE_AREA, LOCALITY_LENGTH),
        printable(Column.LOCALITY, LOCALITY_LENGTH),
        features(),
        startsWith,
        endsWith,
        contains,
        quickship(type),
        bool(Column.EXCLUDE_HELD_NUMBERS),
        oneOf(
            Column.STRATEGY,
            "always (take what there is) or never (all or nothing)",
            "always",
            GroupCriteria.ALL_OR_NOTHING),
        method,
        null,
        ofSearch(Column.REQUIREMENT_GROUP_ID, method) ? uuid(Column.REQUIREMENT_GROUP_ID) : null,
        ofSearch(Column.BEST_EFFORT, method) ? bool(Column.BEST_EFFORT) : null,
        null);
  }

  private @Nullable String country() {
    String value = value(Column.COUNTRY_ISO);
    String country = value == null ? null : value.toUpperCase(Locale.ROOT);
    if (country == null) {
      fault(Column.COUNTRY_ISO, null, "is missing; expected a country code such as US");
    } else if (!COUNTRIES.contains(country)) {
      fault(Column.COUNTRY_ISO, value, "expected a country code of two letters such as US");
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
    String wanted = oneOf(Column.ORDER_METHOD, "bulk or search", "bulk", "search");
    if ("bulk".equals(wanted) && !isServed) {
      fault(
          Column.ORDER_METHOD,
          value(Column.ORDER_METHOD),
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
    if (value(column) != null) {
      fault(
          column,
          value(column),
          "is for numbers that are searched or named; bulk orders have none");
    }
    return false;
  }

  OrderSettings settings() {
    String connection = digits(Column.CONNECTION_ID, CONNECTION_ID_LENGTH);
    String profile = uuid(Column.MESSAGING_PROFILE_ID);
    String billing = uuid(Column.BILLING_GROUP_ID);
    String reference = printable(Column.CUSTOMER_REFERENCE, CUSTOMER_REFERENCE_LENGTH);
    return connection == null && profile == null && billing == null && reference == null
        ? OrderSettings.NONE
        : new OrderSettings(connection, profile, billing, reference);
  }

  private @Nullable String phoneNumberType() {
    String value = value(Column.PHONE_NUMBER_TYPE);
    String type = value == null ? null : value.toLowerCase(Locale.ROOT).replace('-', '_');
    if (type == null) {
      fault(
          Column.PHONE_NUMBER_TYPE,
          null,
          "is missing; expected one of " + String.join(", ", TYPES));
    } else if (!TYPES.contains(type)) {
      fault(Column.PHONE_NUMBER_TYPE, value, "expected one of " + String.join(", ", TYPES));
      return null;
    }
    return type;
  }

  private @Nullable String areaCode(@Nullable String type) {
    Column column = Column.NATIONAL_DESTINATION_CODE;
    String value = value(column);
    if (value == null) {
      return null;
    }
    if (value.length() != AREA_CODE_LENGTH || !isDigits(value)) {
      fault(column, value, notDigits(value, "expected an area code of three digits such as 312"));
    } else if (value.charAt(0) < '2' || value.charAt(1) == '9' || value.endsWith("11")) {
      fault(column, value, "is no area code of the US and Canada; expected one such as 312");
    } else if (TOLL_FREE.equals(type) && !TOLL_FREE_CODES.contains(value)) {
      fault(
          column,
          value,
          "is not toll-free; expected one of " + String.join(", ", new TreeSet<>(TOLL_FREE_CODES)));
    } else if (LOCAL.equals(type) && TOLL_FREE_CODES.contains(value)) {
      fault(column, value, "is toll-free; expected phone_number_type toll_free with it");
    }
    return value;
  }

  private @Nullable String area(@Nullable String country) {
    String value = value(Column.ADMINISTRATIVE_AREA);
    if (value == null || country == null) {
      return null;
    }
    String code = Areas.code(country, value);
    if (code == null) {
      fault(
          Column.ADMINISTRATIVE_AREA,
          value,
          country.equals("US")
              ? "expected the two-letter code of a US state or territory such as IL"
              : "expected the two-letter code of a Canadian province such as ON");
    }
    return code;
  }

  private List<String> features() {
    String value = value(Column.FEATURES);
    if (value == null) {
      return List.of();
    }
    TreeSet<String> wanted = new TreeSet<>();
    for (String part : value.split("\\|", -1)) {
      String feature = part.strip().toLowerCase(Locale.ROOT);
      if (!FEATURES.contains(feature)) {
        fault(
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
    Boolean value = bool(Column.QUICKSHIP);
    if (type != null && !TOLL_FREE.equals(type) && value != null) {
      if (value) {
        fault(Column.QUICKSHIP, value(Column.QUICKSHIP), "is for toll_free numbers only");
      }
      return null;
    }
    return value;
  }

  private @Nullable Boolean bool(Column column) {
    String value = oneOf(column, "true or false", "true", "false");
    return value == null ? null : Boolean.valueOf(value);
  }

  private @Nullable String oneOf(Column column, String expected, String first, String second) {
    String value = value(column);
    if (value == null || value.equals(first)) {
      return value == null ? null : first;
    }
    if (value.equalsIgnoreCase(second)) {
      return second;
    }
    if (value.equalsIgnoreCase(first)) {
      return first;
    }
    fault(column, value, "expected " + expected);
    return null;
  }

  private @Nullable String digits(Column column, int maxLength) {
    String value = value(column);
    if (value != null && (value.length() > maxLength || !isDigits(value))) {
      fault(column, value, notDigits(value, "expected 1 to " + maxLength + " digits"));
      return null;
    }
    return value;
  }

  private @Nullable String printable(Column column, int maxLength) {
    String value = value(column);
    if (value != null && value.length() > maxLength) {
      fault(column, value, "expected at most " + maxLength + " characters, has " + value.length());
    } else if (value != null && !isPrintable(value)) {
      fault(
          column,
          value,
          value.indexOf(InputFormats.REPLACEMENT) < 0
              ? "expected printable characters only"
              : "a character was lost when the file was converted; enter it again");
    }
    return value;
  }

  private @Nullable String uuid(Column column) {
    String value = value(column);
    if (value == null) {
      return null;
    }
    if (value.length() == UUID_LENGTH) {
      try {
        String canonical = UUID.fromString(value).toString();
        if (canonical.equalsIgnoreCase(value)) {
          return canonical;
        }
      } catch (IllegalArgumentException e) {
        // Told below, as for every other text that is none.
      }
    }
    fault(column, value, "expected an id such as 3c90c3cc-0d44-4b50-8888-8dd25736052a");
    return null;
  }

  /** Tells a value that a spreadsheet changed from one that was never right. It is not guessed. */
  private static String notDigits(String value, String expected) {
    if (DATE.matcher(value).matches()) {
      return "a spreadsheet has made a date of it; format the column as text and enter it again; "
          + expected;
    }
    boolean numeric = true;
    for (int i = 0; i < value.length(); i++) {
      numeric &= "0123456789.,+-eE'\u00a0\u202f ".indexOf(value.charAt(i)) >= 0;
    }
    if (!numeric || value.charAt(0) < '0' || value.charAt(0) > '9') {
      return expected;
    }
    if (value.indexOf('E') >= 0 || value.indexOf('e') >= 0) {
      return "a spreadsheet has shortened it and lost digits; format the column as text and enter"
          + " it again; "
          + expected;
    }
    return isDigits(value)
        ? expected
        : "a spreadsheet may have added separators or decimals; write digits only; " + expected;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c >= InputFormats.REPLACEMENT) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** A value for display: shortened, control characters made visible as spaces. */
  static String shown(String value) {
    StringBuilder shown = new StringBuilder(Math.min(value.length(), SHOWN));
    for (int i = 0; i < value.length() && shown.length() < SHOWN; i++) {
      char c = value.charAt(i);
      // A surrogate cut in two, or NUL, could not be stored.
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    if (value.length() > SHOWN) {
      shown.setCharAt(SHOWN - 1, '…');
    }
    return shown.toString();
  }

  static String shown(byte[] raw) {
    return shown(new String(raw, 0, Math.min(raw.length, 4 * SHOWN), StandardCharsets.UTF_8));
  }
}
