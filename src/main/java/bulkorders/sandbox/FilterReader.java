package bulkorders.sandbox;

import bulkorders.sandbox.core.QueryParameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of a list, read with a {@link TelnyxRefusal} for what is wrong. */
final class FilterReader {

  private static final String PREFIX = "filter[";

  private final QueryParameters query;

  /**
   * @param known the names it may have, as in {@code filter[status]}
   */
  FilterReader(QueryParameters query, Set<String> known) {
    this.query = query;
    query.names().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(name, "There is no such filter.");
            });
  }

  boolean has(String name) {
    return query.names().contains(name);
  }

  @Nullable String text(String name) {
    return query.first(name);
  }

  List<String> list(String name) {
    return query.list(name);
  }

  @Nullable Boolean flag(String name) {
    @Nullable String text = query.first(name);
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw invalid(name, "'" + text + "' is neither true nor false.");
    }
    return text.equals("true");
  }

  @Nullable Integer whole(String name) {
    @Nullable String text = query.first(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw invalid(name, "'" + text + "' is not a whole number.");
    }
    return Integer.valueOf(text);
  }

  @Nullable Instant instant(String name) {
    return instant(name, query.first(name));
  }

  /** The time that a text says; null for null. */
  static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      // An offset whose plus sign was not percent-encoded arrives as a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      throw invalid(name, "'" + text + "' is not a date and time with offset.");
    }
  }

  static TelnyxRefusal invalid(String name, String detail) {
    return new TelnyxRefusal(
        400, List.of(TelnyxError.inParameter(name, "10031", "Invalid filter", detail)));
  }
}
