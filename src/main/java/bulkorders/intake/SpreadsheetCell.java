package bulkorders.intake;

/**
 * What spreadsheets do to a cell, and what we do so that they leave it alone. {@link #value} is the
 * inverse of {@link #guarded}: a cell that is written and read is the same, whatever stands in it.
 */
public final class SpreadsheetCell {

  private static final char APOSTROPHE = '\'';

  private SpreadsheetCell() {}

  /**
   * A cell that no spreadsheet takes for a formula: what begins with {@code = @ TAB CR}, or with
   * {@code + -} and is not a signed number of digits only, gets a leading apostrophe. E.164 numbers
   * stay as they are.
   */
  public static String guarded(String value) {
    int apostrophes = apostrophes(value);
    if (apostrophes == value.length()) {
      return value;
    }
    return switch (value.charAt(apostrophes)) {
      case '=', '@', '\t', '\r' -> APOSTROPHE + value;
      case '+', '-' -> apostrophes == 0 && isSignedNumber(value) ? value : APOSTROPHE + value;
      default -> value;
    };
  }

  /**
   * What is meant by a cell: without the apostrophe that {@link #guarded} put there, and without
   * the {@code ="…"} by which spreadsheets keep a text from being taken for a number.
   */
  public static String value(String cell) {
    if (cell.isEmpty()) {
      return cell;
    }
    char first = cell.charAt(0);
    if (first == APOSTROPHE) {
      int apostrophes = apostrophes(cell);
      return apostrophes < cell.length() && "=+-@\t\r".indexOf(cell.charAt(apostrophes)) >= 0
          ? cell.substring(1)
          : cell;
    }
    if (first == '=' && cell.length() > 2 && cell.charAt(1) == '"' && cell.endsWith("\"")) {
      return cell.substring(2, cell.length() - 1);
    }
    return cell;
  }

  private static int apostrophes(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(count) == APOSTROPHE) {
      count++;
    }
    return count;
  }

  private static boolean isSignedNumber(String value) {
    for (int i = 1; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return value.length() > 1;
  }
}
