package bulkorders.submission;

import bulkorders.ledger.ProviderOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Keeps the workers of a process from preparing the same order at once. */
final class TakenUp {

  private final Set<Integer> orderNos = new HashSet<>();

  /**
   * Takes an order up.
   *
   * @param next finds one whose number is not among these
   */
  synchronized Optional<ProviderOrder> takeUp(
      Function<Set<Integer>, Optional<ProviderOrder>> next) {
    Optional<ProviderOrder> found = next.apply(Set.copyOf(orderNos));
    found.ifPresent(order -> orderNos.add(order.orderNo()));
    return found;
  }

  /** Leaves an order that was taken up. */
  synchronized void release(ProviderOrder order) {
    orderNos.remove(order.orderNo());
  }
}
