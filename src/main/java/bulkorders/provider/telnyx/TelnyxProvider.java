package bulkorders.provider.telnyx;

import bulkorders.provider.Balance;
import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.Circuit;
import bulkorders.provider.GuardedBody;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberOrders;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.NumberSearch;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Papers;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderCalls;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.RateLimit;
import bulkorders.provider.Redaction;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.Reservations;
import bulkorders.provider.SendGuard;
import bulkorders.provider.Stock;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.Turns;
import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListScan;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import bulkorders.provider.http.SpooledAnswer;
import bulkorders.run.RunControl;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.backoff.BackOffPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders at Telnyx API v2: bulk orders ({@code /inexplicit_number_orders}) and the number orders
 * they lead to, and orders that name their numbers ({@code /number_orders}). Telnyx has no
 * idempotency key for either, so an order's POST leaves once, and its {@code customer_reference} is
 * what it is found again by.
 */
public final class TelnyxProvider implements NumberProvider {

  private static final Logger log = LoggerFactory.getLogger(TelnyxProvider.class);

  private static final String ORDERS = "/inexplicit_number_orders";
  static final String NUMBER_ORDERS = "/number_orders";
  static final int PAGE_SIZE = 250;
  static final int MOST_PAGES = 100_000;

  private final ObjectMapper json = JsonMapper.builder().build();
  private final OrderBody orderBody = new OrderBody(json);
  private final NumbersBody numbersBody = new NumbersBody(json);
  private final BookReader books = new BookReader(json);
  private final ProviderHttp http;
  private final GroupMatching matching;

  private TelnyxProvider(ProviderAccount account, ProviderHttp http) {
    this(new GroupMatching(new Redaction(account.key())), http);
  }

  private TelnyxProvider(GroupMatching matching, ProviderHttp http) {
    this.matching = matching;
    this.http = http;
  }

  /**
   * The account as a provider. It holds connections and threads only while it is used.
   *
   * @param turns when its requests may leave
   * @param limits how long it may give no usable answer
   * @param registry receives times and counts of its requests
   * @param clock tells the time that dates in answers are compared with
   * @throws IllegalArgumentException when the account's base URL or rate cannot be one
   */
  public static TelnyxProvider of(
      ProviderAccount account,
      Turns turns,
      OutageLimits limits,
      MeterRegistry registry,
      Clock clock) {
    return new TelnyxProvider(
        account, ProviderHttp.of(account, dialect(account), turns, limits, registry, clock));
  }

  static TelnyxProvider of(
      ProviderAccount account,
      RateLimit rateLimit,
      Circuit circuit,
      ProviderCalls calls,
      BackOffPolicy backOff,
      Clock clock) {
    return new TelnyxProvider(
        account,
        ProviderHttp.of(account, dialect(account), rateLimit, circuit, calls, backOff, clock));
  }

  private static TelnyxDialect dialect(ProviderAccount account) {
    return new TelnyxDialect(account.name());
  }

  @Override
  public NumberProvider heeding(RunControl control) {
    return new TelnyxProvider(matching, http.heeding(control));
  }

  @Override
  public Duration untilTurn() {
    return http.untilTurn();
  }

  @Override
  public Placement place(OrderRequest order, SendGuard guard) {
    boolean namesNumbers = order.method().namesNumbers();
    byte[] body = namesNumbers ? numbersBody.of(order) : orderBody.of(order);
    return http.post(
        Operation.CREATE_ORDER,
        namesNumbers ? NUMBER_ORDERS : ORDERS,
        new GuardedBody(body, guard),
        order);
  }

  @Override
  public Look lookFor(Predicate<String> references, @Nullable Instant since) {
    return new OrderListScan(this::page, PAGE_SIZE, references, since, MOST_PAGES).look();
  }

  private OrderListPage page(int number) {
    try {
      return http.get(
          Operation.LIST_ORDERS,
          body -> OrderListReader.read(json, body),
          ORDERS + "?page_size={size}&page_number={number}",
          PAGE_SIZE,
          number);
    } catch (RefusedReadException e) {
      if (number == 1) {
        throw new ProviderUnavailableException("the orders cannot be listed: " + e.reason());
      }
      return new OrderListPage(List.of(), null, "was refused: " + e.reason());
    }
  }

  @Override
  public boolean shows(String providerOrderId, String reference) {
    try {
      AnsweredOrder answered = answered(providerOrderId);
      return providerOrderId.equals(answered.id()) && reference.equals(answered.reference());
    } catch (RefusedReadException e) {
      return false;
    }
  }

  @Override
  public OrderReading read(String providerOrderId, String reference, List<RequestedGroup> sent) {
    AnsweredOrder answered;
    try {
      answered = answered(providerOrderId);
    } catch (RefusedReadException e) {
      return new OrderReading.NotUnderstood(
          e.notFound() ? "order " + providerOrderId + " was not found" : e.reason());
    }
    return matching.match(providerOrderId, reference, sent, answered);
  }

