package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All bulk orders. */
final class BulkOrderBook {

  private final Store store;
  private final Inventory inventory;
  private final NumberOrderBook numberOrders;
  private final Tally tally;
  private final OrderIds ids;
  private final long paceMillis;
  private final List<BulkOrder> orders = new ArrayList<>();
  private final Map<UUID, BulkOrder> byId = new HashMap<>();

  BulkOrderBook(
      Store store,
      Inventory inventory,
      NumberOrderBook numberOrders,
      Tally tally,
      OrderIds ids,
      long paceMillis) {
    this.store = store;
    this.inventory = inventory;
    this.numberOrders = numberOrders;
    this.tally = tally;
    this.ids = ids;
    this.paceMillis = paceMillis;
    store.on("order", this::replay);
    store.onReset(this::clear);
  }

  /** Accepts an order: takes its numbers, journals it, and returns when that is on disk. */
  BulkOrder accept(String account, NewOrder wanted, OrderEffects effects) {
    return store.within(
        () -> {
          long number = ids.next();
          BulkOrder order = fill(ids.id(number), account, wanted, effects);
          store.append(JournalLines.order(number, order));
          publish(order);
          return order;
        });
  }

  private BulkOrder fill(UUID id, String account, NewOrder wanted, OrderEffects effects) {
    List<OrderGroup> groups = new ArrayList<>(wanted.groups().size());
    for (int i = 0; i < wanted.groups().size(); i++) {
      NewGroup group = wanted.groups().get(i);
      int atMost = effects.atMost(i, group.count());
      List<Slice> numbers = atMost == 0 ? List.of() : inventory.take(group, atMost);
      OrderGroup filled = new OrderGroup(group, numbers, null);
      boolean all = filled.allocated() == group.count();
      groups.add(all ? filled : new OrderGroup(group, numbers, shortReason(filled)));
    }
    return new BulkOrder(
        id,
        account,
        store.now().truncatedTo(ChronoUnit.MICROS),
        new Timetable(paceMillis, effects.stallMillis(), effects.lagMillis()),
        wanted.settings(),
        List.copyOf(groups));
  }

  private static String shortReason(OrderGroup group) {
    int count = group.wanted().count();
    return group.wanted().allOrNothing()
        ? "Insufficient inventory: fewer than " + count + " numbers available"
        : "Insufficient inventory: " + group.allocated() + " of " + count + " numbers available";
  }

  private void publish(BulkOrder order) {
    orders.add(order);
    byId.put(order.id(), order);
    tally.created(order.settings().customerReference());
    for (int i = 0; i < order.groups().size(); i++) {
      if (order.groups().get(i).allocated() > 0) {
        numberOrders.add(new BulkNumberOrder(order, i));
      }
    }
  }

  private void replay(JsonNode line) {
    ids.used(line.required("number").asLong());
    publish(JournalLines.readOrder(line, inventory));
  }

  @Nullable BulkOrder find(String account, UUID id) {
    return store.within(
        () -> {
          @Nullable BulkOrder found = byId.get(id);
          return found != null && found.account().equals(account) ? found : null;
        });
  }

  /** A page of the orders of an account that lists show by now, newest first. */
  Page<BulkOrder> list(String account, Paging paging, long extraLagMillis) {
    Timetable extra = new Timetable(0, 0, extraLagMillis);
    return store.within(
        () -> {
          Instant now = store.now();
          return paging.of(
              orders,
              order ->
                  order.account().equals(account)
                      && order.timetable().listed(order.acceptedAt(), now)
                      && extra.listed(order.acceptedAt(), now));
        });
  }

  private void clear() {
    orders.clear();
    byId.clear();
  }
}
