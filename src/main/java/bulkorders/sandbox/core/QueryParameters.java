package bulkorders.sandbox.core;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by name. Names may have their brackets raw or percent-encoded; lists may be repeated,
 * repeated with {@code []} at the end of the name, or joined by commas.
 */
public final class QueryParameters {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** Throws IllegalArgumentException on a malformed percent-encoding. */
  public QueryParameters(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return;
    }
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      String plain = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
      values.computeIfAbsent(plain, n -> new ArrayList<>()).add(value);
    }
  }

  /** The names that are there, decoded, in their order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** The first value; null when the parameter is absent. */
  public @Nullable String first(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  /** All values, those joined by commas taken apart; empty when the parameter is absent. */
  public List<String> list(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .toList();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
