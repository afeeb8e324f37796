package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.QueryParameters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of DIDWW's resources.
 *
 * @param version that it is answered in
 * @param ids what the path has where its pattern has {@code *}
 * @param fault what is to go wrong with it; null for nothing
 */
record DidwwRequest(
    Customer customer, ApiVersion version, Call call, List<String> ids, @Nullable Fault fault) {

  String account() {
    return customer.account();
  }

  QueryParameters query() {
    return call.query();
  }

  /** The id in the path as it stands there. */
  String idText() {
    return ids.get(0);
  }

  /** The id in the path; a {@link DidwwRefusal} when it is no UUID. */
  UUID id() {
    @Nullable UUID id = uuid(idText());
    if (id == null) {
      throw missing();
    }
    return id;
  }

  /** There is nothing with the id in the path. */
  DidwwRefusal missing() {
    return DidwwRefusal.notFound(idText());
  }

  boolean hits(FaultKind kind) {
    return fault != null && fault.kind() == kind;
  }

  /** Under which URL the client reached the API. */
  String base() {
    @Nullable String host = call.header("Host");
    return "http://" + (host == null ? "127.0.0.1" : host) + "/v3";
  }

  /** The UUID that a text is; null if it is none. */
  static @Nullable UUID uuid(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? UUID.fromString(text)
        : null;
  }
}
