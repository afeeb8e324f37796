package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Sequence;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single numbers that can be chosen, and those that are reserved. Inside of the store only. */
final class Reservations {

  /** A number of the catalogue. */
  record Place(DidGroup group, int position) {

    UUID id() {
      return Ids.part(UUID.fromString(group.id()), Ids.Member.PHONE_NUMBER, position);
    }

    String number() {
      return group.numbers().number(position);
    }
  }

  private final Store store;
  private final Stocks stocks;
  private final OrderBook book;
  private final Sequence sequence;
  private final Map<String, Reservation> reservations = new LinkedHashMap<>();

  /** Groups by the first half of their id, which that of their numbers begins with too. */
  private final Map<Long, DidGroup> groups = new HashMap<>();

  Reservations(Store store, Stocks stocks, OrderBook book, long base) {
    this.store = store;
    this.stocks = stocks;
    this.book = book;
    this.sequence = new Sequence(base);
    for (DidGroup group : stocks.catalogue().groups()) {
      groups.put(UUID.fromString(group.id()).getMostSignificantBits(), group);
    }
    store.on("didww_reservation", this::reserved);
    store.on("didww_reservation_gone", line -> release(line.required("reservation").asString()));
    store.onReset(reservations::clear);
    book.whenPublished(order -> order.facts().reservations().forEach(reservations::remove));
  }

  /** The number that an id of an available DID means, sold or not; null if there is none. */
  @Nullable Place place(String availableDid) {
    @Nullable UUID id = DidwwRequest.uuid(availableDid);
    @Nullable DidGroup group = id == null ? null : groups.get(id.getMostSignificantBits());
    if (id == null || group == null || !group.availableDids()) {
      return null;
    }
    int position = Ids.index(UUID.fromString(group.id()), Ids.Member.PHONE_NUMBER, id);
    return stocks.of(group.id()).holds(position) ? new Place(group, position) : null;
  }

  boolean isFree(Place place) {
    return stocks.of(place.group().id()).isFree(place.position());
  }

  /** Where the number is that an account may buy; null if it may not. */
  @Nullable Integer available(String account, DidGroup group, String availableDid) {
    @Nullable Place place = place(availableDid);
    return place != null && place.group().equals(group) && isFree(place) ? place.position() : null;
  }

  /** Where the number is that an account has reserved; null if it has not. */
  @Nullable Integer reserved(String account, DidGroup group, String id) {
    @Nullable Reservation reservation = find(account, id);
    return reservation != null && reservation.group().equals(group.id())
        ? reservation.position()
        : null;
  }

  @Nullable Reservation find(String account, String id) {
    @Nullable Reservation found = reservations.get(id.toLowerCase(Locale.ROOT));
    return found != null && found.account().equals(account) ? found : null;
  }

  List<Reservation> of(String account) {
    return reservations.values().stream()
        .filter(reservation -> reservation.account().equals(account))
        .toList();
  }

  Reservation reserve(String account, Place place, @Nullable String description, Terms terms) {
    long number = sequence.next();
    String id = sequence.id(number).toString();
    Instant now = store.now();
    store.record(
        Json.object()
            .put("line", "didww_reservation")
            .put("number", number)
            .put("id", id)
            .put("account", account)
            .put("group", place.group().id())
            .put("position", place.position())
            .put("description", description)
            .put("created_at", now.toString())
            .put("expires_at", now.plus(terms.reservation()).toString()));
    return reservations.getOrDefault(
        id, new Reservation(id, account, "", 0, description, now, now));
  }

  private void reserved(JsonNode line) {
    sequence.used(line.required("number").asLong());
    Reservation reservation =
        new Reservation(
            line.required("id").asString(),
            line.required("account").asString(),
            line.required("group").asString(),
            line.required("position").asInt(),
            Json.text(line, "description"),
            Instant.parse(line.required("created_at").asString()),
            Instant.parse(line.required("expires_at").asString()));
    reservations.put(reservation.id(), reservation);
    stocks.of(reservation.group()).take(new int[] {reservation.position()});
    store.at(reservation.expiresAt(), () -> end(reservation.id()));
  }

  /** Ends a reservation if it still is one; the number is for sale again. */
  void end(String id) {
    if (reservations.containsKey(id)) {
      store.record(Json.object().put("line", "didww_reservation_gone").put("reservation", id));
      book.fillWaiting();
    }
  }

  private void release(String id) {
    @Nullable Reservation gone = reservations.remove(id);
    if (gone != null) {
      stocks.of(gone.group()).release(new int[] {gone.position()});
    }
  }
}
