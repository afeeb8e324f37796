package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Numbers on hold: {@code /number_reservations}. */
final class ReservationResource {

  private static final String PATH = "number_reservations";
  private static final String STATUS = "filter[status]";
  private static final String AFTER = "filter[created_at][gt]";
  private static final String BEFORE = "filter[created_at][lt]";
  private static final String NUMBER = "filter[phone_numbers.phone_number]";
  private static final String REFERENCE = "filter[customer_reference]";
  private static final Set<String> KNOWN = Set.of(STATUS, AFTER, BEFORE, NUMBER, REFERENCE);

  private final Store store;
  private final Reservations reservations;
  private final Losses losses;

  ReservationResource(Store store, Reservations reservations, Losses losses) {
    this.store = store;
    this.reservations = reservations;
    this.losses = losses;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.RESERVE, this::create);
    routes.add("GET", PATH, Operation.GET_RESERVATIONS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_RESERVATIONS, this::get);
    routes.add("POST", PATH + "/*/actions/extend", Operation.EXTEND, this::extend);
  }

  private Reply create(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    List<String> numbers = NumberOrderReader.numbers(body);
    @Nullable String reference = body.text("customer_reference");
    body.refuseFaults();
    losses.strike(request, numbers);
    return one(store.within(() -> reservations.reserve(request.account(), numbers, reference)));
  }

  private Reply get(TelnyxRequest request) {
    return one(store.within(() -> find(request)));
  }

  private Reservation find(TelnyxRequest request) {
    @Nullable Reservation found = reservations.find(request.account(), request.id());
    if (found == null) {
      throw TelnyxRefusal.notFound();
    }
    return found;
  }

  private Reply extend(TelnyxRequest request) {
    return one(store.within(() -> reservations.extend(find(request))));
  }

  private Reply list(TelnyxRequest request) {
    Predicate<Reservation> filter = filter(new FilterReader(request.query(), KNOWN));
    Paging paging = request.paging();
    Page<Reservation> page =
        store.within(() -> reservations.list(request.account(), paging, filter));
    return Reply.streamed(json -> TelnyxJson.page(json, page, this::write));
  }

  private static Predicate<Reservation> filter(FilterReader filters) {
    @Nullable String status = filters.text(STATUS);
    @Nullable Instant after = filters.instant(AFTER);
    @Nullable Instant before = filters.instant(BEFORE);
    @Nullable String number = filters.text(NUMBER);
    @Nullable String reference = filters.text(REFERENCE);
    return found ->
        (status == null || status.equals(found.status()))
            && (after == null || found.createdAt().isAfter(after))
            && (before == null || found.createdAt().isBefore(before))
            && (number == null
                || found.items().stream().anyMatch(item -> item.number().equals(number)))
            && (reference == null || reference.equals(found.customerReference()));
  }

  private Reply one(Reservation reservation) {
    return Reply.json(200, json -> TelnyxJson.data(json, () -> write(json, reservation)));
  }

  private void write(JsonGenerator json, Reservation reservation) {
    boolean expired = !reservation.expiresAt().isAfter(store.now());
    json.writeStartObject();
    json.writeStringProperty("id", reservation.id().toString());
    json.writeStringProperty("record_type", "number_reservation");
    json.writeStringProperty("status", reservation.status());
    TelnyxJson.text(json, "customer_reference", reservation.customerReference());
    TelnyxJson.times(json, reservation.createdAt());
    json.writeArrayPropertyStart("phone_numbers");
    for (int i = 0; i < reservation.items().size(); i++) {
      Reservation.Item item = reservation.items().get(i);
      json.writeStartObject();
      json.writeStringProperty("id", reservation.itemId(i).toString());
      json.writeStringProperty("record_type", "reserved_phone_number");
      json.writeStringProperty("phone_number", item.number());
      json.writeStringProperty("status", item.kept() ? "success" : "failed");
      TelnyxJson.text(json, "errors", item.error());
      TelnyxJson.time(json, "expired_at", item.kept() ? reservation.expiresAt() : null);
      json.writeBooleanProperty("expired", item.kept() && expired);
      TelnyxJson.times(json, reservation.createdAt());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
