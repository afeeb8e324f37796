package bulkorders.sandbox;

import bulkorders.sandbox.NewNumberOrder.Wanted;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Number orders: {@code /number_orders}. */
final class NumberOrderResource {

  private static final String PATH = "number_orders";

  private final Store store;
  private final NumberOrderBook book;
  private final ExplicitOrders orders;
  private final PaperWork papers;
  private final Losses losses;

  NumberOrderResource(
      Store store, NumberOrderBook book, ExplicitOrders orders, PaperWork papers, Losses losses) {
    this.store = store;
    this.book = book;
    this.orders = orders;
    this.papers = papers;
    this.losses = losses;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.CREATE_ORDER, this::create);
    routes.add("GET", PATH, Operation.GET_NUMBERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_NUMBERS, this::get);
    routes.add("PATCH", PATH + "/*", Operation.UPDATE, this::update);
  }

  private Reply create(TelnyxRequest request) {
    NewNumberOrder wanted = NumberOrderReader.order(request.body());
    OrderEffects effects =
        OrderEffects.of(request.fault(), "/phone_numbers", wanted.numbers().size());
    List<NumberRefusals.Culprit> gone =
        losses.strike(request, wanted.numbers().stream().map(Wanted::number).toList());
    if (!gone.isEmpty()) {
      throw NumberRefusals.gone(gone, Objects.requireNonNull(request.fault()).gone());
    }
    return one(store.within(() -> orders.accept(request.account(), wanted, effects)));
  }

  private Reply get(TelnyxRequest request) {
    NumberOrderView view = store.within(() -> book.view(find(request)));
    return one(request.hits(FaultKind.STUCK_PROCESSING) ? view.asPending() : view);
  }

  private NumberOrder find(TelnyxRequest request) {
    @Nullable NumberOrder order = book.find(request.account(), request.id());
    if (order == null) {
      throw TelnyxRefusal.notFound();
    }
    return order;
  }

  private Reply list(TelnyxRequest request) {
    Paging paging = request.paging();
    NumberOrderFilter filter = NumberOrderFilter.read(request.query());
    Page<NumberOrderView> page = store.within(() -> book.list(request.account(), paging, filter));
    boolean stuck = request.hits(FaultKind.STUCK_PROCESSING);
    return Reply.streamed(
        json ->
            TelnyxJson.page(
                json,
                page,
                (out, view) -> NumberOrderJson.order(out, stuck ? view.asPending() : view, false)));
  }

  private Reply update(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    @Nullable String reference = body.text("customer_reference");
    List<GivenValue> values = GivenValue.read(body);
    body.refuseFaults();
    return one(
        store.within(
            () -> {
              NumberOrder order = find(request);
              papers.give(order, values);
              if (reference != null) {
                book.rename(order, reference);
              }
              return book.view(order);
            }));
  }

  private static Reply one(NumberOrderView view) {
    return Reply.streamed(
        json -> TelnyxJson.data(json, () -> NumberOrderJson.order(json, view, true)));
  }
}
