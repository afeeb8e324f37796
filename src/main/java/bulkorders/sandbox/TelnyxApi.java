package bulkorders.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** Telnyx's API below {@code /v2}, as far as bulk orders need it. */
final class TelnyxApi implements Handler {

  private static final Logger log = LoggerFactory.getLogger(TelnyxApi.class);

  private static final String BULK_ORDERS = "inexplicit_number_orders";
  private static final String NUMBER_ORDERS = "number_orders";
  private static final String PATCH = "PATCH";
  private static final String BALANCE = "balance";
  private static final String BEARER = "bearer ";
  private static final String REFUSED_KEY = "invalid";
  private static final String UUID_FORM =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final String RESET_HEADER = "x-ratelimit-reset";
  private static final byte[] BROKEN_JSON =
      "{\"data\":{\"id\":\"3c90c3cc-0d44".getBytes(StandardCharsets.UTF_8);
  private static final long DEFAULT_DELAY_MILLIS = 1_000;
  private static final long DEFAULT_LAG_MILLIS = 5_000;

  private final OrderBook book;
  private final Faults faults;
  private final RequestCounts counts;
  private final RateWindow window;
  private final Pauses pauses;
  private final Clock clock;

  TelnyxApi(
      OrderBook book,
      Faults faults,
      RequestCounts counts,
      RateWindow window,
      Pauses pauses,
      Clock clock) {
    this.book = book;
    this.faults = faults;
    this.counts = counts;
    this.window = window;
    this.pauses = pauses;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    Operation operation = operation(call);
    counts.count(Provider.TELNYX, operation);
    int left = window.take();
    Reply reply;
    try {
      if (left < 0) {
        throw TelnyxRefusal.tooManyRequests();
      }
      String account = authenticate(call);
      Fault fault = faults.roll(Provider.TELNYX, operation);
      reply = fault == null ? perform(account, call, null) : performFaulty(account, call, fault);
    } catch (TelnyxRefusal e) {
      reply = e.reply();
    } catch (RuntimeException e) {
      log.error("{} {} failed", call.method(), call.path(), e);
      reply = TelnyxRefusal.unexpected().reply();
    }
    if (reply.status() == Reply.NOTHING) {
      return reply;
    }
    Reply limited =
        reply
            .with("x-ratelimit-limit", Integer.toString(window.limit()))
            .with("x-ratelimit-remaining", Integer.toString(Math.max(0, left)));
    return limited.headers().containsKey(RESET_HEADER) ? limited : limited.with(RESET_HEADER, "1");
  }

  private static Operation operation(Call call) {
    List<String> path = call.below();
    boolean get = call.method().equals("GET");
    if (path.isEmpty()) {
      return Operation.ANY;
    }
    if (path.get(0).equals(NUMBER_ORDERS)) {
      return get
          ? Operation.GET_NUMBERS
          : call.method().equals(PATCH) ? Operation.UPDATE : Operation.ANY;
    }
    if (!path.get(0).equals(BULK_ORDERS)) {
      return Operation.ANY;
    }
    if (path.size() == 1 && call.method().equals("POST")) {
      return Operation.CREATE_ORDER;
    }
    if (!get) {
      return Operation.ANY;
    }
    return path.size() == 1 ? Operation.LIST_ORDERS : Operation.GET_ORDER;
  }

