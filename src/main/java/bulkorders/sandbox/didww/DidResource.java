package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /dids}. */
final class DidResource {

  static final String TYPE = "dids";

  private static final int MOST_CAPACITY = 32_767;
  private static final int MOST_CYCLES = 999;
  private static final String CYCLES = "billing_cycles_count";

  private static final Set<String> FILTERS =
      Set.of(
          "id",
          "number",
          "description",
          "order.id",
          "order.reference",
          "did_group.id",
          "did_group.features",
          "country.id",
          "region.id",
          "city.id",
          "capacity_pool.id",
          "awaiting_registration",
          "blocked",
          "terminated",
          CYCLES);

  private static final Set<String> WRITABLE =
      Set.of("description", "capacity_limit", "terminated", CYCLES, "dedicated_channels_count");

  private static final Map<String, Comparator<Did>> SORTS =
      Map.of(
          "number", Comparator.comparing(Did::number),
          "created_at", Comparator.comparing(DidResource::createdAt));

  private final Store store;
  private final Catalogue catalogue;
  private final DidBook dids;
  private final CatalogueJson json;

  DidResource(Store store, Catalogue catalogue, DidBook dids, CatalogueJson json) {
    this.store = store;
    this.catalogue = catalogue;
    this.dids = dids;
    this.json = json;
  }

  void addTo(Routes<DidwwRequest> routes) {
    routes.add("GET", TYPE, Operation.GET_NUMBERS, this::list);
    routes.add("GET", TYPE + "/*", Operation.GET_NUMBERS, this::get);
    routes.add("PATCH", TYPE + "/*", Operation.UPDATE, this::change);
    routes.add("PUT", TYPE + "/*", Operation.UPDATE, this::change);
  }

  private Reply list(DidwwRequest request) {
    Filters filters = new Filters(request.query(), FILTERS);
    Listing listing = Listing.of(request.query());
    @Nullable Comparator<Did> asked = Sorting.of(request.query(), TYPE, SORTS);
    Comparator<Did> order = asked == null ? Comparator.comparing(Did::number) : asked;
    return store.within(
        () -> {
          List<Did> all =
              request.hits(FaultKind.STUCK_PROCESSING)
                  ? List.of()
                  : passing(request.account(), filters).sorted(order).toList();
          List<Resource> page =
              listing.of(all).stream().map(did -> resource(did, request)).toList();
          return Document.page(request, TYPE, page, listing, all.size());
        });
  }

  private Stream<Did> passing(String account, Filters filters) {
    @Nullable Set<String> orders = filters.ids("order.id");
    @Nullable Set<String> references = filters.list("order.reference");
    Stream<Did> all =
        dids
            .of(
                account,
                order ->
                    (orders == null || orders.contains(order.id().toString()))
                        && (references == null
                            || references.contains(order.facts().ownReference())))
            .stream();
    return all.filter(did -> passes(did, filters));
  }

  private boolean passes(Did did, Filters filters) {
    DidState state = dids.state(did);
    DidGroup group = did.group();
    return in(filters.ids("id"), did.id().toString())
        && in(filters.list("number"), did.number())
        && in(filters.ids("did_group.id"), group.id())
        && in(filters.ids("country.id"), group.country().id())
        && in(filters.ids("region.id"), group.region() == null ? null : group.region().id())
        && in(filters.ids("city.id"), group.city() == null ? null : group.city().id())
        && in(filters.ids("capacity_pool.id"), state.pool())
        && features(filters.list("did_group.features"), group)
        && is(filters.flag("awaiting_registration"), dids.awaitsRegistration(did))
        && is(filters.flag("blocked"), false)
        && is(filters.flag("terminated"), state.terminated())
        && cycles(filters.whole(CYCLES), state)
        && described(filters.text("description"), state);
  }

  private static boolean in(@Nullable Set<String> wanted, @Nullable String value) {
    return wanted == null || (value != null && wanted.contains(value));
  }

  private static boolean features(@Nullable Set<String> wanted, DidGroup group) {
    return wanted == null || group.features().stream().anyMatch(wanted::contains);
  }

  private static boolean is(@Nullable Boolean wanted, boolean value) {
    return wanted == null || wanted == value;
  }

  private static boolean cycles(@Nullable Integer wanted, DidState state) {
    return wanted == null || wanted.equals(state.billingCycles());
  }

