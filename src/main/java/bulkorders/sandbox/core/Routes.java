package bulkorders.sandbox.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which request is answered by what.
 *
 * @param <R> a request as the provider's resources see it
 */
public final class Routes<R> {

  /**
   * What a request does, and who answers it.
   *
   * @param ids what the path has where the pattern has {@code *}
   * @param action null when nobody answers
   * @param pathExists whether there is something under that path, if for another method only
   */
  public record Match<R>(
      Operation operation,
      List<String> ids,
      @Nullable Function<R, Reply> action,
      boolean pathExists) {}

  private record Route<R>(
      String method, List<String> pattern, Operation operation, Function<R, Reply> action) {}

  private final Map<String, List<Route<R>>> byResource = new HashMap<>();

  /**
   * Adds a route.
   *
   * @param pattern the path below the provider's prefix, with {@code *} for any one segment but the
   *     first
   */
  public void add(String method, String pattern, Operation operation, Function<R, Reply> action) {
    List<String> segments = List.of(pattern.split("/", -1));
    byResource
        .computeIfAbsent(segments.get(0), none -> new ArrayList<>())
        .add(new Route<>(method, segments, operation, action));
  }

  /** The route of a path; of a path that has none, one without action. */
  public Match<R> match(String method, List<String> path) {
    boolean known = false;
    for (Route<R> route : byResource.getOrDefault(path.isEmpty() ? "" : path.get(0), List.of())) {
      @Nullable List<String> ids = ids(route.pattern(), path);
      if (ids != null && route.method().equals(method)) {
        return new Match<>(route.operation(), ids, route.action(), true);
      }
      known |= ids != null;
    }
    return new Match<>(Operation.ANY, List.of(), null, known);
  }

  private static @Nullable List<String> ids(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return null;
    }
    List<String> ids = new ArrayList<>(1);
    for (int i = 0; i < path.size(); i++) {
      if (pattern.get(i).equals("*")) {
        ids.add(path.get(i));
      } else if (!pattern.get(i).equals(path.get(i))) {
        return null;
      }
    }
    return ids;
  }
}
