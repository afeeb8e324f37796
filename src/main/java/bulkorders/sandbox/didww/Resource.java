package bulkorders.sandbox.didww;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of the API.
 *
 * @param related what it refers to, looked up only when it is included
 * @param meta null for none
 */
record Resource(
    String type,
    String id,
    ObjectNode attributes,
    Map<String, Relation> related,
    @Nullable ObjectNode meta) {

  /** What a relationship leads to. */
  sealed interface Relation {

    /** One object, or none. */
    record One(String type, Supplier<@Nullable Resource> target) implements Relation {}

    /** Several objects. */
    record Many(String type, Supplier<List<Resource>> targets) implements Relation {}

    /** The type of what it leads to. */
    String type();
  }

  static Resource of(String type, Object id, ObjectNode attributes) {
    return new Resource(type, id.toString(), attributes, new LinkedHashMap<>(), null);
  }

  Resource one(String name, String type, Supplier<@Nullable Resource> target) {
    related.put(name, new Relation.One(type, target));
    return this;
  }

  Resource many(String name, String type, Supplier<List<Resource>> targets) {
    related.put(name, new Relation.Many(type, targets));
    return this;
  }

  Resource with(ObjectNode newMeta) {
    return new Resource(type, id, attributes, related, newMeta);
  }
}
