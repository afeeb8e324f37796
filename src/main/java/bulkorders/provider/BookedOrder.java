package bulkorders.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in the provider's books, whoever placed it.
 *
 * @param id the provider's id
 * @param reference what was given as its reference, null for nothing
 * @param createdAt when it was placed, null when the provider does not say
 * @param groups its groups, as far as they can be read
 */
public record BookedOrder(
    String id, @Nullable String reference, @Nullable Instant createdAt, List<BookedGroup> groups) {

  public BookedOrder {
    groups = List.copyOf(groups);
  }

  /**
   * A group of an order in the books.
   *
   * @param echo what {@link Echo#echoed} says of a group that the provider repeats like this
   * @param requested how many numbers it asks for, null when that cannot be read
   * @param allocated how many it got so far, null when that is not told
   * @param status the provider's word for it, null when there is none
   * @param settled whether the provider will allocate no further number
   * @param numberOrderIds the provider's ids of the number orders it led to
   */
  public record BookedGroup(
      long echo,
      @Nullable Integer requested,
      @Nullable Integer allocated,
      @Nullable String status,
      boolean settled,
      List<String> numberOrderIds) {

    public BookedGroup {
      numberOrderIds = List.copyOf(numberOrderIds);
    }
  }
}
