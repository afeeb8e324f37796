package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Number orders, sub number orders and their numbers in Telnyx's JSON. */
final class NumberOrderJson {

  /** More numbers than these a sub number order does not show. */
  private static final int NUMBERS_OF_SUB_ORDER = 50;

  private NumberOrderJson() {}

  /**
   * @param full every field of the numbers, as in a retrieve; false for id and number only, as in a
   *     list
   */
  static void order(JsonGenerator json, NumberOrderView view, boolean full) {
    NumberOrder order = view.order();
    json.writeStartObject();
    json.writeStringProperty("id", order.id().toString());
    json.writeStringProperty("record_type", "number_order");
    json.writeNumberProperty("phone_numbers_count", order.count());
    TelnyxJson.settings(json, order.settings());
    TelnyxJson.text(json, "customer_reference", view.customerReference());
    json.writeArrayPropertyStart("sub_number_orders_ids");
    view.subOrders().forEach(sub -> json.writeString(sub.sub().id().toString()));
    json.writeEndArray();
    json.writeStringProperty("status", view.status());
    json.writeBooleanProperty("requirements_met", view.requirementsMet());
    TelnyxJson.times(json, order.acceptedAt());
    json.writeArrayPropertyStart("phone_numbers");
    for (SubOrderView sub : view.subOrders()) {
      sub.sub()
          .part()
          .forEach(
              (index, place) -> {
                json.writeStartObject();
                identity(json, sub, index, place);
                if (full) {
                  details(json, sub, index);
                }
                json.writeEndObject();
              });
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void identity(JsonGenerator json, SubOrderView sub, int index, Place place) {
    json.writeStringProperty("id", sub.sub().phoneNumberId(index).toString());
    json.writeStringProperty("phone_number", place.e164());
  }

  private static void details(JsonGenerator json, SubOrderView sub, int index) {
    NumberState state = sub.numberAt().apply(index);
    json.writeStringProperty("record_type", "number_order_phone_number");
    json.writeStringProperty("phone_number_type", sub.sub().part().numberType());
    json.writeStringProperty("country_code", sub.sub().part().country());
    json.writeNullProperty("bundle_id");
    json.writeStringProperty("status", state.status());
    json.writeBooleanProperty("requirements_met", state.requirementsMet());
    json.writeStringProperty("requirements_status", state.requirementsStatus());
    json.writeArrayPropertyStart("regulatory_requirements");
    if (state.papers() != null) {
      papers(json, state.papers());
    }
    json.writeEndArray();
  }

  private static void papers(JsonGenerator json, NumberPapers number) {
    for (int i = 0; i < number.papers().size(); i++) {
      RequirementType type = number.set().types().get(i);
      Paper paper = number.papers().get(i);
      json.writeStartObject();
      json.writeStringProperty("requirement_id", type.id().toString());
      json.writeStringProperty("field_type", type.fieldType().code());
      TelnyxJson.text(json, "field_value", paper.value());
      json.writeStringProperty("status", paper.standing().ofNumber());
      json.writeEndObject();
    }
  }

  private static void requirements(JsonGenerator json, OrderPart part) {
    @Nullable RequirementSet set = RequirementSet.of(part.country(), part.numberType());
    json.writeArrayPropertyStart("regulatory_requirements");
    for (RequirementType type : set == null ? List.<RequirementType>of() : set.types()) {
      json.writeStartObject();
      json.writeStringProperty("requirement_id", type.id().toString());
      json.writeStringProperty("field_type", type.fieldType().code());
      json.writeStringProperty("record_type", "sub_number_order_regulatory_requirement");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static @Nullable Instant deadline(@Nullable NumberPapers papers) {
    return papers == null || papers.cancelled() || papers.isApproved() ? null : papers.deadline();
  }

  /**
   * @param withNumbers whether the first of its numbers are shown
   */
  static void subOrder(JsonGenerator json, SubOrderView view, boolean withNumbers) {
    SubOrder sub = view.sub();
    json.writeStartObject();
    json.writeStringProperty("id", sub.id().toString());
    json.writeStringProperty("order_request_id", sub.order().id().toString());
    json.writeStringProperty("record_type", "sub_number_order");
    json.writeStringProperty("country_code", sub.part().country());
    json.writeStringProperty("phone_number_type", sub.part().numberType());
    json.writeNumberProperty("phone_numbers_count", sub.part().count());
    json.writeStringProperty("user_id", userId(sub.order().account()).toString());
    json.writeStringProperty("status", view.status());
    json.writeBooleanProperty("requirements_met", view.requirementsMet());
    TelnyxJson.text(json, "customer_reference", view.customerReference());
    json.writeBooleanProperty("is_block_sub_number_order", false);
    requirements(json, sub.part());
    TelnyxJson.times(json, sub.order().acceptedAt());
    if (withNumbers) {
      json.writeArrayPropertyStart("phone_numbers");
      int shown = Math.min(NUMBERS_OF_SUB_ORDER, sub.part().count());
      for (int index = 0; index < shown; index++) {
        json.writeStartObject();
        identity(json, view, index, sub.part().place(index));
        details(json, view, index);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** A number by itself, with what it belongs to. */
  static void number(JsonGenerator json, NumberView number) {
    SubOrderView sub = number.parent();
    json.writeStartObject();
    identity(json, sub, number.index(), number.place());
    details(json, sub, number.index());
    json.writeStringProperty("order_request_id", sub.sub().order().id().toString());
    json.writeStringProperty("sub_number_order_id", sub.sub().id().toString());
    TelnyxJson.text(json, "locality", Localities.of(number.place()));
    TelnyxJson.time(json, "deadline", deadline(number.state().papers()));
    json.writeBooleanProperty("is_block_number", false);
    json.writeEndObject();
  }

  /** The only user of an account. */
  static UUID userId(String account) {
    return Ids.derive(account.hashCode(), 0);
  }
}
