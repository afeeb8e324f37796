package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All number orders, and what became of their sub orders. Inside of {@link Store#within} only. */
final class NumberOrderBook {

  private final Store store;
  private final Tally tally;
  private final PaperFiles papers;
  private final List<NumberOrder> orders = new ArrayList<>();

  /** By the first half of their id, which that of their parts begins with too. */
  private final Map<Long, NumberOrder> byId = new HashMap<>();

  private final Map<String, List<NumberOrder>> byReference = new HashMap<>();
  private final Map<UUID, String> renamed = new HashMap<>();
  private final Set<UUID> cancelled = new HashSet<>();
  private final Set<UUID> deleted = new HashSet<>();

  NumberOrderBook(Store store, Tally tally, PaperFiles papers) {
    this.store = store;
    this.tally = tally;
    this.papers = papers;
    store.on("rename", this::renamed);
    store.on("cancel", this::cancelled);
    store.on("delete", this::deleted);
    store.onReset(this::clear);
  }

  void add(NumberOrder order) {
    orders.add(order);
    byId.put(order.id().getMostSignificantBits(), order);
    @Nullable String reference = order.settings().customerReference();
    if (reference != null) {
      byReference.computeIfAbsent(reference, none -> new ArrayList<>()).add(order);
    }
    order.parts().forEach(part -> tally.sold(part.obtained()));
  }

  /** Gives a number order another customer reference. */
  void rename(NumberOrder order, String customerReference) {
    store.record(
        Json.object()
            .put("line", "rename")
            .put("number_order", order.id().toString())
            .put("customer_reference", customerReference));
  }

  private void renamed(JsonNode line) {
    NumberOrder order = whole(UUID.fromString(line.required("number_order").asString()));
    String reference = line.required("customer_reference").asString();
    String before = customerReference(order);
    if (before != null) {
      byReference.getOrDefault(before, new ArrayList<>()).remove(order);
    }
    renamed.put(order.id(), reference);
    byReference.computeIfAbsent(reference, none -> new ArrayList<>()).add(order);
  }

  /** Cancels a sub order that is pending; its numbers are for sale again. */
  void cancel(SubOrder sub) {
    store.record(Json.object().put("line", "cancel").put("sub_order", sub.id().toString()));
  }

  private void cancelled(JsonNode line) {
    UUID id = UUID.fromString(line.required("sub_order").asString());
    SubOrder sub = subOrder(id);
    cancelled.add(id);
    sub.part().giveBack();
    tally.sold(-sub.part().obtained());
  }

  /** Gives a number back that is in service; it is for sale again. */
  void delete(SubOrder sub, int index) {
    store.record(
        Json.object()
            .put("line", "delete")
            .put("sub_order", sub.id().toString())
            .put("index", index));
  }

  private void deleted(JsonNode line) {
    SubOrder sub = subOrder(UUID.fromString(line.required("sub_order").asString()));
    int index = line.required("index").asInt();
    deleted.add(sub.phoneNumberId(index));
    Place place = sub.part().place(index);
    place.pool().release(place.position(), 1);
    tally.sold(-1);
  }

  boolean isDeleted(SubOrder sub, int index) {
    return !deleted.isEmpty() && deleted.contains(sub.phoneNumberId(index));
  }

  /** The number order that has this id or a part with this id, of whatever account. */
  NumberOrder whole(UUID id) {
    return Objects.requireNonNull(
        byId.get(id.getMostSignificantBits()), () -> "No number order has " + id);
  }

  /** The sub order of that id, of whatever account. */
  SubOrder subOrder(UUID id) {
    NumberOrder order = whole(id);
    return subOrder(order, Ids.index(order.id(), Ids.Member.SUB_ORDER, id));
  }

  private static SubOrder subOrder(NumberOrder order, int index) {
    return new SubOrder(order, index, order.parts().get(index));
  }

  private @Nullable String customerReference(NumberOrder order) {
    return renamed.getOrDefault(order.id(), order.settings().customerReference());
  }

  @Nullable NumberOrder find(String account, UUID id) {
    @Nullable NumberOrder found = visible(account, id);
    return found != null && found.id().equals(id) ? found : null;
  }

  @Nullable SubOrder findSubOrder(String account, UUID id) {
    @Nullable NumberOrder found = visible(account, id);
    if (found == null) {
      return null;
    }
    int index = Ids.index(found.id(), Ids.Member.SUB_ORDER, id);
    return index < 0 || index >= found.parts().size() ? null : subOrder(found, index);
  }

  List<SubOrder> subOrders(NumberOrder order) {
    List<OrderPart> parts = order.parts();
    return IntStream.range(0, parts.size())
        .mapToObj(index -> new SubOrder(order, index, parts.get(index)))
        .toList();
  }

  @Nullable NumberView findNumber(String account, UUID id) {
    @Nullable NumberOrder found = visible(account, id);
    int index = found == null ? -1 : Ids.index(found.id(), Ids.Member.PHONE_NUMBER, id);
    if (found == null || index < 0) {
      return null;
    }
    for (SubOrderView sub : view(found).subOrders()) {
      int inPart = index - sub.sub().part().first();
      if (inPart >= 0 && inPart < sub.sub().part().count()) {
        return new NumberView(sub, inPart);
      }
    }
    return null;
  }

  private @Nullable NumberOrder visible(String account, UUID id) {
    @Nullable NumberOrder found = byId.get(id.getMostSignificantBits());
    return found != null && found.account().equals(account) && found.existsAt(store.now())
        ? found
        : null;
  }

  /** How a number order stands now. */
  NumberOrderView view(NumberOrder order) {
    Instant now = store.now();
    List<OrderPart> parts = order.parts();
    List<SubOrderView> subOrders = new ArrayList<>(parts.size());
    @Nullable String reference = customerReference(order);
    for (int i = 0; i < parts.size(); i++) {
      subOrders.add(view(new SubOrder(order, i, parts.get(i)), reference, now));
    }
    return new NumberOrderView(order, reference, status(subOrders), subOrders);
  }

  SubOrderView view(SubOrder sub) {
    return view(sub, customerReference(sub.order()), store.now());
  }

  private SubOrderView view(SubOrder sub, @Nullable String reference, Instant now) {
    if (!cancelled.isEmpty() && cancelled.contains(sub.id())) {
      return new SubOrderView(
          sub, reference, Status.CANCELLED, false, index -> NumberState.CANCELLED);
    }
    @Nullable List<NumberPapers> numbers =
        sub.order() instanceof ExplicitNumberOrder ? papers.of(sub.id()) : null;
    if (numbers != null) {
      return view(sub, numbers, reference, now);
    }
    if (!sub.order().isDoneAt(now)) {
      return new SubOrderView(sub, reference, Status.PENDING, true, index -> NumberState.PENDING);
    }
    OrderPart part = sub.part();
    return new SubOrderView(
        sub,
        reference,
        part.obtained() > 0 ? Status.SUCCESS : Status.FAILURE,
        true,
        index -> part.fails(index) ? NumberState.FAILURE : NumberState.SUCCESS);
  }

  private static SubOrderView view(
      SubOrder sub, List<NumberPapers> numbers, @Nullable String reference, Instant now) {
    boolean done = sub.order().isDoneAt(now);
    OrderPart part = sub.part();
    IntFunction<NumberState> numberAt =
        index ->
            done && part.fails(index)
                ? NumberState.FAILURE
                : NumberState.of(numbers.get(index), done);
    boolean pending = false;
    boolean success = false;
    boolean cancelled = true;
    for (int i = 0; i < numbers.size(); i++) {
      String status = numberAt.apply(i).status();
      pending |= status.equals(Status.PENDING);
      success |= status.equals(Status.SUCCESS);
      cancelled &= numbers.get(i).cancelled();
    }
    return new SubOrderView(
        sub,
        reference,
        pending
            ? Status.PENDING
            : success ? Status.SUCCESS : cancelled ? Status.CANCELLED : Status.FAILURE,
        numbers.stream().allMatch(NumberPapers::isApproved),
        numberAt);
  }

  private static String status(List<SubOrderView> subOrders) {
    boolean success = false;
    boolean failure = false;
    for (SubOrderView sub : subOrders) {
      if (sub.status().equals(Status.PENDING)) {
        return Status.PENDING;
      }
      success |= sub.status().equals(Status.SUCCESS);
      failure |= sub.status().equals(Status.FAILURE);
    }
    return success ? Status.SUCCESS : failure ? Status.FAILURE : Status.CANCELLED;
  }

  /** A page of the number orders of an account that lists show by now, newest first. */
  Page<NumberOrderView> list(String account, Paging paging, NumberOrderFilter filter) {
    PageBuilder<NumberOrder> page = new PageBuilder<>(paging);
    newestFirst(
        account,
        filter.reference(),
        order -> {
          if (filter.passes(order, this)) {
            page.add(order);
          }
        });
    return page.page().map(this::view);
  }

  /**
   * Calls back with every number order of an account that lists show by now.
   *
   * @param reference the customer reference they have; null for any
   */
  void newestFirst(String account, @Nullable String reference, Consumer<NumberOrder> action) {
    Instant now = store.now();
    List<NumberOrder> among =
        reference == null ? orders : byReference.getOrDefault(reference, List.of());
    for (int i = among.size() - 1; i >= 0; i--) {
      NumberOrder order = among.get(i);
      if (order.account().equals(account) && order.isListedAt(now)) {
        action.accept(order);
      }
    }
  }

  /** The sub orders, of whatever account, that have a number among theirs. */
  List<SubOrder> holding(Place place) {
    return orders.stream()
        .flatMap(order -> subOrders(order).stream())
        .filter(sub -> sub.part().indexOf(place) >= 0)
        .toList();
  }

  private void clear() {
    orders.clear();
    byId.clear();
    byReference.clear();
    renamed.clear();
    cancelled.clear();
    deleted.clear();
  }
}
