package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /available_dids}: single numbers to choose from. */
final class AvailableDidResource {

  static final String TYPE = "available_dids";

  /** As many as the recorded answers have. */
  private static final int MOST_SHOWN = 10;

  /** How far a search for digits looks into one group. */
  private static final int SEARCHED = 100_000;

  private static final int LEAST_DIGITS = 3;

  private static final Set<String> COVERAGE =
      Set.of(
          "did_group.id",
          "country.id",
          "region.id",
          "city.id",
          "did_group_type.id",
          "nanpa_prefix.id");

  private static final Set<String> FILTERS =
      Set.of(
          "id",
          "number_contains",
          "did_group.id",
          "country.id",
          "region.id",
          "city.id",
          "did_group_type.id",
          "nanpa_prefix.id",
          "did_group.features",
          "did_group.needs_registration");

  private final Store store;
  private final Stocks stocks;
  private final Reservations reservations;
  private final CatalogueJson json;

  AvailableDidResource(Store store, Stocks stocks, Reservations reservations, CatalogueJson json) {
    this.store = store;
    this.stocks = stocks;
    this.reservations = reservations;
    this.json = json;
  }

  void addTo(Routes<DidwwRequest> routes) {
    routes.add("GET", TYPE, Operation.SEARCH, this::search);
    Related.add(
        routes,
        store,
        TYPE,
        Operation.SEARCH,
        request -> {
          Reservations.@Nullable Place place = reservations.place(request.idText());
          return place == null || !reservations.isFree(place) ? null : resource(place);
        });
  }

  private Reply search(DidwwRequest request) {
    Filters filters = new Filters(request.query(), FILTERS);
    @Nullable String digits = filters.text("number_contains");
    boolean covered = COVERAGE.stream().anyMatch(filters::has);
    if (digits != null && digits.length() < LEAST_DIGITS && !covered) {
      throw DidwwRefusal.invalidFilter("number_contains", digits);
    }
    return store.within(
        () -> {
          List<Resource> shown = new ArrayList<>();
          long total = 0;
          if (!request.hits(FaultKind.OUT_OF_STOCK)) {
            for (DidGroup group : stocks.catalogue().groups()) {
              if (passes(group, filters)) {
                total += search(group, filters, shown);
              }
            }
          }
          return Document.list(
              request, TYPE, shown, Json.object().put("total_count", total), Map.of());
        });
  }

  private static boolean passes(DidGroup group, Filters filters) {
    return group.availableDids()
        && Filters.in(filters.ids("did_group.id"), group.id())
        && Filters.in(filters.ids("country.id"), group.country().id())
        && Filters.in(filters.ids("region.id"), group.region() == null ? null : group.region().id())
        && Filters.in(filters.ids("city.id"), group.city() == null ? null : group.city().id())
        && Filters.in(filters.ids("did_group_type.id"), group.type().id())
        && Filters.any(filters.list("did_group.features"), group.features())
        && Filters.is(filters.flag("did_group.needs_registration"), group.needsRegistration());
  }

  /** Adds what there is in a group, and returns how much that is. */
  private long search(DidGroup group, Filters filters, List<Resource> shown) {
    GroupStock stock = stocks.of(group.id());
    @Nullable Set<String> ids = filters.ids("id");
    if (ids != null) {
      long found = 0;
      for (String id : ids) {
        Reservations.@Nullable Place place = reservations.place(id);
        if (place != null && place.group().equals(group) && reservations.isFree(place)) {
          add(shown, place);
          found++;
        }
      }
      return found;
    }
    @Nullable Set<String> prefixes = filters.ids("nanpa_prefix.id");
    @Nullable String digits = filters.text("number_contains");
    if (prefixes == null && digits == null) {
      for (int position : stock.find(MOST_SHOWN - Math.min(MOST_SHOWN, shown.size()), null)) {
        add(shown, new Reservations.Place(group, position));
      }
      return stock.left();
    }
    long found = 0;
    for (@Nullable NanpaPrefix prefix : prefixes(group, prefixes)) {
      for (int position : stock.find(SEARCHED, prefix)) {
        Reservations.Place place = new Reservations.Place(group, position);
        if (digits == null || place.number().contains(digits)) {
          add(shown, place);
          found++;
        }
      }
    }
    return found;
  }

  /** The exchanges of the group to look into, null for all of it. */
  private List<@Nullable NanpaPrefix> prefixes(DidGroup group, @Nullable Set<String> ids) {
    List<@Nullable NanpaPrefix> prefixes = new ArrayList<>();
    if (ids == null) {
      prefixes.add(null);
      return prefixes;
    }
    for (String id : ids) {
      @Nullable NanpaPrefix prefix = stocks.catalogue().prefix(id);
      if (prefix != null && prefix.group().equals(group)) {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  private void add(List<Resource> shown, Reservations.Place place) {
    if (shown.size() < MOST_SHOWN) {
      shown.add(resource(place));
    }
  }

  Resource resource(Reservations.Place place) {
    return Resource.of(TYPE, place.id(), Json.object().put("number", place.number()))
        .one("did_group", "did_groups", () -> json.group(place.group()))
        .one("nanpa_prefix", "nanpa_prefixes", () -> prefix(place));
  }

  private @Nullable Resource prefix(Reservations.Place place) {
    String number = place.number();
    return stocks.catalogue().prefixes().stream()
        .filter(prefix -> prefix.group().equals(place.group()))
        .filter(prefix -> number.startsWith("1" + prefix.npa() + prefix.nxx()))
        .findFirst()
        .map(prefix -> prefix.resource(stocks.catalogue()))
        .orElse(null);
  }
}
