package bulkorders.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which number orders of the provider's list are wanted; null leaves a thing open.
 *
 * @param status the provider's word for the whole number order
 * @param createdAfter younger ones only
 * @param createdBefore older ones only
 * @param count how many numbers it has
 * @param reference its reference; the provider may show others that are like it
 * @param requirementsMet whether nothing is asked for its numbers any more
 */
public record NumberOrderFilter(
    @Nullable String status,
    @Nullable Instant createdAfter,
    @Nullable Instant createdBefore,
    @Nullable Integer count,
    @Nullable String reference,
    @Nullable Boolean requirementsMet) {

  /** All number orders. */
  public static final NumberOrderFilter NONE = createdAfter(null);

  /** Younger ones only; null for all. */
  public static NumberOrderFilter createdAfter(@Nullable Instant moment) {
    return new NumberOrderFilter(null, moment, null, null, null, null);
  }

  /** Whether it is one of those that are wanted, for whom the provider does not compare. */
  public boolean accepts(BookedNumberOrder order) {
    return (status == null || status.equalsIgnoreCase(order.status()))
        && (count == null || count.equals(order.count()))
        && (reference == null || reference.equals(order.reference()))
        && (requirementsMet == null || requirementsMet == order.requirementsMet())
        && isWithin(order.createdAt());
  }

  private boolean isWithin(@Nullable Instant createdAt) {
    return createdAt == null
        || (createdAfter == null || !createdAt.isBefore(createdAfter))
            && (createdBefore == null || createdAt.isBefore(createdBefore));
  }
}
