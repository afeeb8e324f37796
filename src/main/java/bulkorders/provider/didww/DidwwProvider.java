package bulkorders.provider.didww;

import bulkorders.provider.Balance;
import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.BookedOrder.BookedGroup;
import bulkorders.provider.CatalogueReading;
import bulkorders.provider.GuardedBody;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberOrders;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.NumberSearch;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NotUnderstood;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Overcommit;
import bulkorders.provider.Papers;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.Reservations;
import bulkorders.provider.SendGuard;
import bulkorders.provider.Stock;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.Turns;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListScan;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders at DIDWW API 3, {@code /orders}, and the numbers that they lead to, {@code /dids}. DIDWW
 * has no idempotency key, so an order's POST leaves once, and its {@code external_reference_id} is
 * what it is found again by. An order has no number orders: it stands for its own.
 */
public final class DidwwProvider implements NumberProvider {

  static final String ORDERS = "/orders";

  /** Of the maxima that are documented, 100 and 1,000, the one that every account takes. */
  static final int PAGE_SIZE = 100;

  private static final int MOST_PAGES = 100_000;
  private static final int LOOKING_AT_ONCE = 4;

  /** The two clocks are not the same, as where a local time was taken for UTC. */
  private static final Duration CLOCKS_APART = Duration.ofDays(1);

  private final ObjectMapper json = JsonMapper.builder().build();
  private final OrderBody orderBody = new OrderBody(json);
  private final ProviderAccount account;
  private final DidwwTerms terms;
  private final ApiVersion version;
  private final ProviderHttp http;
  private final RunControl control;

