package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import tools.jackson.core.JsonGenerator;

/** The account's numbers: {@code /phone_numbers}. */
final class OwnedNumberResource {

  private final Store store;
  private final OwnedNumbers numbers;

  OwnedNumberResource(Store store, OwnedNumbers numbers) {
    this.store = store;
    this.numbers = numbers;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", "phone_numbers", Operation.GET_OWNED, this::list);
  }

  private Reply list(TelnyxRequest request) {
    OwnedNumberFilter filter = OwnedNumberFilter.read(request.query());
    Paging paging = request.paging();
    Page<OwnedNumber> page = store.within(() -> numbers.list(request.account(), paging, filter));
    return Reply.streamed(json -> TelnyxJson.page(json, page, OwnedNumberResource::write));
  }

  private static void write(JsonGenerator json, OwnedNumber number) {
    SubOrderView order = number.number().parent();
    String purchased = TelnyxJson.timestamp(order.sub().order().acceptedAt());
    json.writeStartObject();
    json.writeStringProperty("id", number.id());
    json.writeStringProperty("record_type", "phone_number");
    json.writeStringProperty("phone_number", number.e164());
    json.writeStringProperty("country_iso_alpha2", order.sub().part().country());
    json.writeStringProperty("status", number.status());
    json.writeArrayPropertyStart("tags");
    json.writeEndArray();
    json.writeNullProperty("external_pin");
    json.writeStringProperty("phone_number_type", number.numberType());
    TelnyxJson.text(json, "customer_reference", order.customerReference());
    TelnyxJson.settings(json, order.sub().order().settings());
    json.writeStringProperty("source_type", "number_order");
    json.writeStringProperty("purchased_at", purchased);
    json.writeBooleanProperty("deletion_lock_enabled", false);
    TelnyxJson.times(json, purchased);
    json.writeEndObject();
  }
}
