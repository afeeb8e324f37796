package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How much is in stock: {@code /inventory_coverage}. */
final class CoverageResource {

  private static final String COUNTRY = "filter[country_code]";
  private static final String TYPE = "filter[phone_number_type]";
  private static final String NPA = "filter[npa]";
  private static final String NXX = "filter[nxx]";
  private static final String CODE = "filter[national_destination_code]";
  private static final String AREA = "filter[administrative_area]";
  private static final String FEATURES = "filter[features]";
  private static final String COUNT = "filter[count]";
  private static final String GROUP_BY = "filter[groupBy]";
  private static final Set<String> KNOWN =
      Set.of(COUNTRY, TYPE, NPA, NXX, CODE, AREA, FEATURES, COUNT, GROUP_BY);
  private static final String LOCALITY = "locality";
  private static final Set<String> GROUPINGS = Set.of(LOCALITY, "npa", "national_destination_code");

  /** One group of the answer. */
  private record Group(String name, String type, StockPool pool) {}

  private final Store store;
  private final Inventory inventory;

  CoverageResource(Store store, Inventory inventory) {
    this.store = store;
    this.inventory = inventory;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", "inventory_coverage", Operation.GET_COVERAGE, this::list);
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), KNOWN);
    @Nullable String groupBy = filters.text(GROUP_BY);
    if (groupBy != null && !GROUPINGS.contains(groupBy)) {
      throw FilterReader.invalid(GROUP_BY, "Nothing can be grouped by '" + groupBy + "'.");
    }
    filters.whole(NXX);
    boolean count = Boolean.TRUE.equals(filters.flag(COUNT));
    Shelf shelf = shelf(filters);
    return store.within(
        () -> {
          List<Group> groups = groups(shelf, groupBy);
          List<Integer> counts = groups.stream().map(group -> group.pool().remaining()).toList();
          return Reply.json(200, json -> write(json, shelf, groups, counts, count));
        });
  }

  private static Shelf shelf(FilterReader filters) {
    @Nullable String country = filters.text(COUNTRY);
    @Nullable String type = filters.text(TYPE);
    @Nullable Integer npa = filters.whole(NPA);
    return new Shelf(
        country == null ? "US" : country.toUpperCase(Locale.ROOT),
        type == null ? Shelf.LOCAL : type,
        npa == null ? filters.text(CODE) : npa.toString(),
        filters.text(AREA),
        null,
        List.copyOf(filters.list(FEATURES)));
  }

  private List<Group> groups(Shelf shelf, @Nullable String groupBy) {
    List<String> keys = shelf.pools();
    boolean nationwide = keys.equals(List.of(shelf.country()));
    List<Group> groups = new ArrayList<>();
    if (nationwide && groupBy == null) {
      groups.add(new Group(shelf.country(), "country_code", inventory.pool(shelf.country())));
      return groups;
    }
    List<String> separate =
        nationwide
            ? AreaCodes.ofCountry(shelf.country()).stream()
                .map(code -> shelf.country() + "-" + code)
                .toList()
            : keys;
    String type =
        groupBy != null ? groupBy : shelf.northAmerican() ? "npa" : "national_destination_code";
    Function<String, String> name = type.equals(LOCALITY) ? this::locality : CoverageResource::code;
    separate.forEach(key -> groups.add(new Group(name.apply(key), type, inventory.pool(key))));
    return groups;
  }

  private String locality(String key) {
    return Localities.of(new Place(inventory.pool(key), 0));
  }

  private static String code(String key) {
    return ForeignRange.byKey(key).map(ForeignRange::destinationCode).orElse(key.substring(3));
  }

  private static void write(
      JsonGenerator json, Shelf shelf, List<Group> groups, List<Integer> counts, boolean count) {
    json.writeStartObject();
    json.writeArrayPropertyStart("data");
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      boolean tollFree = group.pool().numberType().equals(Shelf.TOLL_FREE);
      json.writeStartObject();
      json.writeStringProperty("record_type", "inventory_coverage_group");
      json.writeStringProperty("group", group.name());
      json.writeStringProperty("group_type", group.type());
      json.writeNumberProperty("number_range", 1);
      json.writeStringProperty("number_type", tollFree ? "toll-free" : "did");
      json.writeStringProperty("phone_number_type", group.pool().numberType());
      json.writeStringProperty("coverage_type", "number");
      if (count) {
        json.writeNumberProperty("count", counts.get(i));
      }
      TelnyxJson.text(json, "administrative_area", area(shelf, group));
      json.writeBooleanProperty("advance_requirements", !shelf.northAmerican());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("meta");
    json.writeNumberProperty("total_results", groups.size());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static @Nullable String area(Shelf shelf, Group group) {
    boolean ofArea =
        shelf.northAmerican()
            && group.pool().numberType().equals(Shelf.LOCAL)
            && group.pool().key().length() > 2;
    return ofArea ? AreaCodes.areaOf(shelf.country(), group.pool().key().substring(3)) : null;
  }
}
