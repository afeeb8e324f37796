package bulkorders.sandbox;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Digits looked for in a number. Anything but digits matches nothing. */
record NumberPattern(
    @Nullable String startsWith, @Nullable String endsWith, @Nullable String contains) {

  private static final int SUBSCRIBER_DIGITS = 7;

  static final NumberPattern ANY = new NumberPattern(null, null, null);

  boolean isEmpty() {
    return blank(startsWith) && blank(endsWith) && blank(contains);
  }

  boolean matches(String digits) {
    return (startsWith == null || digits.startsWith(startsWith))
        && (endsWith == null || digits.endsWith(endsWith))
        && (contains == null || digits.contains(contains));
  }

  /** The digits from one place to another that every match has; null when several may. */
  @Nullable String fixed(int from, int to) {
    return startsWith != null && startsWith.length() >= to && startsWith.matches("[0-9]+")
        ? startsWith.substring(from, to)
        : null;
  }

  /** Whether it has all seven digits that a North American number has behind its area code. */
  boolean isWhole() {
    return Stream.of(startsWith, endsWith, contains)
        .anyMatch(text -> text != null && text.length() == SUBSCRIBER_DIGITS);
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
