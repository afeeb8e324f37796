package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploaded documents, without their content. Those that no requirement refers to vanish after a
 * while. Inside of {@link Store#within} only.
 */
final class Documents {

  private final Store store;
  private final RuleBook rules;
  private final OrderIds ids;
  private final Records records;
  private final Set<String> linked = new HashSet<>();

  Documents(Store store, RuleBook rules, OrderIds ids) {
    this.store = store;
    this.rules = rules;
    this.ids = ids;
    this.records = new Records(store, "document", ids);
    records.whenKept(this::kept);
    store.onReset(linked::clear);
  }

  private void kept(JsonNode document) {
    String id = document.required("id").asString();
    Instant created = TelnyxJson.instant(document.required("created_at").asString());
    store.at(
        created.plus(rules.rules().unlinkedDocument()),
        () -> {
          if (!linked.contains(id)) {
            records.forget(id);
          }
        });
  }

  /** A requirement refers to it from now on. */
  void link(String id) {
    linked.add(id);
  }

  /** Keeps a document, or throws a {@link TelnyxRefusal}. */
  JsonNode upload(String account, Upload upload) {
    int largest = rules.rules().largestDocument();
    if (upload.content().length > largest) {
      throw TelnyxRefusal.unprocessable(
          "10033",
          "Out of range",
          "A document can have " + largest + " bytes, not " + upload.content().length + ".");
    }
    ObjectNode data = ids.newObject("document");
    data.put("filename", upload.filename())
        .put("content_type", upload.contentType())
        .put("customer_reference", upload.customerReference())
        .put("sha256", sha256(upload.content()))
        .put("status", "pending")
        .put("av_scan_status", "scanned");
    data.putObject("size").put("amount", upload.content().length).put("unit", "bytes");
    TelnyxJson.times(data, store.now());
    return records.keep(account, data);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable JsonNode find(String account, String id) {
    return records.find(account, id);
  }

  Page<JsonNode> list(String account, Paging paging, Predicate<JsonNode> filter) {
    return records.list(account, paging, filter);
  }
}
