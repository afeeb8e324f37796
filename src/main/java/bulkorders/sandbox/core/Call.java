package bulkorders.sandbox.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param path decoded segments, without empty ones
 * @param headers the first value of each, by its name in lower case
 */
public record Call(
    String method,
    List<String> path,
    QueryParameters query,
    Map<String, String> headers,
    byte[] body) {

  /** The path below the first segment. */
  public List<String> below() {
    return path.isEmpty() ? path : path.subList(1, path.size());
  }

  /** The first value of a header, whatever the case of its name. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
