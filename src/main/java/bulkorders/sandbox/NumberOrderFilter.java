package bulkorders.sandbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The filters of {@code GET /number_orders}. References match exactly, case included; they have an
 * index of their own.
 */
final class NumberOrderFilter {

  private static final String PREFIX = "filter[";
  private static final String STATUS = "filter[status]";
  private static final String CREATED_AFTER = "filter[created_at][gt]";
  private static final String CREATED_BEFORE = "filter[created_at][lt]";
  private static final String COUNT = "filter[phone_numbers_count]";
  private static final String REFERENCE = "filter[customer_reference]";
  private static final String REQUIREMENTS_MET = "filter[requirements_met]";
  private static final Set<String> KNOWN =
      Set.of(STATUS, CREATED_AFTER, CREATED_BEFORE, COUNT, REFERENCE, REQUIREMENTS_MET);

  private NumberOrderFilter() {}

  /** The customer reference that is asked for; null for any. */
  static @Nullable String reference(QueryParameters query) {
    return query.first(REFERENCE);
  }

  /** All other filters, or a {@link TelnyxRefusal} when one is unknown or malformed. */
  static Predicate<NumberOrder> parse(QueryParameters query, Instant now) {
    query.names().stream()
        .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(name, "There is no such filter.");
            });
    Predicate<NumberOrder> filter = order -> true;
    if (query.names().contains(STATUS)) {
      List<String> statuses = query.list(STATUS);
      filter = filter.and(order -> statuses.contains(order.statusAt(now)));
    }
    @Nullable Instant after = instant(query, CREATED_AFTER);
    if (after != null) {
      filter = filter.and(order -> order.order().acceptedAt().isAfter(after));
    }
    @Nullable Instant before = instant(query, CREATED_BEFORE);
    if (before != null) {
      filter = filter.and(order -> order.order().acceptedAt().isBefore(before));
    }
    @Nullable String count = query.first(COUNT);
    if (count != null) {
      filter = filter.and(order -> count.equals(Integer.toString(order.group().allocated())));
    }
    @Nullable String met = query.first(REQUIREMENTS_MET);
    if (met != null) {
      if (!met.equals("true") && !met.equals("false")) {
        throw invalid(REQUIREMENTS_MET, "'" + met + "' is neither true nor false.");
      }
      filter = filter.and(order -> met.equals("true"));
    }
    return filter;
  }

  private static @Nullable Instant instant(QueryParameters query, String name) {
    String text = query.first(name);
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

  private static TelnyxRefusal invalid(String name, String detail) {
    return new TelnyxRefusal(
        400, List.of(TelnyxError.inParameter(name, "10031", "Invalid filter", detail)));
  }
}
