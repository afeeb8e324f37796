package bulkorders.sandbox;

import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import java.time.Clock;
import java.time.Instant;

/** Bulk orders: {@code /inexplicit_number_orders}. */
final class BulkOrderResource {

  private static final String PATH = "inexplicit_number_orders";

  private final BulkOrderBook book;
  private final Clock clock;

  BulkOrderResource(BulkOrderBook book, Clock clock) {
    this.book = book;
    this.clock = clock;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.CREATE_ORDER, this::create);
    routes.add("GET", PATH, Operation.LIST_ORDERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_ORDER, this::get);
  }

  private Reply create(TelnyxRequest request) {
    NewOrder wanted = BulkOrderReader.read(request.body());
    OrderEffects effects =
        OrderEffects.of(request.fault(), "/ordering_groups", wanted.groups().size());
    BulkOrder order = book.accept(request.account(), wanted, effects);
    return Reply.json(
        200, json -> TelnyxJson.data(json, () -> BulkOrderJson.write(json, order, Stage.PENDING)));
  }

  private Reply get(TelnyxRequest request) {
    BulkOrder order = book.find(request.account(), request.id());
    if (order == null) {
      throw TelnyxRefusal.notFound();
    }
    Stage stage = shown(order, request);
    return Reply.json(
        200, json -> TelnyxJson.data(json, () -> BulkOrderJson.write(json, order, stage)));
  }

  private Stage shown(BulkOrder order, TelnyxRequest request) {
    Stage stage = order.stageAt(clock.instant());
    boolean further = stage.compareTo(Stage.PROCESSING) > 0;
    return further && request.hits(FaultKind.STUCK_PROCESSING) ? Stage.PROCESSING : stage;
  }

  private Reply list(TelnyxRequest request) {
    long extraLag =
        request.fault() != null && request.hits(FaultKind.LIST_LAG)
            ? request.fault().delayOr(OrderEffects.LAG_MILLIS)
            : 0;
    Paging paging = request.paging("page_number", "page_size");
    Page<BulkOrder> page = book.list(request.account(), paging, extraLag);
    Instant now = clock.instant();
    return Reply.streamed(
        json ->
            TelnyxJson.page(
                json, page, (out, order) -> BulkOrderJson.write(out, order, order.stageAt(now))));
  }
}
