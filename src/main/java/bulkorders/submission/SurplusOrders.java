package bulkorders.submission;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.RequestedGroup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what the provider has under a reference of ours beyond the order that counts. */
public final class SurplusOrders {

  private SurplusOrders() {}

  /**
   * Reads such orders and writes them down.
   *
   * @param ours the order that has the reference
   * @param others the provider's ids of all orders with that reference but the one that counts
   */
  public static void record(
      Orders orders, NumberProvider provider, ProviderOrder ours, Collection<String> others) {
    numbers(orders, provider, ours, others)
        .forEach((id, numbers) -> orders.surplusSeen(ours, id, numbers));
  }

  /**
   * Reads such orders.
   *
   * @return how many numbers each has got, or may still get
   */
  static Map<String, Integer> numbers(
      Orders orders, NumberProvider provider, ProviderOrder ours, Collection<String> others) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String id : others) {
      List<RequestedGroup> sent = orders.groupsOf(ours.id());
      OrderReading reading = provider.read(id, orders.requestOf(ours));
      numbers.put(
          id,
          reading instanceof OrderReading.Understood understood
              ? numbers(understood.groups(), sent)
              : ours.numbersRequested());
    }
    return numbers;
  }

  private static int numbers(List<GroupProgress> groups, List<RequestedGroup> sent) {
    int numbers = 0;
    for (int i = 0; i < groups.size(); i++) {
      GroupProgress group = groups.get(i);
      Integer allocated = group.countAllocated();
      numbers += group.settled() && allocated != null ? allocated : sent.get(i).count();
    }
    return numbers;
  }
}
