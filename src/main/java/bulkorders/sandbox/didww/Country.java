package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.util.List;

/**
 * A country of the catalogue.
 *
 * @param iso two letters
 * @param prefix its calling code
 */
record Country(String id, String name, String prefix, String iso) {

  Resource resource(Catalogue catalogue) {
    return Resource.of(
            "countries", id, Json.object().put("name", name).put("prefix", prefix).put("iso", iso))
        .many(
            "regions",
            "regions",
            () ->
                catalogue.regions().stream()
                    .filter(region -> region.country().equals(this))
                    .map(region -> region.resource(catalogue))
                    .toList());
  }

  /** For readers of lists. */
  static List<Resource> resources(Catalogue catalogue) {
    return catalogue.countries().stream().map(country -> country.resource(catalogue)).toList();
  }
}
