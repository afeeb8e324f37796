package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which request is answered by what. */
final class Routes {

  /** What a request does, and who answers it. */
  record Match(Operation operation, List<String> ids, Function<TelnyxRequest, Reply> action) {}

  private record Route(
      String method,
      List<String> pattern,
      Operation operation,
      Function<TelnyxRequest, Reply> action) {}

  private final Map<String, List<Route>> byResource = new HashMap<>();

  /**
   * @param pattern the path below the provider's prefix, with {@code *} for any one segment
   */
  void add(
      String method, String pattern, Operation operation, Function<TelnyxRequest, Reply> action) {
    List<String> segments = List.of(pattern.split("/", -1));
    byResource
        .computeIfAbsent(segments.get(0), none -> new ArrayList<>())
        .add(new Route(method, segments, operation, action));
  }

  /** The route of a path; of a path that has none, one that refuses. */
  Match match(String method, List<String> path) {
    boolean known = false;
    for (Route route : byResource.getOrDefault(path.isEmpty() ? "" : path.get(0), List.of())) {
      @Nullable List<String> ids = ids(route.pattern(), path);
      if (ids != null && route.method().equals(method)) {
        return new Match(route.operation(), ids, route.action());
      }
      known |= ids != null;
    }
    TelnyxRefusal refusal =
        known ? TelnyxRefusal.methodNotAllowed(method) : TelnyxRefusal.notFound();
    return new Match(
        Operation.ANY,
        List.of(),
        request -> {
          throw refusal;
        });
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
