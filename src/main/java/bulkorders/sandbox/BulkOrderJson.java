package bulkorders.sandbox;

import tools.jackson.core.JsonGenerator;

/** Bulk orders in Telnyx's JSON. */
final class BulkOrderJson {

  private BulkOrderJson() {}

  /** The whole order at a stage of its life. */
  static void write(JsonGenerator json, BulkOrder order, Stage stage) {
    String accepted = TelnyxJson.timestamp(order.acceptedAt());
    json.writeStartObject();
    json.writeStringProperty("id", order.id().toString());
    TelnyxJson.text(json, "customer_reference", order.settings().customerReference());
    TelnyxJson.settings(json, order.settings());
    TelnyxJson.times(json, accepted);
    json.writeArrayPropertyStart("ordering_groups");
    for (int i = 0; i < order.groups().size(); i++) {
      group(json, order, i, stage, accepted);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void group(
      JsonGenerator json, BulkOrder order, int index, Stage stage, String accepted) {
    OrderGroup group = order.groups().get(index);
    NewGroup wanted = group.wanted();
    boolean allocated = stage != Stage.PENDING && group.allocated() > 0;
    boolean ordered = stage == Stage.ORDERED || stage == Stage.DONE;
    json.writeStartObject();
    json.writeStringProperty("country_iso", wanted.country());
    json.writeStringProperty("phone_number_type", wanted.numberType());
    json.writeNumberProperty("count_requested", wanted.count());
    json.writeNumberProperty("count_allocated", allocated ? group.allocated() : 0);
    json.writeStringProperty("status", group.statusAt(stage));
    json.writeStringProperty("strategy", wanted.strategy());
    TelnyxJson.text(json, "national_destination_code", wanted.nationalDestinationCode());
    TelnyxJson.text(json, "administrative_area", wanted.administrativeArea());
    TelnyxJson.text(json, "phone_number[starts_with]", wanted.pattern().startsWith());
    TelnyxJson.text(json, "phone_number[ends_with]", wanted.pattern().endsWith());
    TelnyxJson.text(json, "phone_number[contains]", wanted.pattern().contains());
    TelnyxJson.flag(json, "quickship", wanted.quickship());
    TelnyxJson.flag(json, "exclude_held_numbers", wanted.excludeHeldNumbers());
    TelnyxJson.text(json, "error_reason", ordered ? group.shortReason() : null);
    json.writeArrayPropertyStart("orders");
    if (allocated) {
      BulkNumberOrder numberOrder = new BulkNumberOrder(order, index);
      json.writeStartObject();
      json.writeStringProperty("number_order_id", numberOrder.id().toString());
      json.writeArrayPropertyStart("sub_number_order_ids");
      json.writeString(new SubOrder(numberOrder, 0, numberOrder.parts().get(0)).id().toString());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    TelnyxJson.times(json, accepted);
    json.writeEndObject();
  }
}
