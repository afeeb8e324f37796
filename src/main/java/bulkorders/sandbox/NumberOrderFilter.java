package bulkorders.sandbox;

import bulkorders.sandbox.core.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of {@code GET /number_orders}. References match exactly, case included; they have an
 * index of their own.
 *
 * @param statuses null for any
 */
record NumberOrderFilter(
    @Nullable String reference,
    @Nullable List<String> statuses,
    @Nullable Instant after,
    @Nullable Instant before,
    @Nullable String count,
    @Nullable Boolean requirementsMet) {

  private static final String STATUS = "filter[status]";
  private static final String CREATED_AFTER = "filter[created_at][gt]";
  private static final String CREATED_BEFORE = "filter[created_at][lt]";
  private static final String COUNT = "filter[phone_numbers_count]";
  private static final String REFERENCE = "filter[customer_reference]";
  private static final String REQUIREMENTS_MET = "filter[requirements_met]";
  private static final Set<String> KNOWN =
      Set.of(STATUS, CREATED_AFTER, CREATED_BEFORE, COUNT, REFERENCE, REQUIREMENTS_MET);

  /** The filter, or a {@link TelnyxRefusal} when one is unknown or malformed. */
  static NumberOrderFilter read(QueryParameters query) {
    FilterReader filters = new FilterReader(query, KNOWN);
    return new NumberOrderFilter(
        filters.text(REFERENCE),
        filters.has(STATUS) ? filters.list(STATUS) : null,
        filters.instant(CREATED_AFTER),
        filters.instant(CREATED_BEFORE),
        filters.text(COUNT),
        filters.flag(REQUIREMENTS_MET));
  }

  /** Whether an order has what is asked for besides the reference. */
  boolean passes(NumberOrder order, NumberOrderBook book) {
    if (after != null && !order.acceptedAt().isAfter(after)
        || before != null && !order.acceptedAt().isBefore(before)
        || count != null && !count.equals(Integer.toString(order.count()))) {
      return false;
    }
    if (statuses == null && requirementsMet == null) {
      return true;
    }
    NumberOrderView view = book.view(order);
    return (statuses == null || statuses.contains(view.status()))
        && (requirementsMet == null || requirementsMet == view.requirementsMet());
  }
}
