package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import org.jspecify.annotations.Nullable;

/** An exchange of North America. Its numbers are those of one group. */
record NanpaPrefix(String id, DidGroup group, String npa, String nxx) {

  Resource resource(Catalogue catalogue) {
    @Nullable Region region = group.region();
    return Resource.of("nanpa_prefixes", id, Json.object().put("npa", npa).put("nxx", nxx))
        .one("country", "countries", () -> group.country().resource(catalogue))
        .one("region", "regions", () -> region == null ? null : region.resource(catalogue));
  }
}
