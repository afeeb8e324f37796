package bulkorders.submission;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the numbers of orders have to be searched before they are ordered, and for which orders
 * that was done; an order that replaces another has no other numbers. It begins with not searching:
 * where the provider does not ask for it, that saves the searches; where it does, it says so once.
 * Nothing of this outlives the process, since a search does not count for long either. Used by
 * several workers.
 */
final class SearchedFirst {

  /** A provider that does not know of a search so young will not know of the next one either. */
  private static final Duration COUNTS = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;

  /** When the numbers of an order were searched, by the order's number in the run. */
  private final Map<Integer, Long> searched = new HashMap<>();

  private final TakenUp beingSearched = new TakenUp();
  private boolean asked;

  SearchedFirst(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The numbers of the orders that may be sent of those that name numbers; null for all. */
  synchronized @Nullable Set<Integer> sendable() {
    return asked ? Set.copyOf(searched.keySet()) : null;
  }

  /** The provider asks for it. */
  synchronized void isAsked() {
    asked = true;
  }

  /** Whether the numbers of an order were searched a short while ago. */
  synchronized boolean isSearched(ProviderOrder order) {
    Long at = searched.get(order.orderNo());
    return at != null && nanoTime.getAsLong() - at < COUNTS.toNanos();
  }

  synchronized void searched(ProviderOrder order) {
    searched.put(order.orderNo(), nanoTime.getAsLong());
  }

  /** Takes an order up whose numbers are to be searched; empty when there is none. */
  synchronized Optional<ProviderOrder> next(Orders orders, int runId, String account) {
    if (!asked) {
      return Optional.empty();
    }
    return beingSearched.takeUp(
        taken -> {
          Set<Integer> without = new HashSet<>(searched.keySet());
          without.addAll(taken);
          return orders.nextNamed(runId, account, without);
        });
  }

  /** The search has ended, with whatever result. */
  synchronized void ended(ProviderOrder order) {
    beingSearched.release(order);
  }
}
