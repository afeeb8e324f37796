package bulkorders.provider;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ordered number and what is asked for it.
 *
 * @param id the provider's id of the number in its order
 * @param subNumberOrderId the provider's id of the part that it belongs to, null when that is not
 *     told
 * @param phoneNumber E.164 with leading {@code +}
 * @param countryIso ISO country code, null when it is not told
 * @param phoneNumberType type in the provider's words, null when it is not told
 * @param requirementsStatus how it stands as a whole, in the provider's words
 * @param requirements what is asked for
 */
public record AskedNumber(
    String id,
    @Nullable String subNumberOrderId,
    String phoneNumber,
    @Nullable String countryIso,
    @Nullable String phoneNumberType,
    @Nullable String requirementsStatus,
    List<Requirement> requirements) {

  private static final Set<String> GIVEN_BACK = Set.of("cancelled", "canceled", "deleted");

  public AskedNumber {
    requirements = List.copyOf(requirements);
  }

  /** How a requirement of a number stands. */
  public enum Standing {
    /** Nothing was given yet. */
    MISSING,
    /** What was given was not accepted. */
    REJECTED,
    /** What was given is being looked at. */
    REVIEW,
    /** What was given was accepted, or nothing can be given any more. */
    APPROVED
  }

  /**
   * Something that is asked for.
   *
   * @param requirementId the provider's id
   * @param fieldType textual, datetime, address or document; the provider's word
   * @param isGiven whether there is a value
   * @param status the provider's word, null when it does not say
   */
  public record Requirement(
      String requirementId, String fieldType, boolean isGiven, @Nullable String status) {}

  /** How one of its requirements stands, by its own status and, without one, by the number's. */
  public Standing standing(Requirement requirement) {
    String whole = lower(requirementsStatus);
    if (whole.equals("approved") || GIVEN_BACK.contains(whole)) {
      return Standing.APPROVED;
    }
    boolean isRejected = whole.equals("requirement-info-exception");
    return switch (lower(requirement.status())) {
      case "approved" -> Standing.APPROVED;
      case "declined", "expired" -> Standing.REJECTED;
      case "awaiting-value" -> Standing.MISSING;
      case "pending-approval" -> Standing.REVIEW;
      default ->
          !requirement.isGiven()
              ? Standing.MISSING
              : isRejected ? Standing.REJECTED : Standing.REVIEW;
    };
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }
}
