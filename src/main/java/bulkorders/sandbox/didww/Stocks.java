package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The stock of all groups. Inside of the store only. */
final class Stocks {

  private final Store store;
  private final Catalogue catalogue;
  private final Map<String, GroupStock> byGroup = new HashMap<>();

  Stocks(Store store, Catalogue catalogue) {
    this.store = store;
    this.catalogue = catalogue;
    store.on("didww_stock", this::restocked);
    store.onReset(byGroup::clear);
  }

  Catalogue catalogue() {
    return catalogue;
  }

  GroupStock of(String group) {
    return byGroup.computeIfAbsent(group, id -> new GroupStock(catalogue.known(id)));
  }

  /** Sets how many numbers of a group are left to sell. */
  void restock(DidGroup group, int stock) {
    store.record(
        Json.object().put("line", "didww_stock").put("group", group.id()).put("stock", stock));
  }

  private void restocked(JsonNode line) {
    of(line.required("group").asString()).restock(line.required("stock").asInt());
  }

  /** What came of looking for the numbers of an order. */
  sealed interface Pick {

    /** They are taken. */
    record All(List<int[]> numbers) implements Pick {}

    /** Nothing is taken, since there are too few for that item. */
    record Short(int item) implements Pick {}
  }

  /** Takes the numbers of all items, or none at all. */
  Pick pick(List<OrderItem> items) {
    List<int[]> numbers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      OrderItem item = items.get(i);
      @Nullable String group = item.group();
      if (group == null) {
        numbers.add(new int[0]);
        continue;
      }
      GroupStock stock = of(group);
      int[] found = find(stock, item);
      if (found.length < item.most()) {
        give(items.subList(0, i), numbers);
        return new Pick.Short(i);
      }
      stock.take(found);
      numbers.add(found);
    }
    return new Pick.All(numbers);
  }

  private int[] find(GroupStock stock, OrderItem item) {
    @Nullable Integer position = item.position();
    if (position != null) {
      // Whether it may be sold was looked at when the item was read.
      return item.most() == 0 ? new int[0] : new int[] {position};
    }
    @Nullable String prefix = item.nanpaPrefix();
    return stock.find(item.most(), prefix == null ? null : catalogue.prefix(prefix));
  }

  /** Takes numbers that the journal says are sold. */
  void take(List<OrderItem> items, List<int[]> numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      @Nullable String group = items.get(i).group();
      if (group != null) {
        of(group).take(numbers.get(i));
      }
    }
  }

  /** Gives numbers back; they are for sale again. */
  void give(List<OrderItem> items, List<int[]> numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      @Nullable String group = items.get(i).group();
      if (group != null) {
        of(group).release(numbers.get(i));
      }
    }
  }
}