  private static boolean described(@Nullable String wanted, DidState state) {
    @Nullable String description = state.description();
    return wanted == null
        || (description != null
            && description.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)));
  }

  private static Instant createdAt(Did did) {
    @Nullable Instant at = did.order().leftPendingAt();
    return at == null ? did.order().facts().createdAt() : at;
  }

  private Did find(DidwwRequest request) {
    @Nullable Did did = dids.find(request.account(), request.id());
    if (did == null) {
      throw request.missing();
    }
    return did;
  }

  private Reply get(DidwwRequest request) {
    return store.within(() -> Document.one(200, request, resource(find(request), request)));
  }

  private Reply change(DidwwRequest request) {
    return store.within(
        () -> {
          Did did = find(request);
          ResourceBody body =
              ResourceBody.changed(request, TYPE, WRITABLE, Set.of("capacity_pool"));
          dids.change(did, changed(dids.state(did), body));
          return Document.one(200, request, resource(did, request));
        });
  }

  private DidState changed(DidState old, ResourceBody body) {
    @Nullable Boolean terminated = body.flag("terminated");
    @Nullable Integer channels = body.whole("dedicated_channels_count");
    return new DidState(
        body.has("description") ? body.text("description") : old.description(),
        whole(body, "capacity_limit", MOST_CAPACITY, old.capacityLimit()),
        terminated == null ? old.terminated() : terminated,
        whole(body, CYCLES, MOST_CYCLES, old.billingCycles()),
        channels == null ? old.dedicatedChannels() : channels,
        body.relates("capacity_pool") ? pool(body) : old.pool());
  }

  private static @Nullable Integer whole(
      ResourceBody body, String name, int most, @Nullable Integer old) {
    if (!body.has(name)) {
      return old;
    }
    @Nullable Integer value = body.whole(name);
    if (value != null && (value > most || value < 0)) {
      throw DidwwRefusal.unprocessable(
          List.of(
              ApiError.attribute(
                  name,
                  value < 0
                      ? "must be greater than or equal to 0"
                      : "must be less than or equal to " + most)));
    }
    return value;
  }

  private @Nullable String pool(ResourceBody body) {
    @Nullable String id = body.related("capacity_pool", "capacity_pools");
    if (id != null && catalogue.pool(id) == null) {
      throw DidwwRefusal.unprocessable(
          List.of(ApiError.relationship("capacity_pool", "is invalid")));
    }
    return id;
  }

  private Resource resource(Did did, DidwwRequest request) {
    DidState state = dids.state(did);
    Order order = did.order();
    @Nullable String skuId = did.item().sku();
    @Nullable Sku sku = skuId == null ? null : catalogue.sku(skuId);
    Instant created = createdAt(did);
    Instant expires = created.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
    boolean modern = request.version().hasReferences();
    var attributes =
        Json.object()
            .put("number", did.number())
            .put("blocked", false)
            .put("capacity_limit", state.capacityLimit())
            .put("description", state.description())
            .put("terminated", state.terminated())
            .put("awaiting_registration", dids.awaitsRegistration(did))
            .put("created_at", Times.text(created))
            .put("expires_at", Times.text(expires))
            .put("channels_included_count", sku == null ? 0 : sku.channels())
            .put(CYCLES, state.billingCycles())
            .put("dedicated_channels_count", state.dedicatedChannels());
    if (modern) {
      attributes.put("emergency_enabled", false);
    }
    return Resource.of(TYPE, did.id(), attributes)
        .one("did_group", "did_groups", () -> json.group(did.group()))
        .one(
            "order",
            OrderResource.TYPE,
            () -> OrderJson.resource(order, order.status(), request.version(), false))
        .one("capacity_pool", "capacity_pools", () -> pool(state))
        .one("shared_capacity_group", "shared_capacity_groups", () -> null)
        .one("address_verification", "address_verifications", () -> null)
        .one("voice_in_trunk", "voice_in_trunks", () -> null)
        .one("voice_in_trunk_group", "voice_in_trunk_groups", () -> null);
  }

  private @Nullable Resource pool(DidState state) {
    @Nullable String id = state.pool();
    @Nullable CapacityPool pool = id == null ? null : catalogue.pool(id);
    return pool == null ? null : json.pool(pool);
  }
}
