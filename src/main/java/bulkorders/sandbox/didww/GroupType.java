package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;

/** What kind of numbers a group has. */
record GroupType(String id, String name) {

  Resource resource() {
    return Resource.of("did_group_types", id, Json.object().put("name", name));
  }
}
