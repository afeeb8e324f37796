package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Countries, regions, cities, types and groups of numbers, exchanges, capacity pools. */
final class CatalogueResource {

  private static final int MOST_CITIES = 1_000;

  private static final Set<String> GROUP_FILTERS =
      Set.of(
          "id",
          "country.id",
          "region.id",
          "city.id",
          "did_group_type.id",
          "prefix",
          "area_name",
          "features",
          "is_available",
          "is_metered",
          "needs_registration",
          "available_dids_enabled",
          "allow_additional_channels",
          "nanpa_prefix.id",
          "nanpa_prefix.npanxx",
          "meta.total_count_gteq");

  private static final Set<String> PREFIX_FILTERS =
      Set.of(
          "id",
          "npa",
          "nxx",
          "npanxx",
          "country.id",
          "region.id",
          "did_group.features",
          "did_group.is_available");

  private static final Map<String, Comparator<NanpaPrefix>> PREFIX_SORTS =
      Map.of(
          "npa", Comparator.comparing(NanpaPrefix::npa),
          "nxx", Comparator.comparing(NanpaPrefix::nxx));

  private final Store store;
  private final Catalogue catalogue;
  private final CatalogueJson json;

  CatalogueResource(Store store, CatalogueJson json) {
    this.store = store;
    this.catalogue = json.catalogue();
    this.json = json;
  }

  void addTo(Routes<DidwwRequest> routes) {
    add(
        routes,
        "countries",
        this::countries,
        catalogue.countries(),
        Country::id,
        (country, request) -> country.resource(catalogue));
    add(
        routes,
        "regions",
        this::regions,
        catalogue.regions(),
        Region::id,
        (region, request) -> region.resource(catalogue));
    add(
        routes,
        "cities",
        this::cities,
        catalogue.cities(),
        City::id,
        (city, request) -> city.resource(catalogue));
    add(
        routes,
        "did_group_types",
        this::types,
        catalogue.types(),
        GroupType::id,
        (type, request) -> type.resource());
    add(
        routes,
        "did_groups",
        this::groups,
        catalogue.groups(),
        DidGroup::id,
        (group, request) -> json.group(group));
    add(
        routes,
        "nanpa_prefixes",
        this::prefixes,
        catalogue.prefixes(),
        NanpaPrefix::id,
        (prefix, request) -> prefix.resource(catalogue));
    add(
        routes,
        "capacity_pools",
        this::pools,
        catalogue.pools(),
        CapacityPool::id,
        (pool, request) -> json.pool(pool, request.account()));
  }

  private <T> void add(
      Routes<DidwwRequest> routes,
      String type,
      Function<DidwwRequest, Reply> list,
      Collection<T> all,
      Function<T, String> id,
      BiFunction<T, DidwwRequest, Resource> resource) {
    routes.add(
        "GET", type, Operation.GET_CATALOGUE, request -> store.within(() -> list.apply(request)));
    Related.add(
        routes,
        store,
        type,
        Operation.GET_CATALOGUE,
        request ->
            all.stream()
                .filter(entry -> id.apply(entry).equals(request.idText()))
                .findFirst()
                .map(entry -> resource.apply(entry, request))
                .orElse(null));
  }

  private Reply countries(DidwwRequest request) {
    Filters filters =
        new Filters(request.query(), Set.of("id", "name", "prefix", "iso", "is_available"));
    return whole(
        request,
        "countries",
        catalogue.countries().stream()
            .filter(country -> Filters.in(filters.ids("id"), country.id()))
            .filter(country -> Filters.contains(filters.text("name"), country.name()))
            .filter(country -> Filters.in(filters.list("prefix"), country.prefix()))
            .filter(country -> Filters.in(filters.list("iso"), country.iso()))
            .filter(country -> Filters.is(filters.flag("is_available"), true))
            .map(country -> country.resource(catalogue)));
  }

  private Reply regions(DidwwRequest request) {
    Filters filters = new Filters(request.query(), Set.of("id", "name", "iso", "country.id"));
    return whole(
        request,
        "regions",
        catalogue.regions().stream()
            .filter(region -> Filters.in(filters.ids("id"), region.id()))
            .filter(region -> Filters.contains(filters.text("name"), region.name()))
            .filter(region -> Filters.in(filters.list("iso"), region.iso()))
            .filter(region -> Filters.in(filters.ids("country.id"), region.country().id()))
            .map(region -> region.resource(catalogue)));
  }

  private static Reply whole(DidwwRequest request, String type, Stream<Resource> entries) {
    List<Resource> all = entries.toList();
    return Document.list(
        request, type, all, Json.object().put("total_records", all.size()), Map.of());
  }

  private Reply cities(DidwwRequest request) {
    Filters filters = new Filters(request.query(), Set.of("id", "name", "country.id", "region.id"));
    return paged(
        request,
        "cities",
        Listing.of(request.query(), MOST_CITIES),
        catalogue.cities().stream()
            .filter(city -> Filters.in(filters.ids("id"), city.id()))
            .filter(city -> Filters.contains(filters.text("name"), city.name()))
            .filter(city -> Filters.in(filters.ids("country.id"), city.country().id()))
            .filter(city -> Filters.in(filters.ids("region.id"), id(city.region())))
            .toList(),
        city -> city.resource(catalogue));
  }

