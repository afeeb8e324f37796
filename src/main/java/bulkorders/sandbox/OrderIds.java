package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ids of whatever clients create, in the order of creation. Inside of {@link Store#within} only.
 */
final class OrderIds {

  /** Kept with every object, never shown. */
  static final String NUMBER = "_number";

  private final long base;
  private long sequence;

  /**
   * @param base ids follow from it and from the count of creates
   */
  OrderIds(long base) {
    this.base = base;
  }

  /** The number of the next create; never the same again, not even after a reset. */
  long next() {
    return sequence++;
  }

  UUID id(long number) {
    return Ids.derive(base, number);
  }

  /** The journal says that this number was given out. */
  void used(long number) {
    sequence = Math.max(sequence, number + 1);
  }

  /** An object with an id of its own, to be filled. */
  ObjectNode newObject(String recordType) {
    long number = next();
    return Json.object()
        .put("id", id(number).toString())
        .put("record_type", recordType)
        .put(NUMBER, number);
  }

  /** The journal says that this object was created. */
  void usedBy(JsonNode object) {
    used(object.path(NUMBER).asLong(-1));
  }
}
