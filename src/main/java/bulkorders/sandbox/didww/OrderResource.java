package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /orders}. */
final class OrderResource {

  static final String TYPE = "orders";

  private static final long LAG_MILLIS = 5_000;

  private static final Set<String> FILTERS =
      Set.of(
          "id",
          "status",
          "reference",
          "external_reference_id",
          "created_at_gteq",
          "created_at_lteq");
  private static final Set<String> OLD_FILTERS =
      Set.of("id", "status", "reference", "created_at_gteq", "created_at_lteq");
  private static final Set<String> STATUSES = Set.of("pending", "completed", "canceled");

  private static final Map<String, Comparator<Order>> SORTS =
      Map.of(
          "amount", Comparator.comparing(order -> order.facts().amount()),
          "created_at", Comparator.comparing(order -> order.facts().createdAt()),
          "external_reference_id",
              Comparator.comparing(
                  Order::reference, Comparator.nullsLast(Comparator.naturalOrder())),
          "reference", Comparator.comparing(order -> order.facts().ownReference()),
          "status", Comparator.comparing(order -> order.status().code()));

  private final Store store;
  private final Stocks stocks;
  private final OrderBook book;
  private final Reservations reservations;
  private final Accounts accounts;
  private final Supplier<Terms> terms;
  private final long paceMillis;

  OrderResource(
      Store store,
      Stocks stocks,
      OrderBook book,
      Reservations reservations,
      Accounts accounts,
      Supplier<Terms> terms,
      long paceMillis) {
    this.store = store;
    this.stocks = stocks;
    this.book = book;
    this.reservations = reservations;
    this.accounts = accounts;
    this.terms = terms;
    this.paceMillis = paceMillis;
  }

  void addTo(Routes<DidwwRequest> routes) {
    routes.add("POST", TYPE, Operation.CREATE_ORDER, this::create);
    routes.add("GET", TYPE, Operation.LIST_ORDERS, this::list);
    routes.add("GET", TYPE + "/*", Operation.GET_ORDER, this::get);
    routes.add("PATCH", TYPE + "/*", Operation.UPDATE, this::change);
    routes.add("PUT", TYPE + "/*", Operation.UPDATE, this::change);
    routes.add("DELETE", TYPE + "/*", Operation.CANCEL, this::cancel);
  }

  private Reply create(DidwwRequest request) {
    return store.within(() -> Document.one(201, request, shown(request, accept(request))));
  }

  private Order accept(DidwwRequest request) {
    NewOrder wanted = new OrderReader(stocks, reservations, terms.get(), request).read();
    @Nullable Fault fault = request.fault();
    List<OrderItem> items = wanted.items();
    if (request.hits(FaultKind.REFUSE_GROUP)) {
      throw refused(culprit(fault, items.size()), "sku_id", "is invalid");
    }
    BigDecimal cost =
        items.stream().map(OrderItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal available = accounts.available(request.account());
    if (request.hits(FaultKind.INSUFFICIENT_BALANCE)) {
      throw DidwwRefusal.insufficientBalance(request.version(), cost, BigDecimal.ZERO);
    }
    if (cost.compareTo(available) > 0) {
      throw DidwwRefusal.insufficientBalance(request.version(), cost, available);
    }
    if (request.hits(FaultKind.PARTIAL)) {
      items = halved(items, fault);
    }
    boolean numbers = items.get(0).group() != null;
    Stocks.Pick pick =
        numbers && request.hits(FaultKind.OUT_OF_STOCK)
            ? new Stocks.Pick.Short(culprit(fault, items.size()))
            : stocks.pick(items);
    if (pick instanceof Stocks.Pick.Short missing && !wanted.backOrdering()) {
      throw refused(missing.item(), "qty", "exceeds available DIDs count");
    }
    long number = book.nextNumber();
    OrderFacts facts =
        new OrderFacts(
            number,
            book.id(number),
            request.account(),
            store.now().truncatedTo(ChronoUnit.MILLIS),
            wanted.reference(),
            wanted.callbackUrl(),
            wanted.callbackMethod(),
            items,
            wanted.reservations(),
            pace(request),
            request.hits(FaultKind.LIST_LAG) && fault != null ? fault.delayOr(LAG_MILLIS) : 0,
            request.hits(FaultKind.WEBHOOK_OUT_OF_ORDER) && fault != null
                ? fault.delayOr(LAG_MILLIS)
                : 0,
            request.hits(FaultKind.DUPLICATE_WEBHOOK));
    return book.accept(facts, pick instanceof Stocks.Pick.All all ? all.numbers() : null);
  }

  private static DidwwRefusal refused(int item, String field, String message) {
    return DidwwRefusal.unprocessable(
        List.of(ApiError.attribute("items/" + item + "/" + field, message)));
  }

  private static int culprit(@Nullable Fault fault, int count) {
    @Nullable Integer group = fault == null ? null : fault.group();
    return group == null ? 0 : Math.min(group, count - 1);
  }

  private static List<OrderItem> halved(List<OrderItem> items, @Nullable Fault fault) {
    @Nullable Integer only = fault == null ? null : fault.group();
    List<OrderItem> halved = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      OrderItem item = items.get(i);
      halved.add(only == null || only == i ? item.atMost(item.qty() / 2) : item);
    }
    return halved;
  }

