package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers given back: {@code /phone_numbers/jobs}. */
final class DeletionResource {

  private static final String PATH = "phone_numbers/jobs";
  private static final String TYPE = "delete_phone_numbers";
  private static final String TYPE_FILTER = "filter[type]";
  private static final String NUMBERS = "phone_numbers";
  private static final String STATUS = "status";
  private static final int MOST_NUMBERS = 1_000;

  private final Store store;
  private final OrderIds ids;
  private final OwnedNumbers owned;
  private final Records jobs;
  private final long paceMillis;

  DeletionResource(Store store, OrderIds ids, OwnedNumbers owned, long paceMillis) {
    this.store = store;
    this.ids = ids;
    this.owned = owned;
    this.paceMillis = paceMillis;
    this.jobs = new Records(store, "job", ids);
    jobs.whenKept(this::kept);
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH + "/" + TYPE, Operation.DELETE, this::create);
    routes.add("GET", PATH, Operation.GET_OWNED, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_OWNED, this::get);
  }

  private Reply create(TelnyxRequest request) {
    List<String> numbers = numbers(BodyReader.of(request.body()));
    JsonNode job =
        store.within(
            () -> {
              ObjectNode data = ids.newObject("phone_numbers_job");
              data.put("type", TYPE).put(STATUS, Status.PENDING);
              ArrayNode all = data.putArray(NUMBERS);
              ArrayNode pending = data.putArray("pending_operations");
              for (String number : numbers) {
                all.add(named(number));
                pending.add(named(number));
              }
              data.putArray("successful_operations");
              data.putArray("failed_operations");
              TelnyxJson.times(data, store.now());
              return jobs.keep(request.account(), data);
            });
    return Reply.json(202, json -> TelnyxJson.data(json, () -> TelnyxJson.object(json, job)));
  }

  private static List<String> numbers(BodyReader body) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode number : body.root().path(NUMBERS)) {
      numbers.add(number.asString(""));
    }
    if (numbers.isEmpty() || numbers.size() > MOST_NUMBERS) {
      body.fault(
          "/" + NUMBERS,
          "10033",
          "Out of range",
          "phone_numbers must have 1 to " + MOST_NUMBERS + " items.");
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (!numbers.get(i).matches("\\+?[0-9]{7,19}")) {
        body.fault(
            "/" + NUMBERS + "/" + i,
            "10002",
            "Invalid phone number",
            "'" + numbers.get(i) + "' is neither a number nor the id of one.");
      }
    }
    body.refuseFaults();
    return numbers;
  }

  private static ObjectNode named(String numberOrId) {
    String number = numberOrId.startsWith("+") ? numberOrId : OwnedNumber.e164(numberOrId);
    return Json.object().put("id", OwnedNumber.id(number)).put("phone_number", number);
  }

  private void kept(JsonNode job) {
    if (job.path(STATUS).asString("").equals(Status.PENDING)) {
      Instant created = TelnyxJson.instant(job.required("created_at").asString());
      String id = job.required("id").asString();
      store.at(created.plusMillis(paceMillis), () -> run(id));
    }
  }

  private void run(String id) {
    @Nullable String account = jobs.accountOf(id);
    if (account == null) {
      return;
    }
    ObjectNode job = jobs.copy(account, id);
    ArrayNode failed = (ArrayNode) job.required("failed_operations");
    ArrayNode successful = (ArrayNode) job.required("successful_operations");
    for (JsonNode number : job.required(NUMBERS)) {
      if (owned.giveBack(account, number.required("phone_number").asString())) {
        successful.add(number);
      } else {
        ObjectNode failure = (ObjectNode) number.deepCopy();
        failure
            .putArray("errors")
            .addObject()
            .put("code", "10005")
            .put("title", "Resource not found")
            .put("detail", "The account has no such number in service.");
        failed.add(failure);
      }
    }
    job.putArray("pending_operations");
    job.put(STATUS, successful.isEmpty() ? "failed" : "completed");
    jobs.keep(account, job);
  }

  private Reply get(TelnyxRequest request) {
    String id = request.id().toString();
    return TelnyxJson.one(store.within(() -> jobs.get(request.account(), id)));
  }

  private Reply list(TelnyxRequest request) {
    @Nullable String type =
        new FilterReader(request.query(), Set.of(TYPE_FILTER)).text(TYPE_FILTER);
    Paging paging = request.paging();
    return TelnyxJson.page(
        store.within(
            () -> jobs.list(request.account(), paging, job -> type == null || type.equals(TYPE))));
  }
}