  private AnsweredOrder answered(String providerOrderId) {
    return http.get(
        Operation.GET_ORDER,
        body -> AnsweredOrder.read(json, body),
        ORDERS + "/{id}",
        providerOrderId);
  }

  @Override
  public NumberOrders numberOrders() {
    return new TelnyxNumberOrders(json, http, subNumberOrders());
  }

  @Override
  public NumberSearch numberSearch() {
    return new TelnyxNumberSearch(json, http);
  }

  @Override
  public Reservations reservations() {
    return new TelnyxReservations(json, http);
  }

  @Override
  public void readListed(
      String reference, Set<String> wanted, Consumer<List<ListedNumberOrder>> found) {
    new NumberOrderListScan(page -> numberOrderPage(page, reference, wanted), wanted).scan(found);
  }

  private NumberOrderListPage numberOrderPage(int number, String reference, Set<String> wanted) {
    try {
      return http.getIfPermitted(
              Operation.LIST_NUMBERS,
              body -> NumberOrderListPage.read(json, body, reference, wanted),
              NUMBER_ORDERS
                  + "?filter[customer_reference]={reference}&page[size]={size}&page[number]={number}",
              reference,
              PAGE_SIZE,
              number)
          .orElse(NumberOrderListPage.EMPTY);
    } catch (ProviderUnavailableException e) {
      // It may be the list alone that does not answer; reading by id finds out.
      log.debug("The list of number orders is of no use now: {}", e.reason());
      return NumberOrderListPage.EMPTY;
    }
  }

  @Override
  public NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> numbers) {
    try {
      return http.get(
          Operation.GET_NUMBERS,
          body -> NumberOrderReader.read(json, body, numberOrderId, numbers),
          NUMBER_ORDERS + "/{id}",
          numberOrderId);
    } catch (RefusedReadException e) {
      if (e.notFound()) {
        return NumberOrderReading.NOT_FOUND;
      }
      throw new ProviderUnavailableException(
          "number order " + numberOrderId + " cannot be read: " + e.reason());
    }
  }

  @Override
  public Optional<String> rename(String numberOrderId, String customerReference) {
    try {
      http.patch(
          Operation.UPDATE_NUMBERS,
          json.writeValueAsBytes(Map.of("customer_reference", customerReference)),
          NUMBER_ORDERS + "/{id}",
          numberOrderId);
      return Optional.empty();
    } catch (RefusedReadException e) {
      return Optional.of(e.reason());
    }
  }

  @Override
  public BookPage orderPage(int page, Consumer<BookedOrder> orders) {
    return bookPage(
        page,
        "the orders",
        () ->
            http.get(
                Operation.LIST_ORDERS,
                SpooledAnswer.before(body -> books.orders(body, orders)),
                ORDERS + "?page_size={size}&page_number={number}",
                PAGE_SIZE,
                page));
  }

  @Override
  public BookPage numberOrderPage(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> numberOrders) {
    var query = new NumberOrderQuery(filter);
    return bookPage(
        page,
        "the number orders",
        () ->
            http.get(
                Operation.LIST_NUMBERS,
                SpooledAnswer.before(body -> books.numberOrders(body, numberOrders)),
                NUMBER_ORDERS + "?page[size]={size}&page[number]={number}" + query.path(),
                query.variables(PAGE_SIZE, page)));
  }

  @Override
  public SubNumberOrders subNumberOrders() {
    return new TelnyxSubNumberOrders(json, http);
  }

  private static BookPage bookPage(int page, String what, Supplier<BookPage> reading) {
    try {
      return reading.get();
    } catch (RefusedReadException e) {
      if (page == 1) {
        throw new ProviderUnavailableException(what + " cannot be listed: " + e.reason());
      }
      return new BookPage(0, null, "was refused: " + e.reason());
    }
  }

  @Override
  public Stock stock() {
    return new InventoryCoverage(http, json);
  }

  @Override
  public Optional<Balance> balance() {
    return http.getIfPermitted(Operation.GET_BALANCE, this::balance, "/balance")
        .flatMap(balance -> balance);
  }

  private Optional<Balance> balance(InputStream body) {
    JsonNode data = json.readTree(body).path("data");
    BigDecimal balance = amount(data, "balance");
    String currency = data.path("currency").stringValue("");
    if (balance == null || !currency.matches("[A-Za-z]{3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Balance(
            balance,
            amount(data, "pending"),
            amount(data, "credit_limit"),
            amount(data, "available_credit"),
            currency));
  }

  private static @Nullable BigDecimal amount(JsonNode data, String name) {
    JsonNode value = data.path(name);
    String text = value.isString() || value.isNumber() ? value.asString().strip() : "";
    return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?") ? new BigDecimal(text) : null;
  }

  @Override
  public Optional<Papers> papers() {
    return Optional.of(new TelnyxPapers(json, http.discreet()));
  }

  @Override
  public long calls() {
    return http.calls();
  }
}