  private long pace(DidwwRequest request) {
    @Nullable Fault fault = request.fault();
    if (fault == null || !request.hits(FaultKind.STUCK_PROCESSING)) {
      return paceMillis;
    }
    long stall = fault.delayOr(OrderFacts.FOR_EVER);
    return stall == OrderFacts.FOR_EVER ? stall : paceMillis + stall;
  }

  private Resource shown(DidwwRequest request, Order order) {
    Order.Status status =
        request.hits(FaultKind.STUCK_PROCESSING) ? Order.Status.PENDING : order.status();
    return OrderJson.resource(order, status, request.version(), terms.get().shuffleItems());
  }

  private Reply get(DidwwRequest request) {
    return store.within(() -> Document.one(200, request, shown(request, find(request))));
  }

  private Order find(DidwwRequest request) {
    @Nullable Order order = book.find(request.account(), request.id());
    if (order == null) {
      throw request.missing();
    }
    return order;
  }

  private Reply change(DidwwRequest request) {
    if (!request.version().hasReferences()) {
      throw DidwwRefusal.methodNotAllowed(request.call().method());
    }
    return store.within(
        () -> {
          Order order = find(request);
          ResourceBody body =
              ResourceBody.changed(request, TYPE, Set.of("external_reference_id"), Set.of());
          if (body.has("external_reference_id")) {
            book.rename(
                order,
                new OrderReader(stocks, reservations, terms.get(), request).newReference(body));
          }
          return Document.one(200, request, shown(request, order));
        });
  }

  private Reply cancel(DidwwRequest request) {
    return store.within(
        () -> {
          Order order = find(request);
          if (!order.isPending() || !order.facts().ofNumbers()) {
            throw DidwwRefusal.unprocessable(
                List.of(ApiError.attribute("base", "Order not pending")));
          }
          book.cancel(order);
          return Reply.raw(204, new byte[0]);
        });
  }

  private Reply list(DidwwRequest request) {
    boolean modern = request.version().hasReferences();
    Filters filters = new Filters(request.query(), modern ? FILTERS : OLD_FILTERS);
    Listing listing = Listing.of(request.query());
    @Nullable Comparator<Order> order = Sorting.of(request.query(), TYPE, SORTS);
    @Nullable Fault fault = request.fault();
    long lag = request.hits(FaultKind.LIST_LAG) && fault != null ? fault.delayOr(LAG_MILLIS) : 0;
    return store.within(
        () -> {
          Stream<Order> passing = passing(request.account(), filters, lag);
          List<Order> all = (order == null ? passing : passing.sorted(order)).toList();
          List<Resource> page =
              listing.of(all).stream().map(entry -> shown(request, entry)).toList();
          return Document.page(request, TYPE, page, listing, all.size());
        });
  }

  private Stream<Order> passing(String account, Filters filters, long lag) {
    Instant now = store.now();
    @Nullable String reference = filters.text("external_reference_id");
    List<Order> candidates =
        reference == null ? book.of(account) : book.withReference(account, reference);
    Stream<Order> orders = candidates.stream().filter(order -> order.isListed(now, lag));
    @Nullable Set<String> ids = filters.ids("id");
    if (ids != null) {
      orders = orders.filter(order -> ids.contains(order.id().toString()));
    }
    @Nullable Set<String> references = filters.list("reference");
    if (references != null) {
      orders = orders.filter(order -> references.contains(order.facts().ownReference()));
    }
    @Nullable Set<String> statuses = filters.list("status");
    if (statuses != null) {
      for (String status : statuses) {
        if (!STATUSES.contains(status)) {
          throw DidwwRefusal.invalidFilter("status", status);
        }
      }
      orders = orders.filter(order -> statuses.contains(order.status().code()));
    }
    @Nullable Instant from = filters.instant("created_at_gteq");
    if (from != null) {
      orders = orders.filter(order -> !order.facts().createdAt().isBefore(from));
    }
    @Nullable Instant until = filters.instant("created_at_lteq");
    if (until != null) {
      Instant end = Times.endOfDay(until);
      orders = orders.filter(order -> order.facts().createdAt().isBefore(end));
    }
    return orders;
  }
}
