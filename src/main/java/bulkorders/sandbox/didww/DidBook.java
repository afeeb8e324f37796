package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All numbers that were bought. Inside of the store only. */
final class DidBook {

  private final Store store;
  private final Catalogue catalogue;
  private final OrderBook orders;
  private final Map<UUID, DidState> states = new HashMap<>();
  private final Set<UUID> registered = new HashSet<>();

  DidBook(Store store, Catalogue catalogue, OrderBook orders) {
    this.store = store;
    this.catalogue = catalogue;
    this.orders = orders;
    store.on("didww_did", this::changed);
    store.on(
        "didww_registered",
        line ->
            line.required("dids").forEach(id -> registered.add(UUID.fromString(id.asString()))));
    store.onReset(
        () -> {
          states.clear();
          registered.clear();
        });
  }

  /** The numbers of an order; none before it is completed. */
  List<Did> of(Order order) {
    List<Did> dids = new ArrayList<>();
    if (order.status() != Order.Status.COMPLETED) {
      return dids;
    }
    int index = 0;
    for (int i = 0; i < order.numbers().size(); i++) {
      OrderItem item = order.facts().items().get(i);
      @Nullable String group = item.group();
      if (group != null) {
        DidGroup known = catalogue.known(group);
        for (int position : order.numbers().get(i)) {
          dids.add(new Did(order, item, known, index++, position));
        }
      }
    }
    return dids;
  }

  /** The numbers of an account that lists show. */
  List<Did> of(String account, Predicate<Order> ofOrders) {
    List<Did> dids = new ArrayList<>();
    for (Order order : orders.of(account)) {
      if (order.isListed(store.now(), 0) && ofOrders.test(order)) {
        dids.addAll(of(order));
      }
    }
    return dids;
  }

  @Nullable Did find(String account, UUID id) {
    @Nullable Order order = orders.holder(account, id);
    if (order == null) {
      return null;
    }
    int index = Ids.index(order.id(), Ids.Member.PHONE_NUMBER, id);
    List<Did> dids = of(order);
    return index < 0 || index >= dids.size() ? null : dids.get(index);
  }

  DidState state(Did did) {
    @Nullable DidState state = states.get(did.id());
    return state == null
        ? new DidState(null, null, false, did.item().billingCycles(), 0, null)
        : state;
  }

  /** Whether the number cannot be used before an address is approved. */
  boolean awaitsRegistration(Did did) {
    return did.group().needsRegistration() && !registered.contains(did.id());
  }

  /** Approves the addresses of numbers; returns of how many that had waited. */
  int register(List<Did> dids) {
    List<Did> waiting = dids.stream().filter(this::awaitsRegistration).toList();
    var line = Json.object().put("line", "didww_registered");
    var ids = line.putArray("dids");
    waiting.forEach(did -> ids.add(did.id().toString()));
    store.record(line);
    return waiting.size();
  }

  void change(Did did, DidState state) {
    store.record(
        Json.object()
            .put("line", "didww_did")
            .put("did", did.id().toString())
            .put("description", state.description())
            .put("capacity_limit", state.capacityLimit())
            .put("terminated", state.terminated())
            .put("billing_cycles_count", state.billingCycles())
            .put("dedicated_channels_count", state.dedicatedChannels())
            .put("capacity_pool", state.pool()));
  }

  private void changed(JsonNode line) {
    states.put(
        UUID.fromString(line.required("did").asString()),
        new DidState(
            Json.text(line, "description"),
            whole(line, "capacity_limit"),
            line.required("terminated").asBoolean(),
            whole(line, "billing_cycles_count"),
            line.required("dedicated_channels_count").asInt(),
            Json.text(line, "capacity_pool")));
  }

  private static @Nullable Integer whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber() ? Integer.valueOf(value.asInt()) : null;
  }
}
