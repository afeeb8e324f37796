package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import org.jspecify.annotations.Nullable;

/** A city of the catalogue. */
record City(String id, Country country, @Nullable Region region, String name) {

  Resource resource(Catalogue catalogue) {
    return Resource.of("cities", id, Json.object().put("name", name))
        .one("country", "countries", () -> country.resource(catalogue))
        .one("region", "regions", () -> region == null ? null : region.resource(catalogue))
        .one("area", "areas", () -> null);
  }
}
