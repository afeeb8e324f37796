package bulkorders.intake;

import bulkorders.ledger.Reject.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one row and what is wrong with them. */
final class RowCheck {

  /** Most numbers that one row may ask for. */
  static final int MAX_COUNT = 1_000_000;

  private static final int SHOWN = 80;
  private static final int REQUEST_ID_LENGTH = 100;
  private static final int UUID_LENGTH = 36;

  /** 12-Mar, 3/12/2026, 2026-03-12 00:00:00, Mar-12, 12. März. */
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,2}[-/. ]+\\p{L}{3,9}\\.?([-/. ]+\\d{2,4})?|\\p{L}{3,9}\\.?[-/."
              + " ]+\\d{1,4}|(\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{2}|\\d{4})|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2})(["
              + " T]\\d.*)?");

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

  void fault(Column column, @Nullable String value, String reason) {
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

  @Nullable String value(Column column) {
    return values[column.ordinal()];
  }

  /** The request that the row names, also when it has faults. */
  @Nullable String readableRequestId() {
    String id = value(Column.REQUEST_ID);
    return id != null && id.length() <= REQUEST_ID_LENGTH && isPrintable(id) ? id : null;
  }

  /** The numbers that the row asks for, also when it has faults; 0 where that cannot be read. */
  long readableCount() {
    if (value(Column.PHONE_NUMBER) != null
        || value(Column.AVAILABLE_DID_ID) != null
        || value(Column.DID_RESERVATION_ID) != null) {
      return 1;
    }
    String count = value(Column.QTY) == null ? value(Column.COUNT_REQUESTED) : value(Column.QTY);
    if (count == null) {
      return value(Column.SKU_ID) == null && value(Column.CAPACITY_POOL_ID) == null ? 0 : 1;
    }
    return count.length() <= 15 && isDigits(count) ? Long.parseLong(count) : 0;
  }

  @Nullable String requestId() {
    return printable(Column.REQUEST_ID, REQUEST_ID_LENGTH);
  }

  /**
   * The account that the row belongs to: the one it names, else the one that is called as the
   * provider that it names, else the run's.
   */
  String account(RowAccounts accounts) {
    String named = value(Column.ACCOUNT);
    String provider = value(Column.PROVIDER);
    String account = named == null ? null : named.toLowerCase(Locale.ROOT);
    if (account != null && !accounts.has(account)) {
      fault(Column.ACCOUNT, named, "is no account; configured: " + accounts.names());
      account = null;
    }
    if (provider == null) {
      return account == null ? accounts.ofRun() : account;
    }
    String wanted = provider.toLowerCase(Locale.ROOT);
    if (!RowRules.PROVIDERS.contains(wanted)) {
      fault(Column.PROVIDER, provider, "expected one of " + String.join(", ", RowRules.PROVIDERS));
      return account == null ? accounts.ofRun() : account;
    }
    if (account != null) {
      if (!accounts.providerOf(account).equals(wanted)) {
        fault(
            Column.PROVIDER,
            provider,
            "account %s is one at %s; leave one of the two out"
                .formatted(account, accounts.providerOf(account)));
      }
      return account;
    }
    if (accounts.providerOf(accounts.ofRun()).equals(wanted)) {
      return accounts.ofRun();
    }
    if (!accounts.has(wanted) || !accounts.providerOf(wanted).equals(wanted)) {
      fault(
          Column.PROVIDER,
          provider,
          "there is no account %s; name the account of the row in the column account"
              .formatted(wanted));
      return accounts.ofRun();
    }
    return wanted;
  }

  /** Columns that mean nothing to the provider of the row. */
  void served(String provider) {
    for (Column column : Column.ALL) {
      String value = value(column);
      if (value != null && !column.isOf(provider)) {
        fault(
            column,
            value,
            "is not supported for orders at %s; leave it empty"
                .formatted(RowRules.nameOf(provider)));
      }
    }
  }

  @Nullable Boolean bool(Column column) {
    String value = oneOf(column, "true or false", "true", "false");
    return value == null ? null : Boolean.valueOf(value);
  }

  @Nullable String oneOf(Column column, String expected, String first, String second) {
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

  @Nullable String digits(Column column, int maxLength) {
    String value = value(column);
    if (value != null && (value.length() > maxLength || !isDigits(value))) {
      fault(column, value, notDigits(value, "expected 1 to " + maxLength + " digits"));
      return null;
    }
    return value;
  }

  @Nullable String printable(Column column, int maxLength) {
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

  /** A whole number from one figure to another; the lowest when it is none, and null when empty. */
  @Nullable Integer whole(Column column, int lowest, int highest) {
    String value = value(column);
    if (value == null) {
      return null;
    }
    String expected = "expected a whole number from " + lowest + " to " + highest;
    if (!isDigits(value)) {
      fault(column, value, notDigits(value, expected));
      return lowest;
    }
    long number = value.length() > 15 ? Long.MAX_VALUE : Long.parseLong(value);
    if (number < lowest || number > highest) {
      fault(column, value, expected);
      return lowest;
    }
    return (int) number;
  }

  @Nullable String uuid(Column column) {
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
  static String notDigits(String value, String expected) {
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

  static boolean isDigits(String text) {
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
