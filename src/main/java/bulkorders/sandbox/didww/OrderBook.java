package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Sequence;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All orders. Inside of the store only. */
final class OrderBook {

  private final Store store;
  private final Stocks stocks;
  private final Tally tally;
  private final Sequence sequence;
  private final List<Order> orders = new ArrayList<>();

  /** By the first half of their id, which that of their numbers begins with too. */
  private final Map<Long, Order> byId = new HashMap<>();

  private final Map<String, List<Order>> byReference = new HashMap<>();
  private final Set<Order> waiting = new LinkedHashSet<>();
  private final Map<String, BigDecimal> spent = new HashMap<>();

  /** Channels bought, by account and pool. */
  private final Map<List<String>, Integer> channels = new HashMap<>();

  private Consumer<Order> published = order -> {};
  private Consumer<Order> leaving = order -> {};

  OrderBook(Store store, Stocks stocks, Tally tally, long base) {
    this.store = store;
    this.stocks = stocks;
    this.tally = tally;
    this.sequence = new Sequence(base);
    store.on("didww_order", this::created);
    store.on("didww_fill", this::filled);
    store.on("didww_rename", this::renamed);
    store.on("didww_cancel", this::canceled);
    store.onReset(this::clear);
  }

  /** Has this done whenever an order was created, in replay too. */
  void whenPublished(Consumer<Order> action) {
    published = published.andThen(action);
  }

  /** Has this done whenever an order was completed or canceled, in replay too. */
  void whenLeavingPending(Consumer<Order> action) {
    leaving = leaving.andThen(action);
  }

  long nextNumber() {
    return sequence.next();
  }

  UUID id(long number) {
    return sequence.id(number);
  }

  /**
   * Accepts an order.
   *
   * @param numbers positions that are taken for it; null to wait for stock
   */
  Order accept(OrderFacts facts, @Nullable List<int[]> numbers) {
    ObjectNode line = OrderLines.order(facts);
    if (numbers != null) {
      OrderLines.write(line, numbers);
    }
    store.record(line);
    return get(facts.id());
  }

  private void created(JsonNode line) {
    OrderFacts facts = OrderLines.facts(line);
    sequence.used(facts.number());
    Order order = new Order(facts);
    orders.add(order);
    byId.put(order.id().getMostSignificantBits(), order);
    index(order);
    tally.created(facts.reference());
    published.accept(order);
    @Nullable List<int[]> numbers = OrderLines.numbers(line);
    if (numbers == null) {
      waiting.add(order);
    } else {
      fill(order, numbers, facts.createdAt());
    }
  }

  private void index(Order order) {
    @Nullable String reference = order.reference();
    if (reference != null) {
      byReference.computeIfAbsent(reference, none -> new ArrayList<>()).add(order);
    }
  }

  private void fill(Order order, List<int[]> numbers, Instant at) {
    stocks.take(order.facts().items(), numbers);
    order.fill(numbers);
    waiting.remove(order);
    tally.sold(order.count());
    long pace = order.facts().paceMillis();
    if (pace != OrderFacts.FOR_EVER) {
      Instant done = at.plusMillis(pace);
      store.at(done, () -> complete(order, done));
    }
  }

  private void complete(Order order, Instant at) {
    if (order.isPending()) {
      order.leavePending(Order.Status.COMPLETED, at);
      spent.merge(order.facts().account(), order.facts().amount(), BigDecimal::add);
      for (OrderItem item : order.facts().items()) {
        if (item.pool() != null) {
          channels.merge(List.of(order.facts().account(), item.pool()), item.qty(), Integer::sum);
        }
      }
      leaving.accept(order);
    }
  }

  /** How many channels an account bought at a pool. */
  int channels(String account, CapacityPool pool) {
    return channels.getOrDefault(List.of(account, pool.id()), 0);
  }

  /** Fills what waits for stock as far as there is some now, the oldest first. */
  void fillWaiting() {
    for (Order order : List.copyOf(waiting)) {
      if (stocks.pick(order.facts().items()) instanceof Stocks.Pick.All all) {
        ObjectNode line =
            Json.object()
                .put("line", "didww_fill")
                .put("order", order.id().toString())
                .put("at", store.now().toString());
        OrderLines.write(line, all.numbers());
        store.record(line);
      }
    }
  }

  private void filled(JsonNode line) {
    @Nullable List<int[]> numbers = OrderLines.numbers(line);
    fill(
        get(UUID.fromString(line.required("order").asString())),
        numbers == null ? List.of() : numbers,
        Instant.parse(line.required("at").asString()));
  }

  /** Gives an order another reference of the client's, or none. */
  void rename(Order order, @Nullable String reference) {
    store.record(
        Json.object()
            .put("line", "didww_rename")
            .put("order", order.id().toString())
            .put("reference", reference));
  }

  private void renamed(JsonNode line) {
    Order order = get(UUID.fromString(line.required("order").asString()));
    @Nullable String before = order.reference();
    if (before != null) {
      byReference.getOrDefault(before, new ArrayList<>()).remove(order);
    }
    order.rename(Json.text(line, "reference"));
    index(order);
  }

  /** Cancels an order that is pending; its numbers are for sale again. */
  void cancel(Order order) {
    store.record(
        Json.object()
            .put("line", "didww_cancel")
            .put("order", order.id().toString())
            .put("at", store.now().toString()));
    fillWaiting();
  }

  private void canceled(JsonNode line) {
    Order order = get(UUID.fromString(line.required("order").asString()));
    stocks.give(order.facts().items(), order.numbers());
    tally.sold(-order.count());
    waiting.remove(order);
    order.leavePending(Order.Status.CANCELED, Instant.parse(line.required("at").asString()));
    leaving.accept(order);
  }

  private Order get(UUID id) {
    return Objects.requireNonNull(
        byId.get(id.getMostSignificantBits()), () -> "No order has the id " + id);
  }

  @Nullable Order find(String account, UUID id) {
    @Nullable Order order = holder(account, id);
    return order != null && order.id().equals(id) ? order : null;
  }

  /** The order that has this id, or a number with this id. */
  @Nullable Order holder(String account, UUID id) {
    @Nullable Order order = byId.get(id.getMostSignificantBits());
    return order != null && order.facts().account().equals(account) ? order : null;
  }

  /** The orders of an account, the oldest first. */
  List<Order> of(String account) {
    return orders.stream().filter(order -> order.facts().account().equals(account)).toList();
  }

  /** The orders of an account with that reference of the client's. */
  List<Order> withReference(String account, String reference) {
    return byReference.getOrDefault(reference, List.of()).stream()
        .filter(order -> order.facts().account().equals(account))
        .sorted(java.util.Comparator.comparingLong(order -> order.facts().number()))
        .toList();
  }

  /** An order of whatever account, for the control API. */
  @Nullable Order anyone(UUID id) {
    @Nullable Order order = byId.get(id.getMostSignificantBits());
    return order != null && order.id().equals(id) ? order : null;
  }

  /** What the completed orders of an account cost. */
  BigDecimal spent(String account) {
    return spent.getOrDefault(account, BigDecimal.ZERO);
  }

  private void clear() {
    orders.clear();
    byId.clear();
    byReference.clear();
    waiting.clear();
    spent.clear();
    channels.clear();
  }
}
