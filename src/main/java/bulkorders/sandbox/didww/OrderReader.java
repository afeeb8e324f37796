package bulkorders.sandbox.didww;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads orders; what is wrong with one is told all at once. Inside of the store only. */
final class OrderReader {

  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_NUMBERS = 1_000;
  private static final int MOST_CHANNELS = 10_000;
  private static final int MOST_CYCLES = 999;
  private static final String REFERENCE = "external_reference_id";
  private static final String INVALID = "is invalid";

  private static final Set<String> ATTRIBUTES =
      Set.of("allow_back_ordering", REFERENCE, "callback_url", "callback_method", "items");
  private static final Set<String> WITHOUT_REFERENCE =
      Set.of("allow_back_ordering", "callback_url", "callback_method", "items");
  private static final Set<String> NUMBER_FIELDS =
      Set.of(
          "sku_id",
          "qty",
          "available_did_id",
          "did_reservation_id",
          "nanpa_prefix_id",
          "billing_cycles_count",
          "prorate_days_qty");
  private static final Set<String> CHANNEL_FIELDS = Set.of("capacity_pool_id", "qty");

  private final Stocks stocks;
  private final Reservations reservations;
  private final Terms terms;
  private final DidwwRequest request;
  private final List<ApiError> errors = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private final Set<String> chosen = new TreeSet<>();

  OrderReader(Stocks stocks, Reservations reservations, Terms terms, DidwwRequest request) {
    this.stocks = stocks;
    this.reservations = reservations;
    this.terms = terms;
    this.request = request;
  }

  /** The order, or a {@link DidwwRefusal} with all that is wrong with it. */
  NewOrder read() {
    boolean modern = request.version().hasReferences();
    ResourceBody body =
        ResourceBody.created(request, "orders", modern ? ATTRIBUTES : WITHOUT_REFERENCE, Set.of());
    JsonNode items = body.attribute("items");
    if (!items.isArray() || items.isEmpty()) {
      throw DidwwRefusal.missing("items");
    }
    List<OrderItem> read = items(items);
    @Nullable String reference = reference(body);
    @Nullable String url = body.text("callback_url");
    @Nullable String method = body.text("callback_method");
    checkCallback(url, method);
    if (!errors.isEmpty()) {
      throw DidwwRefusal.unprocessable(errors);
    }
    @Nullable Boolean backOrdering = body.flag("allow_back_ordering");
    return new NewOrder(
        backOrdering == null ? modern : backOrdering,
        reference,
        url == null || url.contains("://") ? url : "http://" + url,
        method == null ? null : method.toLowerCase(Locale.ROOT),
        read,
        used);
  }

  /** The new reference in a change of an order. */
  @Nullable String newReference(ResourceBody body) {
    @Nullable String reference = reference(body);
    if (!errors.isEmpty()) {
      throw DidwwRefusal.unprocessable(errors);
    }
    return reference;
  }

  private @Nullable String reference(ResourceBody body) {
    @Nullable String reference = body.text(REFERENCE);
    if (reference != null && reference.codePointCount(0, reference.length()) > MOST_CHARACTERS) {
      fault(REFERENCE, "is too long (maximum is " + MOST_CHARACTERS + " characters)");
    }
    return reference;
  }

  private void checkCallback(@Nullable String url, @Nullable String method) {
    if (url != null && method == null) {
      fault("callback_method", "can't be blank");
    } else if (url == null && method != null) {
      fault("callback_url", "can't be blank");
    } else if (url != null && method != null) {
      boolean lower = method.equals("get") || method.equals("post");
      boolean upper = method.equals("GET") || method.equals("POST");
      if (request.version().hasReferences() ? !lower : !upper) {
        fault("callback_method", "is not included in the list");
      }
      if (url.contains("://") && !url.matches("https?://[^/?#].*")) {
        fault("callback_url", INVALID);
      }
    }
  }

  private List<OrderItem> items(JsonNode items) {
    Set<String> types = new TreeSet<>();
    for (JsonNode item : items) {
      @Nullable String type = item.isObject() ? ResourceBody.text(item, "type") : null;
      if (type == null) {
        throw DidwwRefusal.missing("type");
      }
      if (!type.equals(OrderItem.NUMBERS) && !type.equals(OrderItem.CHANNELS)) {
        throw DidwwRefusal.invalidField("type", type);
      }
      types.add(type);
    }
    if (types.size() > 1) {
      throw DidwwRefusal.unprocessable(
          List.of(ApiError.attribute("items", "must all be of the same type")));
    }
    List<OrderItem> read = new ArrayList<>();
    boolean channels = types.contains(OrderItem.CHANNELS);
    for (int i = 0; i < items.size(); i++) {
      JsonNode attributes = items.get(i).path("attributes");
      checkNames(attributes, channels ? CHANNEL_FIELDS : NUMBER_FIELDS);
      @Nullable OrderItem item =
          channels ? channels(attributes, "items/" + i) : numbers(attributes, "items/" + i);
      if (item != null) {
        read.add(item);
      }
    }
    return read;
  }

