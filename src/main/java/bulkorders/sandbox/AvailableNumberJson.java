package bulkorders.sandbox;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Numbers for sale in Telnyx's JSON. */
final class AvailableNumberJson {

  private AvailableNumberJson() {}

  static void found(JsonGenerator json, NumberSearch.Found found) {
    json.writeStartObject();
    json.writeArrayPropertyStart("data");
    found.exact().forEach(place -> number(json, place, false));
    found.bestEffort().forEach(place -> number(json, place, true));
    json.writeEndArray();
    int total = found.exact().size() + found.bestEffort().size();
    for (String meta : List.of("meta", "metadata")) {
      json.writeObjectPropertyStart(meta);
      json.writeNumberProperty("total_results", total);
      json.writeNumberProperty("best_effort_results", found.bestEffort().size());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, Place place, boolean bestEffort) {
    StockPool pool = place.pool();
    Price price = Price.of(pool.country(), pool.numberType());
    json.writeStartObject();
    json.writeStringProperty("record_type", "available_phone_number");
    json.writeStringProperty("phone_number", place.e164());
    json.writeNullProperty("vanity_format");
    json.writeBooleanProperty("best_effort", bestEffort);
    json.writeBooleanProperty("quickship", pool.numberType().equals(Shelf.TOLL_FREE));
    json.writeBooleanProperty("reservable", NumberSearch.isReservable(place));
    regions(json, place);
    json.writeObjectPropertyStart("cost_information");
    json.writeStringProperty("upfront_cost", price.upfront());
    json.writeStringProperty("monthly_cost", price.monthly());
    json.writeStringProperty("currency", Price.CURRENCY);
    json.writeEndObject();
    json.writeArrayPropertyStart("features");
    Features.of(pool.country(), pool.numberType())
        .forEach(
            feature -> {
              json.writeStartObject();
              json.writeStringProperty("name", feature);
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void regions(JsonGenerator json, Place place) {
    StockPool pool = place.pool();
    json.writeArrayPropertyStart("region_information");
    region(json, "country_code", pool.country());
    if (pool.numberType().equals(Shelf.LOCAL)) {
      String locality = Localities.of(place);
      region(json, "location", locality);
      if (place.e164().startsWith("+1")) {
        region(json, "rate_center", locality);
        String code = place.pool().plan().national(place.position()).substring(0, 3);
        region(json, "state", AreaCodes.areaOf(pool.country(), code));
      }
    }
    json.writeEndArray();
  }

  private static void region(JsonGenerator json, String type, String name) {
    json.writeStartObject();
    json.writeStringProperty("region_type", type);
    json.writeStringProperty("region_name", name);
    json.writeEndObject();
  }
}
