package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What countries ask for: {@code /requirements}, {@code /requirement_types} and {@code
 * /regulatory_requirements}.
 */
final class CatalogueResource {

  private static final String REQUIREMENTS = "requirements";
  private static final String TYPES = "requirement_types";
  private static final String COUNTRY = "filter[country_code]";
  private static final String TYPE = "filter[phone_number_type]";
  private static final String ACTION = "filter[action]";
  private static final String NUMBER = "filter[phone_number]";
  private static final String GROUP = "filter[requirement_group_id]";
  private static final String NAME = "filter[name][contains]";
  private static final String ORDERING = "ordering";
  private static final Instant SINCE = Instant.parse("2024-01-01T00:00:00Z");

  private final Store store;
  private final Inventory inventory;
  private final RequirementGroups groups;

  CatalogueResource(Store store, Inventory inventory, RequirementGroups groups) {
    this.store = store;
    this.inventory = inventory;
    this.groups = groups;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", REQUIREMENTS, Operation.GET_PAPERS, this::listSets);
    routes.add("GET", REQUIREMENTS + "/*", Operation.GET_PAPERS, this::getSet);
    routes.add("GET", TYPES, Operation.GET_PAPERS, this::listTypes);
    routes.add("GET", TYPES + "/*", Operation.GET_PAPERS, this::getType);
    routes.add("GET", "regulatory_requirements", Operation.GET_PAPERS, this::regulatory);
  }

  private Reply listSets(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), Set.of(COUNTRY, TYPE, ACTION));
    PageBuilder<RequirementSet> page = new PageBuilder<>(request.paging());
    select(filters).forEach(page::add);
    return Reply.streamed(json -> TelnyxJson.page(json, page.page(), CatalogueResource::set));
  }

  private static Stream<RequirementSet> select(FilterReader filters) {
    @Nullable String country = filters.text(COUNTRY);
    @Nullable String type = filters.text(TYPE);
    @Nullable String action = filters.text(ACTION);
    return RequirementSet.all()
        .filter(set -> country == null || country.equals(set.country()))
        .filter(set -> type == null || type.equals(set.numberType()))
        .filter(set -> action == null || action.equals(ORDERING));
  }

  private Reply getSet(TelnyxRequest request) {
    UUID id = request.id();
    RequirementSet found =
        RequirementSet.all()
            .filter(set -> set.id().equals(id))
            .findFirst()
            .orElseThrow(TelnyxRefusal::notFound);
    return Reply.json(200, json -> TelnyxJson.data(json, () -> set(json, found)));
  }

  private Reply listTypes(TelnyxRequest request) {
    @Nullable String name = new FilterReader(request.query(), Set.of(NAME)).text(NAME);
    PageBuilder<RequirementType> page = new PageBuilder<>(request.paging());
    RequirementType.all().stream()
        .filter(type -> name == null || type.name().contains(name))
        .forEach(page::add);
    return Reply.streamed(json -> TelnyxJson.page(json, page.page(), CatalogueResource::type));
  }

  private Reply getType(TelnyxRequest request) {
    UUID id = request.id();
    RequirementType found =
        RequirementType.all().stream()
            .filter(type -> type.id().equals(id))
            .findFirst()
            .orElseThrow(TelnyxRefusal::notFound);
    return Reply.json(200, json -> TelnyxJson.data(json, () -> type(json, found)));
  }

  private Reply regulatory(TelnyxRequest request) {
    FilterReader filters =
        new FilterReader(request.query(), Set.of(NUMBER, GROUP, COUNTRY, TYPE, ACTION));
    @Nullable String number = filters.text(NUMBER);
    @Nullable String group = filters.text(GROUP);
    List<RequirementSet> sets =
        number != null
            ? ofNumber(number)
            : group != null ? ofGroup(request.account(), group) : select(filters).toList();
    return Reply.streamed(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("data");
          sets.forEach(set -> regulatory(json, set));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private List<RequirementSet> ofNumber(String number) {
    return store.within(
        () -> {
          @Nullable Place place = inventory.locate(number.replace(' ', '+'));
          return place == null ? List.of() : one(place.pool().country(), place.pool().numberType());
        });
  }

  private List<RequirementSet> ofGroup(String account, String id) {
    return store.within(
        () -> {
          JsonNode group = groups.get(account, id);
          return one(
              group.required("country_code").asString(),
              group.required("phone_number_type").asString());
        });
  }

  private static List<RequirementSet> one(String country, String numberType) {
    @Nullable RequirementSet set = RequirementSet.of(country, numberType);
    return set == null ? List.of() : List.of(set);
  }

  private static void set(JsonGenerator json, RequirementSet set) {
    json.writeStartObject();
    json.writeStringProperty("id", set.id().toString());
    json.writeStringProperty("record_type", "requirement");
    json.writeStringProperty("action", ORDERING);
    json.writeStringProperty("country_code", set.country());
    json.writeNullProperty("locality");
    json.writeStringProperty("phone_number_type", set.numberType());
    TelnyxJson.time(json, "effective_start_at", SINCE);
    json.writeNullProperty("effective_end_at");
    json.writeNumberProperty("version", 1);
    json.writeArrayPropertyStart("requirement_types");
    set.types().forEach(type -> type(json, type));
    json.writeEndArray();
    TelnyxJson.times(json, SINCE);
    json.writeEndObject();
  }

  private static void type(JsonGenerator json, RequirementType type) {
    json.writeStartObject();
    json.writeStringProperty("id", type.id().toString());
    json.writeStringProperty("record_type", "requirement_type");
    json.writeStringProperty("name", type.name());
    json.writeStringProperty("description", type.description());
    json.writeStringProperty("example", type.example());
    json.writeStringProperty("type", type.fieldType().catalogueCode());
    criteria(json, type);
    TelnyxJson.times(json, SINCE);
    json.writeEndObject();
  }

  private static void regulatory(JsonGenerator json, RequirementSet set) {
    json.writeStartObject();
    json.writeStringProperty("action", ORDERING);
    json.writeStringProperty("country_code", set.country());
    json.writeStringProperty("phone_number_type", set.numberType());
    json.writeArrayPropertyStart("regulatory_requirements");
    for (RequirementType type : set.types()) {
      json.writeStartObject();
      json.writeStringProperty("id", type.id().toString());
      json.writeStringProperty("name", type.name());
      json.writeStringProperty("label", type.name());
      json.writeStringProperty("field_type", type.fieldType().code());
      json.writeStringProperty("description", type.description());
      json.writeStringProperty("example", type.example());
      criteria(json, type);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void criteria(JsonGenerator json, RequirementType type) {
    json.writeObjectPropertyStart("acceptance_criteria");
    if (type.mostCharacters() > 0) {
      json.writeNumberProperty("min_length", 1);
      json.writeNumberProperty("max_length", type.mostCharacters());
    }
    if (type.form() != null) {
      json.writeStringProperty("regex", type.form());
    }
    if (type.local()) {
      json.writeStringProperty("locality_limit", "In the locality of the phone number");
    }
    json.writeEndObject();
  }
}
