package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of one kind that clients create, kept as the API shows them. Inside of {@link
 * Store#within} only.
 */
final class Records {

  private record Entry(String account, JsonNode data) {}

  private final Store store;
  private final String kind;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private Consumer<JsonNode> kept;

  /**
   * @param kind what the lines of the journal are called
   */
  Records(Store store, String kind, OrderIds ids) {
    this.store = store;
    this.kind = kind;
    this.kept = ids::usedBy;
    store.on(kind, this::put);
    store.on(kind + "_gone", line -> entries.remove(line.required("id").asString()));
    store.onReset(entries::clear);
  }

  /** Has this done whenever an object was created or changed, in replay too. */
  void whenKept(Consumer<JsonNode> action) {
    kept = kept.andThen(action);
  }

  /**
   * Keeps an object, in place of the one with the same id if there is one.
   *
   * @param data has an {@code id}
   */
  JsonNode keep(String account, ObjectNode data) {
    store.record(Json.object().put("line", kind).put("account", account).set("data", data));
    return data;
  }

  private void put(JsonNode line) {
    JsonNode data = line.required("data");
    entries.put(
        data.required("id").asString(), new Entry(line.required("account").asString(), data));
    kept.accept(data);
  }

  void forget(String id) {
    if (entries.containsKey(id)) {
      store.record(Json.object().put("line", kind + "_gone").put("id", id));
    }
  }

  @Nullable JsonNode find(String account, String id) {
    @Nullable Entry found = entries.get(id);
    return found != null && found.account().equals(account) ? found.data() : null;
  }

  /** An object of an account, or a {@link TelnyxRefusal}. */
  JsonNode get(String account, String id) {
    @Nullable JsonNode found = find(account, id);
    if (found == null) {
      throw TelnyxRefusal.notFound();
    }
    return found;
  }

  /** A copy that can be changed and kept again. */
  ObjectNode copy(String account, String id) {
    return (ObjectNode) get(account, id).deepCopy();
  }

  /** Whose object it is; null if there is none. */
  @Nullable String accountOf(String id) {
    @Nullable Entry found = entries.get(id);
    return found == null ? null : found.account();
  }

  /** The objects of an account that pass, newest first. */
  Page<JsonNode> list(String account, Paging paging, Predicate<JsonNode> filter) {
    return paging
        .of(
            List.copyOf(entries.values()),
            entry -> entry.account().equals(account) && filter.test(entry.data()))
        .map(Entry::data);
  }
}
