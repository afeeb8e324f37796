package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sub number orders as CSV: {@code /sub_number_orders_report}. */
final class ReportResource {

  private static final String PATH = "sub_number_orders_report";
  private static final String AFTER = "created_at_gt";
  private static final String BEFORE = "created_at_lt";
  private static final List<String> FILTERS =
      List.of("status", "order_request_id", "country_code", AFTER, BEFORE, "customer_reference");
  private static final Set<String> STATUSES =
      Set.of(Status.PENDING, Status.SUCCESS, Status.FAILURE);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final String HEADER =
      "id,order_request_id,is_block_sub_number_order,status,phone_number_type,requirements_met,"
          + "phone_numbers_count,country_code,user_id,customer_reference,created_at,updated_at";

  private final Store store;
  private final NumberOrderBook book;
  private final OrderIds ids;
  private final Records reports;
  private final long paceMillis;

  ReportResource(Store store, NumberOrderBook book, OrderIds ids, long paceMillis) {
    this.store = store;
    this.book = book;
    this.ids = ids;
    this.paceMillis = paceMillis;
    this.reports = new Records(store, "report", ids);
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.REPORT, this::create);
    routes.add("GET", PATH + "/*", Operation.REPORT, this::get);
    routes.add("GET", PATH + "/*/download", Operation.REPORT, this::download);
  }

  private Reply create(TelnyxRequest request) {
    BodyReader body = BodyReader.ofOptional(request.body());
    body.optionalOneOf(body.root(), "", "status", STATUSES);
    ObjectNode filters = Json.object();
    FILTERS.forEach(name -> filters.put(name, body.text(name)));
    body.refuseFaults();
    for (String name : List.of(AFTER, BEFORE)) {
      FilterReader.instant(name, Json.text(filters, name));
    }
    JsonNode report =
        store.within(
            () -> {
              ObjectNode data = ids.newObject("sub_number_orders_report");
              data.put("order_type", "sub_number_order")
                  .put("user_id", NumberOrderJson.userId(request.account()).toString())
                  .set("filters", filters);
              TelnyxJson.times(data, store.now());
              return reports.keep(request.account(), data);
            });
    return answer(202, report);
  }

  private Reply get(TelnyxRequest request) {
    return answer(200, store.within(() -> find(request)));
  }

  private JsonNode find(TelnyxRequest request) {
    return reports.get(request.account(), request.id().toString());
  }

  private String status(JsonNode report) {
    Instant created = TelnyxJson.instant(report.required("created_at").asString());
    return store.now().isBefore(created.plusMillis(paceMillis)) ? Status.PENDING : Status.SUCCESS;
  }

  private Reply answer(int status, JsonNode report) {
    ObjectNode shown = (ObjectNode) report.deepCopy();
    shown.remove("record_type");
    shown.put("status", status(report));
    return Reply.json(status, json -> TelnyxJson.data(json, () -> TelnyxJson.object(json, shown)));
  }

  private Reply download(TelnyxRequest request) {
    JsonNode report = store.within(() -> find(request));
    if (!status(report).equals(Status.SUCCESS)) {
      throw TelnyxRefusal.unprocessable(
          "10027", "Unprocessable entity", "The report is not ready yet.");
    }
    JsonNode filters = report.required("filters");
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    store.within(
        () ->
            book.newestFirst(
                request.account(),
                Json.text(filters, "customer_reference"),
                order -> {
                  if (isWanted(order, filters)) {
                    book.view(order).subOrders().stream()
                        .filter(sub -> isWanted(sub, filters))
                        .forEach(sub -> line(csv, sub));
                  }
                }));
    return new Reply(
        200,
        Map.of("Content-Type", "text/csv"),
        csv.toString().getBytes(StandardCharsets.UTF_8),
        null,
        0);
  }

  private static boolean isWanted(NumberOrder order, JsonNode filters) {
    @Nullable Instant after = FilterReader.instant(AFTER, Json.text(filters, AFTER));
    @Nullable Instant before = FilterReader.instant(BEFORE, Json.text(filters, BEFORE));
    @Nullable String id = Json.text(filters, "order_request_id");
    return (after == null || order.acceptedAt().isAfter(after))
        && (before == null || order.acceptedAt().isBefore(before))
        && (id == null || id.equals(order.id().toString()));
  }

  private static boolean isWanted(SubOrderView sub, JsonNode filters) {
    @Nullable String status = Json.text(filters, "status");
    @Nullable String country = Json.text(filters, "country_code");
    return (status == null || status.equals(sub.status()))
        && (country == null || country.equals(sub.sub().part().country()));
  }

  private static void line(StringBuilder csv, SubOrderView view) {
    SubOrder sub = view.sub();
    String created = TIMESTAMP.format(sub.order().acceptedAt());
    csv.append(
        String.join(
            ",",
            sub.id().toString(),
            sub.order().id().toString(),
            "False",
            view.status(),
            sub.part().numberType(),
            view.requirementsMet() ? "True" : "False",
            Integer.toString(sub.part().count()),
            sub.part().country(),
            NumberOrderJson.userId(sub.order().account()).toString(),
            quoted(view.customerReference()),
            created,
            created));
    csv.append('\n');
  }

  private static String quoted(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
