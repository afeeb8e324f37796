package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Sequence;
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

  private final Sequence sequence;

  /**
   * @param base ids follow from it and from the count of creates
   */
  OrderIds(long base) {
    this.sequence = new Sequence(base);
  }

  /** The number of the next create; never the same again, not even after a reset. */
  long next() {
    return sequence.next();
  }

  UUID id(long number) {
    return sequence.id(number);
  }

  /** The journal says that this number was given out. */
  void used(long number) {
    sequence.used(number);
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
