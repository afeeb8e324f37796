package bulkorders.tracking;

import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderProgress.FoundNumber;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.OrderProgress.ReadNumberOrder;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.OrderedNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is read of an order's number orders and stores it many at a time: an answer of any
 * length needs little memory, and any number of small number orders few transactions.
 */
final class FoundNumbers {

  private static final int AT_ONCE = 1_000;

  private final OrderProgress progress;
  private final ProviderOrder order;
  private final List<FoundNumber> numbers = new ArrayList<>(AT_ONCE);
  private final List<ReadNumberOrder> numberOrders = new ArrayList<>();

  FoundNumbers(OrderProgress progress, ProviderOrder order) {
    this.progress = progress;
    this.order = order;
  }

  void add(OpenNumberOrder numberOrder, OrderedNumber number) {
    numbers.add(new FoundNumber(numberOrder, number));
    if (numbers.size() >= AT_ONCE) {
      store();
    }
  }

  /** A number order was read to its end; its numbers were added before. */
  void read(String numberOrderId, String status, boolean settled) {
    numberOrders.add(new ReadNumberOrder(numberOrderId, status, settled));
    if (numberOrders.size() >= AT_ONCE) {
      store();
    }
  }

  /** Stores what was not stored yet. */
  void store() {
    if (!numbers.isEmpty() || !numberOrders.isEmpty()) {
      progress.store(order, numbers, numberOrders);
      numbers.clear();
      numberOrders.clear();
    }
  }
}
