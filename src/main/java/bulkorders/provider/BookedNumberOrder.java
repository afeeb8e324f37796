package bulkorders.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number order as it stands in the provider's books, whoever ordered it.
 *
 * @param id the provider's id
 * @param reference its reference by now, null for nothing
 * @param status the provider's word for it, empty when there is none
 * @param count how many numbers it says it has, null when it does not say
 * @param requirementsMet whether nothing is asked for its numbers any more
 * @param createdAt when it was made, null when the provider does not say
 * @param phoneNumbers its numbers in E.164 form, as far as the list tells them
 */
public record BookedNumberOrder(
    String id,
    @Nullable String reference,
    String status,
    @Nullable Integer count,
    boolean requirementsMet,
    @Nullable Instant createdAt,
    List<String> phoneNumbers) {

  public BookedNumberOrder {
    phoneNumbers = List.copyOf(phoneNumbers);
  }
}