  /**
   * The account of a key: what stands before its first colon. All keys without one belong to one
   * account.
   */
  private static String authenticate(Call call) {
    @Nullable String header = call.authorization();
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw TelnyxRefusal.unauthorized();
    }
    String key = header.substring(BEARER.length()).strip();
    if (key.isEmpty() || key.equals(REFUSED_KEY)) {
      throw TelnyxRefusal.unauthorized();
    }
    return key.substring(0, Math.max(0, key.indexOf(':')));
  }

  private Reply performFaulty(String account, Call call, Fault fault) {
    long hold = fault.delayOr(0);
    return switch (fault.kind()) {
      case DROP_BEFORE_COMMIT -> Reply.drop().held(hold);
      case DROP_AFTER_COMMIT -> {
        commit(account, call);
        yield Reply.drop().held(hold);
      }
      case STATUS_503_AFTER_COMMIT -> {
        commit(account, call);
        yield TelnyxRefusal.unavailable().reply().held(hold);
      }
      case STATUS_500 -> TelnyxRefusal.unexpected().reply().held(hold);
      case STATUS_429 -> tooManyRequests(fault).held(hold);
      case DELAY -> {
        pauses.pause(fault.delayOr(DEFAULT_DELAY_MILLIS));
        yield perform(account, call, null);
      }
      case MALFORMED_BODY -> {
        commit(account, call);
        yield Reply.raw(200, BROKEN_JSON).held(hold);
      }
      case UNAUTHORIZED -> TelnyxRefusal.unauthorized().reply().held(hold);
      case REDIRECT_307 ->
          Reply.json(307, json -> json.writeStartObject().writeEndObject())
              .with("Location", "/_sandbox/redirected/" + Provider.TELNYX.code())
              .held(hold);
      case REFUSE_GROUP, INSUFFICIENT_BALANCE, OUT_OF_STOCK, PARTIAL, STUCK_PROCESSING, LIST_LAG ->
          perform(account, call, fault);
      case DUPLICATE_WEBHOOK, WEBHOOK_OUT_OF_ORDER -> perform(account, call, null);
    };
  }

  private static Reply tooManyRequests(Fault fault) {
    Reply reply = TelnyxRefusal.tooManyRequests().reply();
    if (fault.retryAfter() != null) {
      reply = reply.with("Retry-After", fault.retryAfter().toString());
    }
    return fault.reset() == null ? reply : reply.with(RESET_HEADER, fault.reset().toString());
  }

  /** Does what was asked and forgets the answer. */
  private void commit(String account, Call call) {
    try {
      perform(account, call, null);
    } catch (TelnyxRefusal e) {
      log.debug("The answer that the fault replaces was: {}", e.getMessage());
    }
  }

  private Reply perform(String account, Call call, @Nullable Fault fault) {
    List<String> path = call.below();
    String resource = path.isEmpty() || path.size() > 2 ? "" : path.get(0);
    boolean one = path.size() == 2;
    return switch (resource) {
      case BULK_ORDERS -> {
        if (!one && call.method().equals("POST")) {
          yield create(account, call, fault);
        }
        requireGet(call);
        yield one ? get(account, path.get(1), fault) : list(account, call, fault);
      }
      case NUMBER_ORDERS -> {
        if (one && call.method().equals(PATCH)) {
          yield updateNumberOrder(account, path.get(1), call);
        }
        requireGet(call);
        yield one
            ? getNumberOrder(account, path.get(1), fault)
            : listNumberOrders(account, call, fault);
      }
      case BALANCE -> {
        if (one) {
          throw TelnyxRefusal.notFound();
        }
        requireGet(call);
        yield Reply.json(200, json -> TelnyxJson.data(json, () -> TelnyxJson.balance(json)));
      }
      default -> throw TelnyxRefusal.notFound();
    };
  }

  private static void requireGet(Call call) {
    if (!call.method().equals("GET")) {
      throw TelnyxRefusal.methodNotAllowed(call.method());
    }
  }

  private Reply create(String account, Call call, @Nullable Fault fault) {
    NewOrder wanted = BulkOrderReader.read(call.body());
    BulkOrder order = book.accept(account, wanted, effects(wanted, fault));
    return Reply.json(
        200, json -> TelnyxJson.data(json, () -> TelnyxJson.bulkOrder(json, order, Stage.PENDING)));
  }

  private static OrderEffects effects(NewOrder wanted, @Nullable Fault fault) {
    if (fault == null) {
      return OrderEffects.NONE;
    }
    int group = fault.group() == null ? -1 : fault.group();
    return switch (fault.kind()) {
      case REFUSE_GROUP -> {
        int last = wanted.groups().size() - 1;
        throw TelnyxRefusal.refusedGroup(Math.min(Math.max(0, group), last));
      }
      case INSUFFICIENT_BALANCE -> throw TelnyxRefusal.insufficientFunds();
      case OUT_OF_STOCK -> new OrderEffects(0, 0, OrderEffects.Scarcity.ALL, group);
      case PARTIAL -> new OrderEffects(0, 0, OrderEffects.Scarcity.HALF, group);
      case STUCK_PROCESSING ->
          new OrderEffects(fault.delayOr(Timetable.FOR_EVER), 0, OrderEffects.Scarcity.NONE, -1);
      case LIST_LAG ->
          new OrderEffects(0, fault.delayOr(DEFAULT_LAG_MILLIS), OrderEffects.Scarcity.NONE, -1);
      default -> OrderEffects.NONE;
    };
  }

  private Reply get(String account, String id, @Nullable Fault fault) {
    BulkOrder order = book.find(account, uuid(id));
    if (order == null) {
      throw TelnyxRefusal.notFound();
    }
    Stage stage = shown(order, clock.instant(), fault);
    return Reply.json(
        200, json -> TelnyxJson.data(json, () -> TelnyxJson.bulkOrder(json, order, stage)));
  }

  private static Stage shown(BulkOrder order, Instant now, @Nullable Fault fault) {
    Stage stage = order.stageAt(now);
    boolean stuck = fault != null && fault.kind() == FaultKind.STUCK_PROCESSING;
    return stuck && stage.compareTo(Stage.PROCESSING) > 0 ? Stage.PROCESSING : stage;
  }

  private Reply list(String account, Call call, @Nullable Fault fault) {
    Paging paging = paging(call.query(), "page_number", "page_size");
    long extraLag =
        fault != null && fault.kind() == FaultKind.LIST_LAG ? fault.delayOr(DEFAULT_LAG_MILLIS) : 0;
    Page<BulkOrder> page = book.list(account, paging, extraLag);
    Instant now = clock.instant();
    return Reply.streamed(
        json ->
            TelnyxJson.page(
                json, page, (out, order) -> TelnyxJson.bulkOrder(out, order, order.stageAt(now))));
  }

  private Reply updateNumberOrder(String account, String id, Call call) {
    NumberOrder order = book.findNumberOrder(account, uuid(id));
    if (order == null) {
      throw TelnyxRefusal.notFound();
    }
    String reference = NumberOrderUpdate.read(call.body()).customerReference();
    if (reference != null) {
      book.rename(order, reference);
    }
    String status = shownStatus(order, clock.instant(), null);
    return Reply.streamed(
        json -> TelnyxJson.data(json, () -> numberOrder(json, order, status, true)));
  }

  private void numberOrder(JsonGenerator json, NumberOrder order, String status, boolean full) {
    TelnyxJson.numberOrder(json, order, book.customerReference(order), status, full);
  }

  private Reply getNumberOrder(String account, String id, @Nullable Fault fault) {
    NumberOrder order = book.findNumberOrder(account, uuid(id));
    if (order == null) {
      throw TelnyxRefusal.notFound();
    }
    String status = shownStatus(order, clock.instant(), fault);
    return Reply.streamed(
        json -> TelnyxJson.data(json, () -> numberOrder(json, order, status, true)));
  }

  private Reply listNumberOrders(String account, Call call, @Nullable Fault fault) {
    Paging paging = paging(call.query(), "page[number]", "page[size]");
    Instant now = clock.instant();
    Predicate<NumberOrder> filter = NumberOrderFilter.parse(call.query(), now);
    @Nullable String reference = NumberOrderFilter.reference(call.query());
    Page<NumberOrder> page = book.listNumberOrders(account, paging, reference, filter);
    return Reply.streamed(
        json ->
            TelnyxJson.page(
                json,
                page,
                (out, order) -> numberOrder(out, order, shownStatus(order, now, fault), false)));
  }

  private static String shownStatus(NumberOrder order, Instant now, @Nullable Fault fault) {
    boolean stuck = fault != null && fault.kind() == FaultKind.STUCK_PROCESSING;
    return stuck ? "pending" : order.statusAt(now);
  }

  private static UUID uuid(String text) {
    if (!text.matches(UUID_FORM)) {
      throw TelnyxRefusal.notFound();
    }
    return UUID.fromString(text);
  }

  private static Paging paging(QueryParameters query, String numberName, String sizeName) {
    return new Paging(
        whole(query, numberName, 1, Integer.MAX_VALUE),
        whole(query, sizeName, Paging.DEFAULT_SIZE, Paging.LARGEST_SIZE));
  }

  private static int whole(QueryParameters query, String name, int fallback, int largest) {
    String text = query.first(name);
    if (text == null) {
      return fallback;
    }
    long value = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (value < 1 || value > largest) {
      throw new TelnyxRefusal(
          422,
          List.of(
              TelnyxError.inParameter(
                  name,
                  "10033",
                  "Out of range",
                  name + " must be between 1 and " + largest + ", not '" + text + "'.")));
    }
    return (int) value;
  }
}
