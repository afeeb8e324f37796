package bulkorders.sandbox.didww;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by the key: {@code NAME:anything@MARK@MARK}. The account is what stands before the
 * first colon; all keys without one belong to one account. Marks say what the key may do.
 *
 * @param version the version of the account's own
 * @param pinned whether the version header is of no use to it
 */
record Customer(
    String account, ApiVersion version, boolean pinned, boolean readOnly, boolean locked) {

  private static final String REFUSED_KEY = "invalid";

  /** The owner of a key; null if there is none. */
  static @Nullable Customer of(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return null;
    }
    List<String> parts = List.of(key.strip().split("@", -1));
    String name = parts.get(0);
    if (name.isEmpty() || name.equals(REFUSED_KEY)) {
      return null;
    }
    List<String> marks = parts.subList(1, parts.size());
    ApiVersion version =
        marks.stream()
            .flatMap(mark -> ApiVersion.of(mark).stream())
            .findFirst()
            .orElse(ApiVersion.NEWEST);
    return new Customer(
        name.substring(0, Math.max(0, name.indexOf(':'))),
        version,
        marks.contains("pinned"),
        marks.contains("read-only"),
        marks.contains("locked"));
  }

  /** The version that a request is answered in: never older than the account's own. */
  ApiVersion answering(@Nullable String wanted) {
    if (wanted == null || pinned) {
      return version;
    }
    return ApiVersion.of(wanted.strip())
        .filter(asked -> asked.compareTo(version) > 0)
        .orElse(version);
  }
}
