package bulkorders.provider;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a number order, with the numbers of one country and type. It is processed, and can be
 * cancelled, by itself.
 *
 * @param id the provider's id
 * @param numberOrderId the provider's id of the number order that it is part of
 * @param countryIso ISO country code
 * @param phoneNumberType type in the provider's words
 * @param status the provider's word; an open set
 * @param count how many numbers it has, null when the provider does not say
 * @param requirementsMet whether nothing is asked for it any more, null when the provider does not
 *     say
 */
public record SubNumberOrder(
    String id,
    String numberOrderId,
    @Nullable String countryIso,
    @Nullable String phoneNumberType,
    String status,
    @Nullable Integer count,
    @Nullable Boolean requirementsMet) {

  private static final Set<String> GIVEN_BACK = Set.of("cancelled", "canceled", "deleted");

  /** Whether it can still be cancelled: the provider lets pending ones be. */
  public boolean isPending() {
    return word().equals("pending");
  }

  /** Whether its numbers were given back. */
  public boolean isCancelled() {
    return GIVEN_BACK.contains(word());
  }

  private String word() {
    return status.strip().toLowerCase(Locale.ROOT);
  }
}
