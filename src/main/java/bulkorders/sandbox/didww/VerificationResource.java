package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.ControlBody;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /address_verifications}, made by the control API only. */
final class VerificationResource {

  private enum Decision {
    SUBMIT,
    APPROVE,
    REJECT
  }

  private final Store store;
  private final OrderBook book;
  private final DidBook dids;
  private final Verifications verifications;

  VerificationResource(Store store, OrderBook book, DidBook dids, Verifications verifications) {
    this.store = store;
    this.book = book;
    this.dids = dids;
    this.verifications = verifications;
  }

  void addTo(Routes<DidwwRequest> routes) {
    routes.add("GET", Verifications.TYPE, Operation.GET_PAPERS, this::list);
    Related.add(
        routes,
        store,
        Verifications.TYPE,
        Operation.GET_PAPERS,
        request -> {
          @Nullable Verification found = verifications.find(request.account(), request.id());
          return found == null ? null : Verifications.resource(found);
        });
  }

  private Reply list(DidwwRequest request) {
    Filters filters = new Filters(request.query(), Set.of("id", "status", "reference"));
    Listing listing = Listing.of(request.query());
    return store.within(
        () -> {
          List<Verification> all =
              verifications.all(request.account()).stream()
                  .filter(one -> Filters.in(filters.ids("id"), one.id().toString()))
                  .filter(one -> Filters.in(filters.list("status"), one.status()))
                  .filter(
                      one ->
                          Filters.in(filters.list("reference"), OrderFacts.reference(one.number())))
                  .toList();
          List<Resource> page = listing.of(all).stream().map(Verifications::resource).toList();
          return Document.page(request, Verifications.TYPE, page, listing, all.size());
        });
  }

  /** Decides about the numbers of an order, or one of them; returns about how many. */
  int decide(byte[] bytes) {
    ControlBody body =
        new ControlBody(
            ControlBody.parse(bytes),
            "The review",
            Set.of("provider", "order_id", "number", "decision", "comment"));
    @Nullable Decision decision = body.oneOf("decision", Decision.values());
    @Nullable String id = body.text("order_id");
    @Nullable UUID orderId = id == null ? null : DidwwRequest.uuid(id);
    if (decision == null || orderId == null) {
      throw new BadControlRequest(
          "The review: order_id and decision (submit, approve or reject) are needed");
    }
    @Nullable String number = body.text("number");
    @Nullable String comment = body.text("comment");
    return store.within(
        () -> {
          @Nullable Order order = book.anyone(orderId);
          if (order == null) {
            throw new BadControlRequest("The review: there is no order " + id);
          }
          List<UUID> waiting =
              dids.of(order).stream()
                  .filter(dids::awaitsRegistration)
                  .filter(did -> number == null || did.number().equals(number))
                  .map(Did::id)
                  .toList();
          if (!waiting.isEmpty()) {
            verifications.make(order.facts().account(), status(decision), comment, waiting);
          }
          return waiting.size();
        });
  }

  private static String status(Decision decision) {
    return switch (decision) {
      case SUBMIT -> Verification.PENDING;
      case APPROVE -> Verification.APPROVED;
      case REJECT -> Verification.REJECTED;
    };
  }
}
