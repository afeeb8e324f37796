package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What clients and the provider wrote to each other. Inside of {@link Store#within} only. */
final class Comments {

  static final String SUB_ORDER = "sub_number_order";
  static final String GROUP = "requirement_group";

  private final Store store;
  private final OrderIds ids;
  private final Records records;

  Comments(Store store, OrderIds ids) {
    this.store = store;
    this.ids = ids;
    this.records = new Records(store, "comment", ids);
  }

  Records records() {
    return records;
  }

  JsonNode ofClient(String account, String recordType, String recordId, String body) {
    return keep(account, recordType, recordId, body, "user@example.com", "user");
  }

  /** The provider writes to an account. */
  void ofProvider(String account, String recordType, String recordId, String body) {
    keep(account, recordType, recordId, body, "numbers@provider.example", "admin");
  }

  private JsonNode keep(
      String account,
      String recordType,
      String recordId,
      String body,
      String commenter,
      String commenterType) {
    ObjectNode comment =
        ids.newObject("comment")
            .put("body", body)
            .put("comment_record_type", recordType)
            .put("comment_record_id", recordId)
            .put("commenter", commenter)
            .put("commenter_type", commenterType)
            .putNull("read_at");
    TelnyxJson.times(comment, store.now());
    return records.keep(account, comment);
  }

  JsonNode read(String account, String id) {
    ObjectNode comment = records.copy(account, id);
    if (comment.path("read_at").isNull()) {
      comment.put("read_at", TelnyxJson.timestamp(store.now()));
    }
    return records.keep(account, comment);
  }
}