  private static void checkNames(JsonNode attributes, Set<String> known) {
    List<String> unknown =
        attributes.propertyNames().stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw DidwwRefusal.paramsNotAllowed(unknown);
    }
  }

  private @Nullable OrderItem channels(JsonNode attributes, String at) {
    @Nullable String id = ResourceBody.text(attributes, "capacity_pool_id");
    if (id == null) {
      throw DidwwRefusal.missing("capacity_pool_id");
    }
    @Nullable CapacityPool pool = stocks.catalogue().pool(id.toLowerCase(Locale.ROOT));
    if (pool == null) {
      return fault(at + "/capacity_pool_id", INVALID);
    }
    @Nullable Integer wanted = ResourceBody.whole(attributes, "qty");
    int qty = wanted == null ? 1 : wanted;
    if (!inRange(qty, 1, MOST_CHANNELS, at + "/qty")) {
      return null;
    }
    if (qty < pool.minimumOrder()) {
      return fault(at + "/qty", "should be at least " + pool.minimumOrder());
    }
    return new OrderItem(
        null,
        pool.id(),
        null,
        qty,
        qty,
        Money.withTax(pool.setup(), terms.vatPercent()),
        Money.withTax(pool.monthly(), terms.vatPercent()),
        null,
        null,
        null);
  }

  private @Nullable OrderItem numbers(JsonNode attributes, String at) {
    @Nullable String skuId = ResourceBody.text(attributes, "sku_id");
    @Nullable Integer wanted = ResourceBody.whole(attributes, "qty");
    @Nullable String available = ResourceBody.text(attributes, "available_did_id");
    @Nullable String reservation = ResourceBody.text(attributes, "did_reservation_id");
    @Nullable String nanpa = ResourceBody.text(attributes, "nanpa_prefix_id");
    @Nullable Integer cycles = ResourceBody.whole(attributes, "billing_cycles_count");
    ResourceBody.whole(attributes, "prorate_days_qty");
    int ways = (wanted == null ? 0 : 1) + (available == null ? 0 : 1);
    if (skuId == null || ways + (reservation == null ? 0 : 1) > 1) {
      throw DidwwRefusal.badRequest("required item data missing or not allowed");
    }
    @Nullable Sku sku = stocks.catalogue().sku(skuId.toLowerCase(Locale.ROOT));
    if (sku == null) {
      return fault(at + "/sku_id", INVALID);
    }
    int qty = wanted == null ? 1 : wanted;
    boolean good = inRange(qty, 1, MOST_NUMBERS, at + "/qty");
    good &= cycles == null || inRange(cycles, 0, MOST_CYCLES, at + "/billing_cycles_count");
    DidGroup group = stocks.catalogue().groupOf(sku);
    @Nullable NanpaPrefix prefix =
        nanpa == null ? null : stocks.catalogue().prefix(nanpa.toLowerCase(Locale.ROOT));
    if (nanpa != null && (prefix == null || !prefix.group().equals(group))) {
      return fault(at + "/nanpa_prefix_id", INVALID);
    }
    @Nullable Integer position = null;
    if (available != null) {
      position = reservations.available(request.account(), group, available);
      if (position == null || !chosen.add(available)) {
        return fault(at + "/available_did_id", INVALID);
      }
    } else if (reservation != null) {
      position = reservations.reserved(request.account(), group, reservation);
      if (position == null || !chosen.add(reservation)) {
        return fault(at + "/did_reservation_id", INVALID);
      }
      used.add(reservation);
    }
    return good
        ? new OrderItem(
            group.id(),
            null,
            sku.id(),
            qty,
            qty,
            Money.withTax(sku.setup(), terms.vatPercent()),
            Money.withTax(sku.monthly(), terms.vatPercent()),
            prefix == null ? null : prefix.id(),
            position,
            cycles)
        : null;
  }

  private boolean inRange(int value, int least, int most, String path) {
    if (value < least) {
      fault(path, "must be greater than or equal to " + least);
    } else if (value > most) {
      fault(path, "must be less than or equal to " + most);
    }
    return value >= least && value <= most;
  }

  private @Nullable OrderItem fault(String path, String message) {
    errors.add(ApiError.attribute(path, message));
    return null;
  }
}
