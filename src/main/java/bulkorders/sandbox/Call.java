package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param path decoded segments, without empty ones
 */
record Call(
    String method,
    List<String> path,
    QueryParameters query,
    @Nullable String authorization,
    @Nullable String contentType,
    byte[] body) {

  /** The path below the first segment. */
  List<String> below() {
    return path.isEmpty() ? path : path.subList(1, path.size());
  }
}
