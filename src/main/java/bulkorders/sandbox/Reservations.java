package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers on hold. Inside of {@link Store#within} only. */
final class Reservations {

  private static final String ON_HOLD = "Number is already on hold";
  private static final String NOT_AVAILABLE = "Number is not available";

  private final Store store;
  private final Stock stock;
  private final OrderIds ids;
  private final RuleBook rules;
  private final Map<UUID, Reservation> reservations = new LinkedHashMap<>();

  Reservations(Store store, Stock stock, OrderIds ids, RuleBook rules) {
    this.store = store;
    this.stock = stock;
    this.ids = ids;
    this.rules = rules;
    store.on("reservation", this::made);
    store.on("extension", this::extended);
    store.on("lapse", this::lapsed);
    store.onReset(reservations::clear);
  }

  /** Keeps what can be kept of these numbers, or throws a {@link TelnyxRefusal}. */
  Reservation reserve(String account, List<String> numbers, @Nullable String reference) {
    List<Reservation.Item> items = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (String number : numbers) {
      boolean again = !before.add(number);
      items.add(new Reservation.Item(number, again ? ON_HOLD : error(number)));
    }
    if (items.stream().allMatch(item -> ON_HOLD.equals(item.error()))) {
      throw ReservationRefusals.alreadyReserved();
    }
    long kept = items.stream().filter(Reservation.Item::kept).count();
    Rules now = rules.rules();
    if (stock.heldBy(account).size() + kept > now.reservedAtOnce()) {
      throw ReservationRefusals.tooMany(now.reservedAtOnce());
    }
    Instant created = store.now().truncatedTo(ChronoUnit.MICROS);
    long number = ids.next();
    ObjectNode line =
        Json.object()
            .put("line", "reservation")
            .put("number", number)
            .put("id", ids.id(number).toString())
            .put("account", account)
            .put("customer_reference", reference)
            .put("created_at", created.toString())
            .put("expires_at", created.plus(now.hold()).toString());
    ArrayNode array = line.putArray("items");
    items.forEach(
        item -> array.add(Json.object().put("number", item.number()).put("error", item.error())));
    store.record(line);
    return get(ids.id(number));
  }

  private @Nullable String error(String number) {
    @Nullable Place place = stock.inventory().locate(number);
    if (place == null) {
      return NOT_AVAILABLE;
    }
    return stock.hold(place) != null
        ? ON_HOLD
        : place.pool().isFree(place.position()) ? null : NOT_AVAILABLE;
  }

  private void made(JsonNode line) {
    ids.used(line.required("number").asLong());
    List<Reservation.Item> items = new ArrayList<>();
    for (JsonNode item : line.required("items")) {
      items.add(new Reservation.Item(item.required("number").asString(), Json.text(item, "error")));
    }
    Reservation reservation =
        new Reservation(
            UUID.fromString(line.required("id").asString()),
            line.required("account").asString(),
            Json.text(line, "customer_reference"),
            Instant.parse(line.required("created_at").asString()),
            Instant.parse(line.required("expires_at").asString()),
            0,
            List.copyOf(items));
    Hold hold = new Hold(reservation.account(), reservation.id());
    items.stream()
        .filter(Reservation.Item::kept)
        .forEach(item -> stock.hold(place(item.number()), hold));
    keep(reservation);
  }

  private void keep(Reservation reservation) {
    reservations.put(reservation.id(), reservation);
    store.at(reservation.expiresAt(), () -> end(reservation.id()));
  }

  private void end(UUID id) {
    Reservation reservation = get(id);
    if (!reservation.expiresAt().isAfter(store.now()) && !held(reservation).isEmpty()) {
      store.record(Json.object().put("line", "lapse").put("reservation", id.toString()));
    }
  }

  private void lapsed(JsonNode line) {
    held(get(UUID.fromString(line.required("reservation").asString()))).forEach(stock::release);
  }

  /** The numbers that it has on hold: not those that failed, were ordered or sold elsewhere. */
  private List<Place> held(Reservation reservation) {
    return reservation.items().stream()
        .filter(Reservation.Item::kept)
        .map(item -> place(item.number()))
        .filter(
            place -> {
              @Nullable Hold hold = stock.hold(place);
              return hold != null && hold.reservation().equals(reservation.id());
            })
        .toList();
  }

  /** Keeps the numbers longer, or throws a {@link TelnyxRefusal}. */
  Reservation extend(Reservation reservation) {
    Rules now = rules.rules();
    if (!reservation.expiresAt().isAfter(store.now())) {
      throw ReservationRefusals.expired();
    }
    if (reservation.extensions() >= now.extensions()) {
      throw ReservationRefusals.extendedTooOften(now.extensions());
    }
    Duration longer = now.hold();
    store.record(
        Json.object()
            .put("line", "extension")
            .put("reservation", reservation.id().toString())
            .put("expires_at", reservation.expiresAt().plus(longer).toString()));
    return get(reservation.id());
  }

  private void extended(JsonNode line) {
    Reservation reservation = get(UUID.fromString(line.required("reservation").asString()));
    keep(reservation.extendedTo(Instant.parse(line.required("expires_at").asString())));
  }

  private Place place(String number) {
    return Objects.requireNonNull(
        stock.inventory().locate(number), () -> "There is no number " + number);
  }

  private Reservation get(UUID id) {
    return Objects.requireNonNull(reservations.get(id), () -> "There is no reservation " + id);
  }

  @Nullable Reservation find(String account, UUID id) {
    @Nullable Reservation found = reservations.get(id);
    return found != null && found.account().equals(account) ? found : null;
  }

  /** A page of an account's reservations that pass, newest first. */
  Page<Reservation> list(String account, Paging paging, Predicate<Reservation> filter) {
    return paging.of(
        List.copyOf(reservations.values()),
        reservation -> reservation.account().equals(account) && filter.test(reservation));
  }
}
