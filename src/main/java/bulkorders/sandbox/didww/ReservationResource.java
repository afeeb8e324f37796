package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /did_reservations}. */
final class ReservationResource {

  private static final String TYPE = "did_reservations";
  private static final String NUMBER = "available_did";
  private static final int MOST_CHARACTERS = 255;

  private static final Map<String, Comparator<Reservation>> SORTS =
      Map.of(
          "created_at", Comparator.comparing(Reservation::createdAt),
          "expires_at", Comparator.comparing(Reservation::expiresAt));

  private final Store store;
  private final Catalogue catalogue;
  private final Reservations reservations;
  private final AvailableDidResource available;
  private final Supplier<Terms> terms;

  ReservationResource(
      Store store,
      Catalogue catalogue,
      Reservations reservations,
      AvailableDidResource available,
      Supplier<Terms> terms) {
    this.store = store;
    this.catalogue = catalogue;
    this.reservations = reservations;
    this.available = available;
    this.terms = terms;
  }

  void addTo(Routes<DidwwRequest> routes) {
    routes.add("POST", TYPE, Operation.RESERVE, this::create);
    routes.add("GET", TYPE, Operation.GET_RESERVATIONS, this::list);
    routes.add("DELETE", TYPE + "/*", Operation.UPDATE, this::end);
    Related.add(
        routes,
        store,
        TYPE,
        Operation.GET_RESERVATIONS,
        request -> {
          @Nullable Reservation found = reservations.find(request.account(), request.idText());
          return found == null ? null : resource(found, request);
        });
  }

  private Reply create(DidwwRequest request) {
    ResourceBody body = ResourceBody.created(request, TYPE, Set.of("description"), Set.of(NUMBER));
    @Nullable String description = body.text("description");
    if (description != null && description.length() > MOST_CHARACTERS) {
      throw DidwwRefusal.unprocessable(
          List.of(
              ApiError.attribute(
                  "description", "is too long (maximum is " + MOST_CHARACTERS + " characters)")));
    }
    @Nullable String id = body.related(NUMBER, AvailableDidResource.TYPE);
    return store.within(
        () -> {
          Reservations.@Nullable Place place = id == null ? null : reservations.place(id);
          if (place == null || !reservations.isFree(place)) {
            throw refused("is invalid");
          }
          if (reservations.of(request.account()).size() >= terms.get().reservations()) {
            throw refused("exceeds the count of DIDs that can be reserved");
          }
          Reservation made =
              reservations.reserve(request.account(), place, description, terms.get());
          return Document.one(201, request, resource(made, request));
        });
  }

  private static DidwwRefusal refused(String message) {
    return DidwwRefusal.unprocessable(List.of(ApiError.relationship(NUMBER, message)));
  }

  private Reply list(DidwwRequest request) {
    new Filters(request.query(), Set.of());
    Listing listing = Listing.of(request.query());
    @Nullable Comparator<Reservation> order = Sorting.of(request.query(), TYPE, SORTS);
    return store.within(
        () -> {
          List<Reservation> all = reservations.of(request.account());
          List<Reservation> sorted = order == null ? all : all.stream().sorted(order).toList();
          List<Resource> page =
              listing.of(sorted).stream().map(entry -> resource(entry, request)).toList();
          return Document.page(request, TYPE, page, listing, all.size());
        });
  }

  private Reply end(DidwwRequest request) {
    return store.within(
        () -> {
          if (reservations.find(request.account(), request.idText()) == null) {
            throw request.missing();
          }
          reservations.end(request.idText());
          return Reply.raw(204, new byte[0]);
        });
  }

  private Resource resource(Reservation reservation, DidwwRequest request) {
    String expiry = request.version().hasReferences() ? "expires_at" : "expire_at";
    int held = reservations.of(reservation.account()).size();
    return Resource.of(
            TYPE,
            reservation.id(),
            Json.object()
                .put("description", reservation.description())
                .put("created_at", Times.text(reservation.createdAt()))
                .put(expiry, Times.text(reservation.expiresAt())))
        .one(
            NUMBER,
            AvailableDidResource.TYPE,
            () ->
                available.resource(
                    new Reservations.Place(
                        catalogue.known(reservation.group()), reservation.position())))
        .with(Json.object().put("available_count", Math.max(0, terms.get().reservations() - held)));
  }
}
