package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Sequence;
import bulkorders.sandbox.core.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The addresses of numbers that need one. Inside of the store only. */
final class Verifications {

  static final String TYPE = "address_verifications";

  private final Store store;
  private final Sequence sequence;
  private final Map<UUID, Verification> byId = new LinkedHashMap<>();

  /** The latest one of each number. */
  private final Map<UUID, Verification> byDid = new HashMap<>();

  Verifications(Store store, long base) {
    this.store = store;
    this.sequence = new Sequence(base);
    store.on("didww_verification", this::made);
    store.onReset(
        () -> {
          byId.clear();
          byDid.clear();
        });
  }

  /** Notes that the address of numbers was handed in, approved or rejected. */
  void make(String account, String status, @Nullable String comment, List<UUID> dids) {
    long number = sequence.next();
    ObjectNode line =
        Json.object()
            .put("line", "didww_verification")
            .put("number", number)
            .put("id", sequence.id(number).toString())
            .put("account", account)
            .put("status", status)
            .put("comment", comment)
            .put("at", store.now().toString());
    ArrayNode ids = line.putArray("dids");
    dids.forEach(id -> ids.add(id.toString()));
    store.record(line);
  }

  private void made(JsonNode line) {
    sequence.used(line.required("number").asLong());
    List<UUID> dids = new ArrayList<>();
    line.required("dids").forEach(id -> dids.add(UUID.fromString(id.asString())));
    Verification verification =
        new Verification(
            UUID.fromString(line.required("id").asString()),
            line.required("number").asLong(),
            line.required("account").asString(),
            line.required("status").asString(),
            Json.text(line, "comment"),
            List.copyOf(dids),
            Instant.parse(line.required("at").asString()));
    byId.put(verification.id(), verification);
    dids.forEach(did -> byDid.put(did, verification));
  }

  /** The latest about a number, null if there is none. */
  @Nullable Verification of(UUID did) {
    return byDid.get(did);
  }

  boolean isApproved(UUID did) {
    @Nullable Verification verification = byDid.get(did);
    return verification != null && verification.status().equals(Verification.APPROVED);
  }

  List<Verification> all(String account) {
    return byId.values().stream().filter(one -> one.account().equals(account)).toList();
  }

  @Nullable Verification find(String account, UUID id) {
    @Nullable Verification found = byId.get(id);
    return found != null && found.account().equals(account) ? found : null;
  }

  static Resource resource(Verification verification) {
    ObjectNode attributes =
        Json.object()
            .putNull("service_description")
            .putNull("callback_url")
            .putNull("callback_method")
            .put("status", verification.status());
    boolean rejected = verification.status().equals(Verification.REJECTED);
    ArrayNode reasons = attributes.putArray("reject_reasons");
    if (rejected) {
      reasons.add("Address is not valid");
    }
    attributes
        .put("reject_comment", verification.comment())
        .put("created_at", Times.text(verification.createdAt()))
        .put("reference", OrderFacts.reference(verification.number()))
        .putNull("external_reference_id");
    return Resource.of(TYPE, verification.id(), attributes);
  }
}
