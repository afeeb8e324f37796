package bulkorders.sandbox;

import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;

/** Puts Telnyx's resources together. */
final class TelnyxRoutes {

  private final Routes<TelnyxRequest> routes = new Routes<>();
  private final ReviewControl reviews;

  /** All that the sandbox answers below {@code /v2}; before the store is opened. */
  TelnyxRoutes(
      Store store, Tally tally, Stock stock, RuleBook rules, SandboxOptions options, long base) {
    Inventory inventory = stock.inventory();
    OrderIds ids = new OrderIds(base);
    long pace = options.pace().toMillis();
    PaperFiles files = new PaperFiles(store);
    NumberOrderBook book = new NumberOrderBook(store, tally, files);
    BulkOrderBook bulkOrders = new BulkOrderBook(store, inventory, book, tally, ids, pace);
    OwnedNumbers owned = new OwnedNumbers(book, inventory);
    Reservations reservations = new Reservations(store, stock, ids, rules);
    Losses losses = new Losses(store, stock);
    Records addresses = new Records(store, "address", ids);
    Documents documents = new Documents(store, rules, ids);
    ValueCheck check = new ValueCheck(addresses, documents);
    Comments comments = new Comments(store, ids);
    RequirementGroups groups = new RequirementGroups(store, ids, rules, documents, check, comments);
    PaperWork papers = new PaperWork(store, book, files, documents, check, comments, tally, rules);
    ExplicitOrders explicit =
        new ExplicitOrders(store, stock, book, tally, ids, papers, groups, rules, pace);
    reviews = new ReviewControl(store, inventory, book, papers, groups, rules);

    new BulkOrderResource(bulkOrders, options.clock()).addTo(routes);
    new NumberOrderResource(store, book, explicit, papers, losses).addTo(routes);
    new SubOrderResource(store, book, papers).addTo(routes);
    new OrderNumberResource(store, book).addTo(routes);
    new SearchResource(store, new NumberSearch(stock)).addTo(routes);
    new ReservationResource(store, reservations, losses).addTo(routes);
    new OwnedNumberResource(store, owned).addTo(routes);
    new DeletionResource(store, ids, owned, pace).addTo(routes);
    new CoverageResource(store, inventory).addTo(routes);
    new PaperResource(store, book, papers, groups).addTo(routes);
    new RequirementGroupResource(store, groups).addTo(routes);
    new CatalogueResource(store, inventory, groups).addTo(routes);
    new CommentResource(store, comments, book, groups, papers, rules).addTo(routes);
    new DocumentResource(store, documents).addTo(routes);
    new AddressResource(store, ids, addresses).addTo(routes);
    new ReportResource(store, book, ids, pace).addTo(routes);
    new BalanceResource().addTo(routes);
  }

  Routes<TelnyxRequest> routes() {
    return routes;
  }

  ReviewControl reviews() {
    return reviews;
  }
}
