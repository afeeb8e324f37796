package bulkorders.provider.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a provider's list of orders, without what was ordered.
 *
 * @param listed the orders on it
 * @param totalResults how many orders the provider says there are, null when it does not say
 * @param fault what is wrong with the page, null when nothing is
 */
public record OrderListPage(
    List<Listed> listed, @Nullable Long totalResults, @Nullable String fault) {

  public OrderListPage {
    listed = List.copyOf(listed);
  }

  /** An order of the list. */
  public record Listed(String id, @Nullable String reference, @Nullable Instant createdAt) {}

  boolean isEmpty() {
    return listed.isEmpty() && fault == null;
  }
}
