package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Books;
import bulkorders.sandbox.core.Faults;
import bulkorders.sandbox.core.Handler;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Pauses;
import bulkorders.sandbox.core.ProviderApi;
import bulkorders.sandbox.core.QueryParameters;
import bulkorders.sandbox.core.RateWindow;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.RequestCounts;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts the stand-in for DIDWW together. Before the store is opened. */
public final class Didww implements AutoCloseable {

  /** Sets the ids of orders and of reservations apart from each other and from others. */
  private static final long ORDERS = 0x0DD5L;

  private static final long RESERVATIONS = 0x0DD6L;
  private static final long VERIFICATIONS = 0x0DD7L;

  private final Store store;
  private final Tally tally;
  private final Routes<DidwwRequest> routes = new Routes<>();
  private final StockControl stock;
  private final VerificationResource reviews;
  private final Callbacks callbacks;
  private final Terms first;
  private volatile Terms terms;

  /**
   * A stand-in whose orders are completed after the pace.
   *
   * @param base ids follow from it and from the count of creates
   * @param callbackSecret signs callbacks; null for none
   */
  public Didww(Store store, Duration pace, long base, @Nullable String callbackSecret) {
    this.first = Terms.withSecret(callbackSecret);
    this.terms = first;
    this.store = store;
    this.tally = new Tally(store);
    Stocks stocks = new Stocks(store, new Catalogue());
    OrderBook book = new OrderBook(store, stocks, tally, base ^ ORDERS);
    Reservations reservations = new Reservations(store, stocks, book, base ^ RESERVATIONS);
    Accounts accounts = new Accounts(book, this::terms);
    Verifications verifications = new Verifications(store, base ^ VERIFICATIONS);
    DidBook dids = new DidBook(store, stocks.catalogue(), book, verifications);
    CatalogueJson json = new CatalogueJson(stocks, book);
    new OrderResource(store, stocks, book, reservations, accounts, this::terms, pace.toMillis())
        .addTo(routes);
    new DidResource(store, stocks.catalogue(), dids, json).addTo(routes);
    new CatalogueResource(store, json).addTo(routes);
    AvailableDidResource available = new AvailableDidResource(store, stocks, reservations, json);
    available.addTo(routes);
    new ReservationResource(store, stocks.catalogue(), reservations, available, this::terms)
        .addTo(routes);
    reviews = new VerificationResource(store, book, dids, verifications);
    reviews.addTo(routes);
    callbacks = new Callbacks(store, book, this::terms);
    stock = new StockControl(store, stocks, book);
    routes.add("GET", "balance", Operation.ANY, request -> balance(request, accounts));
  }

  private Reply balance(DidwwRequest request, Accounts accounts) {
    return store.within(
        () ->
            Document.one(
                200,
                request,
                Resource.of(
                    "balances",
                    "94441ce5-86fa-47bd-8ce7-b5e267d0603a",
                    Json.object()
                        .put("balance", Money.cents(accounts.balance(request.account())))
                        .put("credit", Money.cents(terms.credit()))
                        .put(
                            "total_balance", Money.cents(accounts.available(request.account()))))));
  }

  private Terms terms() {
    return terms;
  }

  /** What answers below {@code /v3}. */
  public Handler handler(Faults faults, RequestCounts counts, RateWindow window, Pauses pauses) {
    return new ProviderApi<>(new DidwwDialect(), routes, faults, counts, window, pauses);
  }

  /** What was bought. */
  public Books books() {
    return store.within(tally::books);
  }

  /** A request followed a redirect. */
  public void redirected() {
    store.within(tally::redirected);
  }

  /** The groups of numbers that a query names, with what they have left. */
  public Reply stock(QueryParameters query) {
    return stock.show(query);
  }

  /** Sets what is left of a group; back orders are completed as far as it goes. */
  public Reply changeStock(byte[] body) {
    return stock.change(body);
  }

  /** Decides about the addresses of numbers; returns about how many. */
  public int review(byte[] body) {
    return reviews.decide(body);
  }

  /** Changes the rules that the body names, for what happens from now on. */
  public synchronized void changeRules(byte[] body) {
    terms = terms.changed(body);
  }

  /** The rules in force. */
  public Reply rules() {
    return Reply.json(200, terms::write);
  }

  /** Puts the rules back to what they are at the start. */
  public synchronized void resetRules() {
    terms = first;
  }

  /** Callbacks are sent from now on; once the store is open. */
  public void start() {
    callbacks.start();
  }

  /** No callback is sent any more. */
  @Override
  public void close() {
    callbacks.close();
  }
}
