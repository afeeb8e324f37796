package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Single numbers in stock: who was shown them, who has them on hold, who got them from elsewhere.
 * Inside of {@link Store#within} only.
 */
final class Stock {

  /** How long a number that a search showed can be ordered. */
  private static final Duration SHOWN = Duration.ofHours(24);

  private final Store store;
  private final Inventory inventory;
  private final Map<Place, Hold> holds = new LinkedHashMap<>();
  private final Map<String, Map<Place, Instant>> shown = new HashMap<>();

  Stock(Store store, Inventory inventory) {
    this.store = store;
    this.inventory = inventory;
    store.on("stock", this::restocked);
    store.on("gone", this::gone);
    store.on("shown", this::shown);
    store.onReset(this::clear);
  }

  Inventory inventory() {
    return inventory;
  }

  /** Sets how many numbers a pool has left to sell. */
  void restock(String pool, int stock) {
    store.record(Json.object().put("line", "stock").put("pool", pool).put("stock", stock));
  }

  private void restocked(JsonNode line) {
    inventory.pool(line.required("pool").asString()).restock(line.required("stock").asInt());
  }

  /**
   * Somebody else, who is no client of the sandbox, gets those of these numbers that are not sold,
   * on hold or not. Returns how many.
   */
  int sellElsewhere(List<String> numbers) {
    int sold = 0;
    for (String number : numbers) {
      @Nullable Place place = inventory.locate(number);
      if (place != null && (holds.containsKey(place) || place.pool().isFree(place.position()))) {
        store.record(Json.object().put("line", "gone").put("number", number));
        sold++;
      }
    }
    return sold;
  }

  private void gone(JsonNode line) {
    Place place = place(line.required("number").asString());
    holds.remove(place);
    place.pool().take(place.position(), 1);
  }

  private Place place(String number) {
    return Objects.requireNonNull(inventory.locate(number), () -> "No number " + number);
  }

  /** Notes that a search showed these numbers. */
  void show(String account, List<Place> places) {
    if (places.isEmpty()) {
      return;
    }
    ObjectNode line =
        Json.object()
            .put("line", "shown")
            .put("account", account)
            .put("at", store.now().toString());
    JournalLines.write(line, Slice.of(places));
    store.record(line);
  }

  private void shown(JsonNode line) {
    Map<Place, Instant> ofAccount =
        shown.computeIfAbsent(line.required("account").asString(), none -> new HashMap<>());
    Instant at = Instant.parse(line.required("at").asString());
    for (Slice slice : JournalLines.slices(line, inventory)) {
      for (int i = 0; i < slice.count(); i++) {
        ofAccount.put(new Place(slice.pool(), slice.from() + i), at);
      }
    }
  }

  /** Whether a recent search of the account showed the number. */
  boolean wasShown(String account, Place place) {
    @Nullable Instant when = shown.getOrDefault(account, Map.of()).get(place);
    return when != null && when.plus(SHOWN).isAfter(store.now());
  }

  /** Whether the account can have the number: it is free, or on hold for this account. */
  boolean isFor(String account, Place place) {
    @Nullable Hold hold = holds.get(place);
    return hold == null ? place.pool().isFree(place.position()) : hold.account().equals(account);
  }

  @Nullable Hold hold(Place place) {
    return holds.get(place);
  }

  /** The numbers an account has on hold, in the order in which they were reserved. */
  List<Place> heldBy(String account) {
    List<Place> held = new ArrayList<>();
    holds.forEach(
        (place, hold) -> {
          if (hold.account().equals(account)) {
            held.add(place);
          }
        });
    return held;
  }

  /** Takes a free number off the market for an account. */
  void hold(Place place, Hold hold) {
    place.pool().take(place.position(), 1);
    holds.put(place, hold);
  }

  /** Ends a hold; the number is for sale again. */
  void release(Place place) {
    holds.remove(place);
    place.pool().release(place.position(), 1);
  }

  /** Ends the hold on a number, if there is one, because it was sold. */
  void sold(Place place) {
    holds.remove(place);
  }

  private void clear() {
    inventory.clear();
    holds.clear();
    shown.clear();
  }
}