  private DidwwProvider(
      ProviderAccount account,
      DidwwTerms terms,
      ApiVersion version,
      ProviderHttp http,
      RunControl control) {
    this.account = account;
    this.terms = terms;
    this.version = version;
    this.http = http;
    this.control = control;
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
  public static DidwwProvider of(
      ProviderAccount account,
      DidwwTerms terms,
      Turns turns,
      OutageLimits limits,
      MeterRegistry registry,
      Clock clock) {
    var version = new ApiVersion();
    var dialect =
        new DidwwDialect(account.name(), terms.currency(), Authentication.API_KEY, version);
    return new DidwwProvider(
        account,
        terms,
        version,
        ProviderHttp.of(account, dialect, turns, limits, registry, clock),
        RunControl.UNSTOPPED);
  }

  @Override
  public NumberProvider heeding(RunControl stoppable) {
    return new DidwwProvider(account, terms, version, http.heeding(stoppable), stoppable);
  }

  @Override
  public Duration untilTurn() {
    return http.untilTurn();
  }

  @Override
  public Placement place(OrderRequest order, SendGuard guard) {
    Optional<Placement> obstacle = obstacle();
    return obstacle.isPresent()
        ? obstacle.get()
        : http.post(
            Operation.CREATE_ORDER, ORDERS, new GuardedBody(orderBody.of(order), guard), order);
  }

  /** Before the first order leaves it has to be known that its reference will be kept. */
  private Optional<Placement> obstacle() {
    if (!version.isKnown()) {
      try {
        http.get(Operation.LIST_ORDERS, this::document, ORDERS + "?page[size]={size}", 1);
      } catch (ProviderUnavailableException e) {
        return Optional.of(stopped(e.reason()));
      } catch (RefusedReadException e) {
        return Optional.of(stopped("the orders cannot be listed: " + e.reason()));
      } catch (RunStoppedException e) {
        return Optional.of(new Placement.HeldBack(e.reason()));
      } catch (RuntimeException e) {
        return Optional.of(
            new Placement.HeldBack(
                "held back: the API version of account %s is not known (%s)"
                    .formatted(account.name(), e.getMessage())));
      }
    }
    return version.obstacle(account.name()).map(DidwwProvider::stopped);
  }

  private static Placement stopped(String reason) {
    return new Placement.Refused(Refusal.of(Refusal.Kind.STOP, reason));
  }

  private JsonNode document(InputStream body) {
    JsonNode document = AnswerParser.tree(json, body);
    version.note(document);
    return document;
  }

  /**
   * What is known to be young is asked for by its day, so that a look need not go through orders of
   * years.
   */
  @Override
  public Look lookFor(Predicate<String> references, @Nullable Instant since) {
    String filter = since == null ? "" : "&filter[created_at_gteq]={since}";
    List<Object> values = new ArrayList<>();
    if (since != null) {
      values.add(since.minus(CLOCKS_APART).toString());
    }
    return new OrderListScan(
            page -> listedPage(page, filter, values), PAGE_SIZE, references, null, MOST_PAGES)
        .look();
  }

  private OrderListPage listedPage(int number, String filter, List<Object> values) {
    try {
      return listed(number, filter, values, order -> {});
    } catch (RefusedReadException e) {
      if (number == 1) {
        throw new ProviderUnavailableException("the orders cannot be listed: " + e.reason());
      }
      return new OrderListPage(List.of(), null, "was refused: " + e.reason());
    }
  }

  private OrderListPage listed(
      int number, String filter, List<Object> values, Consumer<AnsweredOrder> seen) {
    List<Object> all = new ArrayList<>(List.of(number, PAGE_SIZE));
    all.addAll(values);
    return http.get(
        Operation.LIST_ORDERS,
        body -> ListPage.of(document(body)).orders(terms.currency(), seen),
        ORDERS + "?sort=-created_at&page[number]={number}&page[size]={size}" + filter,
        all.toArray());
  }

  /** One call for each of them, several at a time. */
  @Override
  public Look lookFor(OrderMethod method, Set<String> references, @Nullable Instant since) {
    Queue<String> left = new ConcurrentLinkedQueue<>(references);
    Queue<Look> looks = new ConcurrentLinkedQueue<>();
    new Workers(Math.min(LOOKING_AT_ONCE, references.size()), "look", control)
        .run(
            () -> {
              String reference = left.poll();
              if (reference != null) {
                looks.add(lookFor(reference));
              }
              return reference != null;
            });
    control.requireGoingOn();
    return looks.stream().reduce(new Look.Complete(Map.of()), Look::and);
  }

  /** An answer counts only if it was filtered: what knows no such filter may show anything. */
  private Look lookFor(String reference) {
    OrderListPage page =
        RefusedReadException.unlessRefused(
            Operation.FIND_ORDER,
            () ->
                http.get(
                    Operation.FIND_ORDER,
                    body -> ListPage.of(document(body)).orders(terms.currency(), order -> {}),
                    ORDERS + "?filter[external_reference_id]={reference}&page[size]={size}",
                    reference,
                    PAGE_SIZE));
    Set<String> ids = new LinkedHashSet<>();
    String fault = page.fault();
    for (OrderListPage.Listed listed : page.listed()) {
      if (reference.equals(listed.reference())) {
        ids.add(listed.id());
      } else {
        fault = "shows orders with other references than the one that was asked for";
      }
    }
    Long total = page.totalResults();
    if (fault == null && total == null) {
      fault = "does not say how many orders there are";
    }
    if (fault == null && total != null && total > ids.size()) {
      fault = "shows %d of %d orders".formatted(ids.size(), total);
    }
    Map<String, List<String>> found =
        ids.isEmpty() ? Map.of() : Map.of(reference, List.copyOf(ids));
    return fault == null
        ? new Look.Complete(found)
        : new Look.Incomplete(found, "the answer to %s %s".formatted(reference, fault));
  }

  private AnsweredOrder answered(String id) {
    return http.get(
        Operation.GET_ORDER,
        body -> AnsweredOrder.of(document(body).path("data"), terms.currency()),
        ORDERS + "/{id}",
        id);
  }

  @Override
  public boolean shows(String providerOrderId, String reference) {
    try {
      AnsweredOrder order = answered(providerOrderId);
      return order.id().equals(providerOrderId) && reference.equals(order.reference());
    } catch (RefusedReadException e) {
      return false;
    }
  }

  @Override
  public OrderReading read(String providerOrderId, String reference, List<RequestedGroup> sent) {
    AnsweredOrder order;
    try {
      order = answered(providerOrderId);
    } catch (RefusedReadException e) {
      return new NotUnderstood(
          e.notFound() ? "order " + providerOrderId + " was not found" : e.reason());
    }
    int requested = sent.stream().mapToInt(RequestedGroup::count).sum();
    if (!order.id().equals(providerOrderId) || !reference.equals(order.reference())) {
      return new NotUnderstood(
          "asked for order %s (%s), answered with %s (%s)"
              .formatted(providerOrderId, reference, order.id(), order.reference()));
    }
    if (order.requested() != requested) {
      return new NotUnderstood(
          "order %s asks for %d, %d were sent"
              .formatted(providerOrderId, order.requested(), requested));
    }
    List<GroupProgress> groups = new ArrayList<>();
    for (RequestedGroup group : sent) {
      String id = sent.size() == 1 ? order.id() : Numbers.idOf(order.id(), group);
      Integer allocated = null;
      if (order.status().equals(AnsweredOrder.CANCELED)) {
        allocated = 0;
      } else if (order.isSettled()) {
        NumberOrderReading counted = counted(id, group);
        if (counted.fault() != null || counted.count() > group.count()) {
          return new NotUnderstood(notCounted(id, group, counted));
        }
        allocated = counted.count();
      }
      groups.add(progress(order, id, group, allocated));
    }
    return new Understood(groups, order.charge());
  }

  /** Channels are there with the order, all of them, and lead to no numbers. */
  private NumberOrderReading counted(String id, RequestedGroup group) {
    return group.criteria().method().leadsToNumbers()
        ? numbers().count(id, group.count())
        : new NumberOrderReading("", group.count());
  }

  private static String notCounted(String id, RequestedGroup group, NumberOrderReading counted) {
    return counted.fault() == null
        ? "%s shows %d numbers, and %d were ordered".formatted(id, counted.count(), group.count())
        : "the list of the numbers of %s %s".formatted(id, counted.fault());
  }

  /** A completed order may have fewer numbers than it asks for; DIDWW does not rule it out. */
  private static GroupProgress progress(
      AnsweredOrder order, String id, RequestedGroup group, @Nullable Integer allocated) {
    boolean isCompleted = order.status().equals(AnsweredOrder.COMPLETED);
    String reason =
        allocated == null || allocated >= group.count()
            ? null
            : isCompleted
                ? "DIDWW calls the order completed and shows %d numbers of it".formatted(allocated)
                : "DIDWW canceled the order";
    return new GroupProgress(
        group.position(),
        order.status(),
        order.isSettled(),
        allocated,
        reason,
        List.of(new NumberOrderRef(id, List.of(order.id()))));
  }

  private Numbers numbers() {
    return new Numbers(http, this::document, control);
  }

  @Override
  public void readListed(
      String reference, Set<String> wanted, Consumer<List<ListedNumberOrder>> found) {
    // Each order is asked for its numbers, a hundred at a time.
  }

  @Override
  public NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> numbers) {
    return numbers().read(numberOrderId, numbers);
  }

