package bulkorders.sandbox;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Telnyx's JSON. Absent values are explicit nulls, as in its real answers. */
final class TelnyxJson {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private TelnyxJson() {}

  static void bulkOrder(JsonGenerator json, BulkOrder order, Stage stage) {
    String accepted = TIMESTAMP.format(order.acceptedAt());
    json.writeStartObject();
    json.writeStringProperty("id", order.id().toString());
    text(json, "customer_reference", order.customerReference());
    text(json, "connection_id", order.connectionId());
    text(json, "messaging_profile_id", order.messagingProfileId());
    text(json, "billing_group_id", order.billingGroupId());
    times(json, accepted);
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
    text(json, "national_destination_code", wanted.nationalDestinationCode());
    text(json, "administrative_area", wanted.administrativeArea());
    text(json, "phone_number[starts_with]", wanted.pattern().startsWith());
    text(json, "phone_number[ends_with]", wanted.pattern().endsWith());
    text(json, "phone_number[contains]", wanted.pattern().contains());
    flag(json, "quickship", wanted.quickship());
    flag(json, "exclude_held_numbers", wanted.excludeHeldNumbers());
    text(json, "error_reason", ordered ? group.shortReason() : null);
    json.writeArrayPropertyStart("orders");
    if (allocated) {
      NumberOrder numberOrder = new NumberOrder(order, index);
      json.writeStartObject();
      json.writeStringProperty("number_order_id", numberOrder.id().toString());
      json.writeArrayPropertyStart("sub_number_order_ids");
      json.writeString(numberOrder.subNumberOrderId().toString());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    times(json, accepted);
    json.writeEndObject();
  }

  /**
   * @param customerReference what it has by now
   * @param status of the number order and of each of its numbers
   * @param full every field of the numbers, as in a retrieve; false for id and number only, as in a
   *     list
   */
  static void numberOrder(
      JsonGenerator json,
      NumberOrder order,
      @Nullable String customerReference,
      String status,
      boolean full) {
    BulkOrder parent = order.order();
    UUID id = order.id();
    json.writeStartObject();
    json.writeStringProperty("id", id.toString());
    json.writeStringProperty("record_type", "number_order");
    json.writeNumberProperty("phone_numbers_count", order.group().allocated());
    text(json, "connection_id", parent.connectionId());
    text(json, "messaging_profile_id", parent.messagingProfileId());
    text(json, "billing_group_id", parent.billingGroupId());
    text(json, "customer_reference", customerReference);
    json.writeArrayPropertyStart("sub_number_orders_ids");
    json.writeString(order.subNumberOrderId().toString());
    json.writeEndArray();
    json.writeStringProperty("status", status);
    json.writeBooleanProperty("requirements_met", true);
    times(json, TIMESTAMP.format(parent.acceptedAt()));
    json.writeArrayPropertyStart("phone_numbers");
    order
        .group()
        .forEachNumber(
            (index, number) -> {
              json.writeStartObject();
              json.writeStringProperty("id", phoneNumberId(id, index));
              json.writeStringProperty("phone_number", number);
              if (full) {
                phoneNumberDetails(json, order.group().wanted(), status);
              }
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void phoneNumberDetails(JsonGenerator json, NewGroup wanted, String status) {
    json.writeStringProperty("record_type", "number_order_phone_number");
    json.writeStringProperty("phone_number_type", wanted.tollFree() ? "toll_free" : "local");
    json.writeStringProperty("country_code", wanted.country());
    json.writeNullProperty("bundle_id");
    json.writeStringProperty("status", status);
    json.writeBooleanProperty("requirements_met", true);
    json.writeStringProperty("requirements_status", "approved");
    json.writeArrayPropertyStart("regulatory_requirements");
    json.writeEndArray();
  }

  private static String phoneNumberId(UUID numberOrder, int index) {
    return Ids.derive(numberOrder, index).toString();
  }

  static void balance(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("record_type", "balance");
    json.writeStringProperty("balance", "1000000.00");
    json.writeStringProperty("pending", "0.00");
    json.writeStringProperty("credit_limit", "0.00");
    json.writeStringProperty("available_credit", "1000000.00");
    json.writeStringProperty("currency", "USD");
    json.writeEndObject();
  }

  /** {@code {"data": …}} */
  static void data(JsonGenerator json, Runnable value) {
    json.writeStartObject();
    json.writeName("data");
    value.run();
    json.writeEndObject();
  }

  /** {@code {"data": […], "meta": …}} */
  static <T> void page(JsonGenerator json, Page<T> page, BiConsumer<JsonGenerator, T> entry) {
    json.writeStartObject();
    json.writeArrayPropertyStart("data");
    List<T> entries = page.entries();
    entries.forEach(value -> entry.accept(json, value));
    json.writeEndArray();
    json.writeObjectPropertyStart("meta");
    json.writeNumberProperty("page_number", page.number());
    json.writeNumberProperty("page_size", page.size());
    json.writeNumberProperty("total_pages", page.totalPages());
    json.writeNumberProperty("total_results", page.total());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** {@code updated_at} stays what {@code created_at} is: so it is in real answers. */
  private static void times(JsonGenerator json, String accepted) {
    json.writeStringProperty("created_at", accepted);
    json.writeStringProperty("updated_at", accepted);
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static void flag(JsonGenerator json, String name, @Nullable Boolean value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeBooleanProperty(name, value);
    }
  }
}
