package bulkorders.tracking;

import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderProgress.FoundNumber;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.OrderProgress.ReadNumberOrder;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.OrderedNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is read of an order's number orders and stores it many at a time: an answer of any
 * length needs little memory, and any number of small number orders few transactions. Nothing is
 * kept for long, so that the ledger shows how far a long reading is.
 */
final class FoundNumbers {

  private static final int AT_ONCE = 1_000;
  private static final Duration LONGEST_KEPT = Duration.ofSeconds(1);

  private final OrderProgress progress;
  private final ProviderOrder order;
  private final Clock clock;
  private final List<FoundNumber> numbers = new ArrayList<>(AT_ONCE);
  private final List<ReadNumberOrder> numberOrders = new ArrayList<>();

  private Instant stored;

  FoundNumbers(OrderProgress progress, ProviderOrder order, Clock clock) {
    this.progress = progress;
    this.order = order;
    this.clock = clock;
    this.stored = clock.instant();
  }

  void add(OpenNumberOrder numberOrder, OrderedNumber number) {
    numbers.add(new FoundNumber(numberOrder, number));
    storeWhen(numbers.size() >= AT_ONCE);
  }

  /** A number order was read to its end; its numbers were added before. */
  void read(ReadNumberOrder numberOrder) {
    numberOrders.add(numberOrder);
    storeWhen(numberOrders.size() >= AT_ONCE);
  }

  /** A request was made and all that it brought was added. */
  void requestMade() {
    // The clock may have been set back.
    Duration kept = Duration.between(stored, clock.instant()).abs();
    storeWhen(kept.compareTo(LONGEST_KEPT) >= 0);
  }

  private void storeWhen(boolean due) {
    if (due) {
      store();
      // Shows how far it is; whether the order is final is judged when all was read.
      progress.count(order, false);
    }
  }

  /** Stores what was not stored yet. */
  void store() {
    if (!numbers.isEmpty() || !numberOrders.isEmpty()) {
      progress.store(order, numbers, numberOrders);
      numbers.clear();
      numberOrders.clear();
    }
    stored = clock.instant();
  }
}