  @Override
  public Optional<String> rename(String numberOrderId, String customerReference) {
    String id = Numbers.orderOf(numberOrderId);
    try {
      http.patch(
          Operation.UPDATE_ORDER, orderBody.reference(id, customerReference), ORDERS + "/{id}", id);
      return Optional.empty();
    } catch (RefusedReadException e) {
      return Optional.of(e.reason());
    }
  }

  @Override
  public BookPage orderPage(int page, Consumer<BookedOrder> orders) {
    return listedPage(page, order -> orders.accept(booked(order)));
  }

  private BookPage listedPage(int page, Consumer<AnsweredOrder> seen) {
    try {
      OrderListPage read = listed(page, "", List.of(), seen);
      return new BookPage(read.listed().size(), read.totalResults(), read.fault());
    } catch (RefusedReadException e) {
      if (page == 1) {
        throw new ProviderUnavailableException("the orders cannot be listed: " + e.reason());
      }
      return new BookPage(0, null, "was refused: " + e.reason());
    }
  }

  /** Its items may come in any sequence and without what they were ordered as: the sum is sure. */
  private static BookedOrder booked(AnsweredOrder order) {
    var whole =
        new BookedGroup(0, order.requested(), null, order.status(), order.isSettled(), List.of());
    return new BookedOrder(order.id(), order.reference(), order.createdAt(), List.of(whole));
  }

  /** There are none beside the orders themselves. */
  @Override
  public BookPage numberOrderPage(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> numberOrders) {
    return new BookPage(0, 0L, null);
  }

  /** Orders; whether papers are wanted for their numbers is told with these alone. */
  @Override
  public BookPage overview(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> receiver) {
    return listedPage(
        page,
        order -> {
          var line =
              new BookedNumberOrder(
                  order.id(),
                  order.reference(),
                  order.status(),
                  order.requested(),
                  true,
                  order.createdAt(),
                  List.of());
          if (filter.accepts(line)) {
            receiver.accept(line);
          }
        });
  }

  @Override
  public SubNumberOrders subNumberOrders() {
    return new OrderParts(http, this::answered);
  }

  @Override
  public Stock stock() {
    return new DidGroupStock(http, this::document);
  }

  @Override
  public Optional<CatalogueReading> catalogue() {
    return Optional.of(new DidGroups(http, this::document, terms.currency()));
  }

  @Override
  public Optional<Balance> balance() {
    return http.getIfPermitted(Operation.GET_BALANCE, this::document, "/balance")
        .map(document -> document.path("data").path("attributes"))
        .flatMap(this::balance);
  }

  private Optional<Balance> balance(JsonNode attributes) {
    BigDecimal balance = AnsweredOrder.money(attributes.path("balance"));
    return balance == null
        ? Optional.empty()
        : Optional.of(
            new Balance(
                balance,
                null,
                AnsweredOrder.money(attributes.path("credit")),
                AnsweredOrder.money(attributes.path("total_balance")),
                terms.currency()));
  }

  @Override
  public Overcommit overcommit() {
    return terms.overcommit();
  }

  @Override
  public NumberOrders numberOrders() {
    throw notOffered("orders that name their numbers");
  }

  @Override
  public NumberSearch numberSearch() {
    throw notOffered("a search for numbers");
  }

  @Override
  public Reservations reservations() {
    throw notOffered("reservations of numbers in bulk");
  }

  @Override
  public Optional<Papers> papers() {
    return Optional.empty();
  }

  private static IllegalStateException notOffered(String what) {
    return new IllegalStateException("DIDWW has no " + what);
  }

  @Override
  public long calls() {
    return http.calls();
  }
}
