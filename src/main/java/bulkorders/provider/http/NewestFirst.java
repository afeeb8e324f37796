package bulkorders.provider.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the pages of a list, as far as they were read, show that the newest orders come first,
 * and whether those that were read reach back far enough.
 *
 * <p>What shows it: every page is as long as it was asked for, says how many orders there are, and
 * no fewer than the page before; every order on it says when it was created; no order that was not
 * on an earlier page is newer than the one before it, and not all are of the same moment. One
 * exception, on whatever page, and the list is taken for unordered.
 *
 * <p>Orders that are placed while the list is read push others to later pages, where they come
 * again; they hide nothing. A list that became shorter could, so its total may not go down.
 */
final class NewestFirst {

  /**
   * How much older than the ledger's moment an order may be called by the provider. The two clocks
   * are not the same: seconds when both are kept, an hour when one was set wrongly, up to 14 when a
   * local time was taken for UTC. A day covers all of that, and costs as many pages as the account
   * ordered in it.
   */
  static final Duration MARGIN = Duration.ofDays(1);

  private final int pageSize;
  private final @Nullable Instant end;
  private boolean isOrdered;
  private boolean differs;
  private long total;
  private @Nullable Instant last;

  /**
   * @param oldest the oldest moment of interest, null when the whole list is
   */
  NewestFirst(int pageSize, @Nullable Instant oldest) {
    this.pageSize = pageSize;
    this.end = oldest == null ? null : oldest.minus(MARGIN);
    this.isOrdered = oldest != null;
  }

  /** Whether everything that comes after is older than anything of interest. */
  boolean isPast() {
    return isOrdered && differs && last != null && end != null && last.isBefore(end);
  }

  /**
   * @param isNew whether an order was not on an earlier page
   */
  void read(OrderListPage page, Predicate<OrderListPage.Listed> isNew) {
    Long saysTotal = page.totalResults();
    if (page.fault() != null
        || page.listed().size() != pageSize
        || saysTotal == null
        || saysTotal < total) {
      isOrdered = false;
      return;
    }
    total = saysTotal;
    page.listed().stream().filter(isNew).map(OrderListPage.Listed::createdAt).forEach(this::read);
  }

  private void read(@Nullable Instant createdAt) {
    if (createdAt == null || (last != null && createdAt.isAfter(last))) {
      isOrdered = false;
      return;
    }
    differs |= last != null && createdAt.isBefore(last);
    last = createdAt;
  }
}