  private Reply types(DidwwRequest request) {
    Filters filters = new Filters(request.query(), Set.of("id", "name"));
    return paged(
        request,
        "did_group_types",
        Listing.of(request.query()),
        catalogue.types().stream()
            .filter(type -> Filters.in(filters.ids("id"), type.id()))
            .filter(type -> Filters.contains(filters.text("name"), type.name()))
            .toList(),
        GroupType::resource);
  }

  private Reply groups(DidwwRequest request) {
    Filters filters = new Filters(request.query(), GROUP_FILTERS);
    return paged(
        request,
        "did_groups",
        Listing.of(request.query()),
        catalogue.groups().stream().filter(group -> passes(group, filters)).toList(),
        json::group);
  }

  private boolean passes(DidGroup group, Filters filters) {
    @Nullable Integer least = filters.whole("meta.total_count_gteq");
    return Filters.in(filters.ids("id"), group.id())
        && Filters.in(filters.ids("country.id"), group.country().id())
        && Filters.in(filters.ids("region.id"), id(group.region()))
        && Filters.in(filters.ids("city.id"), id(group.city()))
        && Filters.in(filters.ids("did_group_type.id"), group.type().id())
        && Filters.in(filters.list("prefix"), group.prefix())
        && Filters.contains(filters.text("area_name"), group.areaName())
        && Filters.any(filters.list("features"), group.features())
        && Filters.is(filters.flag("is_available"), json.isAvailable(group))
        && Filters.is(filters.flag("is_metered"), group.metered())
        && Filters.is(filters.flag("needs_registration"), group.needsRegistration())
        && Filters.is(filters.flag("available_dids_enabled"), group.availableDids())
        && Filters.is(filters.flag("allow_additional_channels"), true)
        && (least == null || json.total(group) >= least)
        && sellsPrefix(group, filters);
  }

  private boolean sellsPrefix(DidGroup group, Filters filters) {
    @Nullable Set<String> ids = filters.ids("nanpa_prefix.id");
    @Nullable String npaNxx = filters.text("nanpa_prefix.npanxx");
    return (ids == null && npaNxx == null)
        || catalogue.prefixes().stream()
            .filter(prefix -> prefix.group().equals(group))
            .filter(prefix -> Filters.in(ids, prefix.id()))
            .anyMatch(prefix -> Filters.contains(npaNxx, prefix.npa() + prefix.nxx()));
  }

  private Reply prefixes(DidwwRequest request) {
    Filters filters = new Filters(request.query(), PREFIX_FILTERS);
    @Nullable Comparator<NanpaPrefix> order =
        Sorting.of(request.query(), "nanpa_prefixes", PREFIX_SORTS);
    Stream<NanpaPrefix> passing =
        catalogue.prefixes().stream().filter(prefix -> passes(prefix, filters));
    return paged(
        request,
        "nanpa_prefixes",
        Listing.of(request.query()),
        (order == null ? passing : passing.sorted(order)).toList(),
        prefix -> prefix.resource(catalogue));
  }

  private boolean passes(NanpaPrefix prefix, Filters filters) {
    DidGroup group = prefix.group();
    return Filters.in(filters.ids("id"), prefix.id())
        && Filters.in(filters.list("npa"), prefix.npa())
        && Filters.in(filters.list("nxx"), prefix.nxx())
        && Filters.contains(filters.text("npanxx"), prefix.npa() + prefix.nxx())
        && Filters.in(filters.ids("country.id"), group.country().id())
        && Filters.in(filters.ids("region.id"), id(group.region()))
        && Filters.any(filters.list("did_group.features"), group.features())
        && Filters.is(filters.flag("did_group.is_available"), json.isAvailable(group));
  }

  private Reply pools(DidwwRequest request) {
    Filters filters = new Filters(request.query(), Set.of("id", "name", "country.id"));
    return paged(
        request,
        "capacity_pools",
        Listing.of(request.query()),
        catalogue.pools().stream()
            .filter(pool -> Filters.in(filters.ids("id"), pool.id()))
            .filter(pool -> Filters.contains(filters.text("name"), pool.name()))
            .filter(
                pool ->
                    pool.countries().stream()
                        .anyMatch(country -> Filters.in(filters.ids("country.id"), country.id())))
            .toList(),
        pool -> json.pool(pool, request.account()));
  }

  private static <T> Reply paged(
      DidwwRequest request,
      String type,
      Listing listing,
      List<T> all,
      Function<T, Resource> resource) {
    List<Resource> page = listing.of(all).stream().map(resource).toList();
    return Document.page(request, type, page, listing, all.size());
  }

  private static @Nullable String id(@Nullable Region region) {
    return region == null ? null : region.id();
  }

  private static @Nullable String id(@Nullable City city) {
    return city == null ? null : city.id();
  }
}
