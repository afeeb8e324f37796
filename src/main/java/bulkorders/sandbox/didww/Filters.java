package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.QueryParameters;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of a list, read with a {@link DidwwRefusal} for what is wrong. */
final class Filters {

  private static final String PREFIX = "filter[";

  private final QueryParameters query;

  /**
   * @param known the names without {@code filter[…]}
   */
  Filters(QueryParameters query, Set<String> known) {
    this.query = query;
    query.names().stream()
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> name.substring(PREFIX.length(), name.length() - (name.endsWith("]") ? 1 : 0)))
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw DidwwRefusal.filterNotAllowed(name);
            });
  }

  @Nullable String text(String name) {
    return query.first(PREFIX + name + "]");
  }

  boolean has(String name) {
    return text(name) != null;
  }

  /** The values of a list, or null when it is not given. */
  @Nullable Set<String> list(String name) {
    return has(name) ? new LinkedHashSet<>(query.list(PREFIX + name + "]")) : null;
  }

  /** As {@link #list}, of UUIDs. */
  @Nullable Set<String> ids(String name) {
    @Nullable Set<String> values = list(name);
    if (values == null) {
      return null;
    }
    for (String value : values) {
      if (DidwwRequest.uuid(value) == null) {
        throw DidwwRefusal.invalidFilter(name, value);
      }
    }
    return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  @Nullable Boolean flag(String name) {
    @Nullable String text = text(name);
    if (text == null) {
      return null;
    }
    if (!List.of("true", "false").contains(text)) {
      throw DidwwRefusal.invalidFilter(name, text);
    }
    return text.equals("true");
  }

  @Nullable Integer whole(String name) {
    @Nullable String text = text(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw DidwwRefusal.invalidFilter(name, text);
    }
    return Integer.valueOf(text);
  }

  @Nullable Instant instant(String name) {
    @Nullable String text = text(name);
    return text == null ? null : Times.filter(name, text);
  }
}
