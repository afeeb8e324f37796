package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requirement groups: {@code /requirement_groups}. Their answers are not wrapped in anything. */
final class RequirementGroupResource {

  private static final String PATH = "requirement_groups";
  private static final String COUNTRY = "country_code";
  private static final String TYPE = "phone_number_type";
  private static final String ACTION = "action";
  private static final List<String> FILTERS =
      List.of(COUNTRY, TYPE, ACTION, "status", "customer_reference");
  private static final Set<String> TYPES =
      Set.of("local", "toll_free", "mobile", "national", "shared_cost");
  private static final Set<String> ACTIONS = Set.of("ordering", "porting");

  private final Store store;
  private final RequirementGroups groups;

  RequirementGroupResource(Store store, RequirementGroups groups) {
    this.store = store;
    this.groups = groups;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.CREATE_GROUP, this::create);
    routes.add("GET", PATH, Operation.GET_PAPERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_PAPERS, this::get);
    routes.add("PATCH", PATH + "/*", Operation.UPDATE, this::update);
    routes.add("DELETE", PATH + "/*", Operation.UPDATE, this::delete);
    routes.add("POST", PATH + "/*/submit_for_approval", Operation.UPDATE, this::submit);
  }

  private Reply create(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    String country = body.required(COUNTRY);
    String type = body.oneOf(body.root(), "", TYPE, TYPES);
    String action = body.oneOf(body.root(), "", ACTION, ACTIONS);
    @Nullable String reference = body.text("customer_reference");
    List<GivenValue> values = GivenValue.read(body);
    body.refuseFaults();
    return bare(
        store.within(
            () -> groups.create(request.account(), country, type, action, reference, values)));
  }

  private Reply update(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    @Nullable String reference = body.text("customer_reference");
    List<GivenValue> values = GivenValue.read(body);
    body.refuseFaults();
    String id = request.id().toString();
    return bare(store.within(() -> groups.update(request.account(), id, reference, values)));
  }

  private Reply get(TelnyxRequest request) {
    String id = request.id().toString();
    return bare(store.within(() -> groups.get(request.account(), id)));
  }

  private Reply delete(TelnyxRequest request) {
    String id = request.id().toString();
    return bare(store.within(() -> groups.delete(request.account(), id)));
  }

  private Reply submit(TelnyxRequest request) {
    String id = request.id().toString();
    return bare(store.within(() -> groups.submit(request.account(), id)));
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters =
        new FilterReader(
            request.query(),
            Set.copyOf(FILTERS.stream().map(RequirementGroupResource::filter).toList()));
    List<JsonNode> found =
        store.within(
            () ->
                groups.list(
                    request.account(),
                    group ->
                        FILTERS.stream()
                            .allMatch(
                                name -> {
                                  @Nullable String wanted = filters.text(filter(name));
                                  return wanted == null || wanted.equals(Json.text(group, name));
                                })));
    return Reply.json(
        200,
        json -> {
          json.writeStartArray();
          found.forEach(group -> TelnyxJson.object(json, group));
          json.writeEndArray();
        });
  }

  private static String filter(String name) {
    return "filter[" + name + "]";
  }

  private static Reply bare(JsonNode group) {
    return Reply.json(200, json -> TelnyxJson.object(json, group));
  }
}
