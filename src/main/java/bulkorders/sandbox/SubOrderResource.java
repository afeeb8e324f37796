package bulkorders.sandbox;

import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sub number orders: {@code /sub_number_orders}. */
final class SubOrderResource {

  private static final String PATH = "sub_number_orders";
  private static final String STATUS = "filter[status]";
  private static final String ORDER = "filter[order_request_id]";
  private static final String COUNTRY = "filter[country_code]";
  private static final String TYPE = "filter[phone_number_type]";
  private static final String COUNT = "filter[phone_numbers_count]";
  private static final String WITH_NUMBERS = "filter[include_phone_numbers]";
  private static final Set<String> KNOWN =
      Set.of(STATUS, ORDER, COUNTRY, TYPE, COUNT, WITH_NUMBERS);

  private final Store store;
  private final NumberOrderBook book;
  private final PaperWork papers;

  SubOrderResource(Store store, NumberOrderBook book, PaperWork papers) {
    this.store = store;
    this.book = book;
    this.papers = papers;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", PATH, Operation.GET_NUMBERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_NUMBERS, this::get);
    routes.add("PATCH", PATH + "/*/cancel", Operation.CANCEL, this::cancel);
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), KNOWN);
    Paging paging = request.paging();
    boolean withNumbers = Boolean.TRUE.equals(filters.flag(WITH_NUMBERS));
    Predicate<SubOrder> cheap = cheap(filters);
    @Nullable List<String> statuses = filters.has(STATUS) ? filters.list(STATUS) : null;
    @Nullable String order = filters.text(ORDER);
    Page<SubOrderView> page =
        store.within(
            () -> {
              PageBuilder<SubOrder> pages = new PageBuilder<>(paging);
              forEach(
                  request.account(),
                  order,
                  sub -> {
                    if (cheap.test(sub)
                        && (statuses == null || statuses.contains(book.view(sub).status()))) {
                      pages.add(sub);
                    }
                  });
              return pages.page().map(book::view);
            });
    boolean stuck = request.hits(FaultKind.STUCK_PROCESSING);
    return Reply.streamed(
        json ->
            TelnyxJson.page(
                json,
                page,
                (out, view) ->
                    NumberOrderJson.subOrder(out, stuck ? view.asPending() : view, withNumbers)));
  }

  private void forEach(String account, @Nullable String order, Consumer<SubOrder> action) {
    if (order == null) {
      book.newestFirst(account, null, found -> book.subOrders(found).forEach(action));
      return;
    }
    UUID id;
    try {
      id = UUID.fromString(order);
    } catch (IllegalArgumentException e) {
      throw FilterReader.invalid(ORDER, "'" + order + "' is no id.");
    }
    @Nullable NumberOrder found = book.find(account, id);
    if (found != null) {
      book.subOrders(found).forEach(action);
    }
  }

  private static Predicate<SubOrder> cheap(FilterReader filters) {
    @Nullable String country = filters.text(COUNTRY);
    @Nullable String type = filters.text(TYPE);
    @Nullable Integer count = filters.whole(COUNT);
    return sub ->
        (country == null || country.equals(sub.part().country()))
            && (type == null || type.equals(sub.part().numberType()))
            && (count == null || count == sub.part().count());
  }

  private Reply get(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), Set.of(WITH_NUMBERS));
    boolean withNumbers = Boolean.TRUE.equals(filters.flag(WITH_NUMBERS));
    SubOrderView view = store.within(() -> book.view(find(request)));
    return one(request.hits(FaultKind.STUCK_PROCESSING) ? view.asPending() : view, withNumbers);
  }

  private SubOrder find(TelnyxRequest request) {
    @Nullable SubOrder sub = book.findSubOrder(request.account(), request.id());
    if (sub == null) {
      throw TelnyxRefusal.notFound();
    }
    return sub;
  }

  private Reply cancel(TelnyxRequest request) {
    return one(
        store.within(
            () -> {
              SubOrder sub = find(request);
              String status = book.view(sub).status();
              if (!status.equals(Status.PENDING)) {
                throw TelnyxRefusal.unprocessable(
                    "10027",
                    "Unprocessable entity",
                    "Only a pending sub number order can be cancelled; this one is "
                        + status
                        + ".");
              }
              if (papers.concerns(sub)) {
                papers.cancel(sub);
              } else {
                book.cancel(sub);
              }
              return book.view(sub);
            }),
        false);
  }

  private static Reply one(SubOrderView view, boolean withNumbers) {
    return Reply.streamed(
        json -> TelnyxJson.data(json, () -> NumberOrderJson.subOrder(json, view, withNumbers)));
  }
}
