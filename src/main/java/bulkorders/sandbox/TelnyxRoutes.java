package bulkorders.sandbox;

/** Puts Telnyx's resources together. */
final class TelnyxRoutes {

  private TelnyxRoutes() {}

  /** All that the sandbox answers below {@code /v2}; before the store is opened. */
  static Routes of(
      Store store, Tally tally, Stock stock, RuleBook rules, SandboxOptions options, long base) {
    Inventory inventory = stock.inventory();
    OrderIds ids = new OrderIds(base);
    long pace = options.pace().toMillis();
    NumberOrderBook numberOrders = new NumberOrderBook(store, tally);
    BulkOrderBook bulkOrders = new BulkOrderBook(store, inventory, numberOrders, tally, ids, pace);
    ExplicitOrders explicit = new ExplicitOrders(store, stock, numberOrders, tally, ids, pace);
    Reservations reservations = new Reservations(store, stock, ids, rules);
    Losses losses = new Losses(store, stock);

    Routes routes = new Routes();
    new BulkOrderResource(bulkOrders, options.clock()).addTo(routes);
    new NumberOrderResource(store, numberOrders, explicit, losses).addTo(routes);
    new SubOrderResource(store, numberOrders).addTo(routes);
    new OrderNumberResource(store, numberOrders).addTo(routes);
    new SearchResource(store, new NumberSearch(stock)).addTo(routes);
    new ReservationResource(store, reservations, losses).addTo(routes);
    new OwnedNumberResource(store, new OwnedNumbers(numberOrders, inventory)).addTo(routes);
    new CoverageResource(store, inventory).addTo(routes);
    new BalanceResource().addTo(routes);
    return routes;
  }
}
