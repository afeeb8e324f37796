package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * A number of a number order.
 *
 * @param providerId the provider's id of the number in the order
 * @param phoneNumber E.164 with leading {@code +}
 * @param phoneNumberType type in the provider's words
 * @param countryIso ISO country code where the provider gives it
 * @param status the provider's word; an open set
 * @param state what the status means for the count of numbers
 * @param requirementsMet whether nothing is asked for the number any more
 * @param requirementsStatus state of regulatory requirements in the provider's words
 */
public record OrderedNumber(
    @Nullable String providerId,
    String phoneNumber,
    @Nullable String phoneNumberType,
    @Nullable String countryIso,
    String status,
    State state,
    @Nullable Boolean requirementsMet,
    @Nullable String requirementsStatus) {

  /** What a provider's status of a number means. */
  public enum State {
    /** On the way. */
    PENDING,
    /** Waits for papers, a review or a registration. */
    WAITING,
    /** Ours and usable. */
    IN_SERVICE,
    /** Will not come. */
    FAILED,
    /** Was ordered and given back. */
    CANCELLED
  }
}
