package bulkorders.ledger;

import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider order as it stands in the ledger.
 *
 * @param orderNo its number in the run, from 1
 * @param replacement 0 for a planned order, K for the K-th replacement of a refused one
 * @param reference the tag by which the provider's list is searched
 * @param method how its numbers are ordered
 * @param numbersRequested sum of its groups' counts
 * @param attempt how often it was taken up for sending; fences late outcomes
 * @param clearedAttempt no attempt up to this one bought anything, for certain
 * @param owner the process that took it up last
 * @param sentAt when it was last taken up, by the database's clock
 * @param attemptEndedAt when the last attempt ended without a clear answer
 * @param parkedReason why a person has to decide, null when the pipeline goes on by itself
 * @param polls how often it was read since it was accepted
 * @param reason the last refusal or doubt, in one line
 */
public record ProviderOrder(
    long id,
    int runId,
    int orderNo,
    int replacement,
    String account,
    String reference,
    OrderSettings settings,
    OrderMethod method,
    int groups,
    int numbersRequested,
    OrderState state,
    boolean waiting,
    int attempt,
    int clearedAttempt,
    @Nullable String owner,
    @Nullable Instant sentAt,
    @Nullable Instant attemptEndedAt,
    @Nullable String parkedReason,
    @Nullable String providerOrderId,
    int polls,
    @Nullable String reason,
    int numbersOrdered,
    int numbersInService,
    int numbersCancelled,
    int numbersRejected,
    Instant createdAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant finalAt) {

  /** Whether it waits for nothing and is not final, so long after the provider took it. */
  public boolean isStuck(Instant now, Duration after) {
    return state.isToFollow()
        && !waiting
        && acceptedAt != null
        && acceptedAt.plus(after).isBefore(now);
  }

  /**
   * Whether nothing that was sent before the present attempt can have bought anything. A refusal of
   * the present one then says all there is to know.
   */
  public boolean isFirstThatCounts() {
    return attempt == clearedAttempt + 1;
  }

  /** Its number in the run for people: 7, and 7.r1 for its first replacement. */
  public String label() {
    return label(orderNo, replacement);
  }

  /** The number of an order in its run for people. */
  public static String label(int orderNo, int replacement) {
    return replacement == 0 ? Integer.toString(orderNo) : orderNo + ".r" + replacement;
  }
}
