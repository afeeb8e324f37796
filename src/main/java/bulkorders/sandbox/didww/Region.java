package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;

/**
 * A state or province.
 *
 * @param iso as in {@code US-IL}
 */
record Region(String id, Country country, String name, String iso) {

  Resource resource(Catalogue catalogue) {
    return Resource.of("regions", id, Json.object().put("name", name).put("iso", iso))
        .one("country", "countries", () -> country.resource(catalogue));
  }
}
