package bulkorders.provider.telnyx;

import bulkorders.provider.Stock;
import bulkorders.provider.StockArea;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The stock by {@code GET /inventory_coverage}. Below a country it counts by area code; an area
 * code of the North American plan is a filter, one of another country is looked for among the
 * groups of the answer.
 *
 * <p>Source: Telnyx API reference, inventory level. Whether the answer may be cut into pages is not
 * told, so an answer that shows fewer groups than its {@code meta} counts tells nothing.
 */
final class InventoryCoverage implements Stock {

  private static final Logger log = LoggerFactory.getLogger(InventoryCoverage.class);

  private static final List<String> NORTH_AMERICAN = List.of("US", "CA");
  private static final String BY_AREA_CODE = "national_destination_code";

  private final ProviderHttp http;
  private final ObjectMapper json;

  InventoryCoverage(ProviderHttp http, ObjectMapper json) {
    this.http = http;
    this.json = json;
  }

  @Override
  public OptionalLong available(StockArea area) {
    var path = new StringBuilder("/inventory_coverage?filter[count]=true");
    List<Object> values = new ArrayList<>();
    boolean isNorthAmerican = NORTH_AMERICAN.contains(area.countryIso());
    filter(path, values, "country_code", area.countryIso());
    filter(path, values, "phone_number_type", area.phoneNumberType());
    filter(path, values, "npa", isNorthAmerican ? area.nationalDestinationCode() : null);
    filter(path, values, "administrative_area", area.administrativeArea());
    filter(path, values, "features", String.join(",", area.features()));
    if (area.nationalDestinationCode() != null || area.administrativeArea() != null) {
      filter(path, values, "groupBy", isNorthAmerican ? "npa" : BY_AREA_CODE);
    }
    @Nullable String areaCode = isNorthAmerican ? null : area.nationalDestinationCode();
    try {
      Optional<OptionalLong> told =
          http.getIfPermitted(
              Operation.GET_COVERAGE,
              answer -> count(answer, areaCode),
              path.toString(),
              values.toArray());
      return told.orElse(OptionalLong.empty());
    } catch (RefusedReadException e) {
      log.debug("The stock of {} is not told: {}", area, e.reason());
      return OptionalLong.empty();
    }
  }

  private static void filter(
      StringBuilder path, List<Object> values, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      path.append("&filter[").append(name).append("]={").append(name).append('}');
      values.add(value);
    }
  }

  /**
   * @param areaCode counts these groups only; null for all
   */
  private OptionalLong count(InputStream answer, @Nullable String areaCode) {
    JsonNode body = json.readTree(answer);
    JsonNode groups = body.path("data");
    if (!groups.isArray() || body.path("meta").path("total_results").asLong(0) > groups.size()) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (JsonNode group : groups) {
      if (areaCode != null && !areaCode.equals(group.path("group").asString(""))) {
        continue;
      }
      JsonNode count = group.path("count");
      if (!count.isIntegralNumber() || count.asLong() < 0) {
        return OptionalLong.empty();
      }
      sum += count.asLong();
    }
    return OptionalLong.of(sum);
  }
}
