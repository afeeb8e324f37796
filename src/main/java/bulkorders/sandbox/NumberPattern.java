package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Digits looked for in the seven digits after the area code. Anything but digits matches nothing.
 */
record NumberPattern(
    @Nullable String startsWith, @Nullable String endsWith, @Nullable String contains) {

  boolean isEmpty() {
    return blank(startsWith) && blank(endsWith) && blank(contains);
  }

  boolean matches(int subscriber) {
    String digits = Integer.toString(subscriber);
    return (startsWith == null || digits.startsWith(startsWith))
        && (endsWith == null || digits.endsWith(endsWith))
        && (contains == null || digits.contains(contains));
  }

  /** The exchange (first three digits) that every match has, or -1 when several may. */
  int exchange() {
    if (startsWith == null || !startsWith.matches("[0-9]{3,7}")) {
      return -1;
    }
    return Integer.parseInt(startsWith.substring(0, 3));
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
