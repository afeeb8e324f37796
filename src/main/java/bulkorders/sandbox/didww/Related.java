package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /TYPE/ID}, and what it refers to: {@code /TYPE/ID/NAME}, {@code …/relationships/NAME}. */
final class Related {

  private final Store store;
  private final Function<DidwwRequest, @Nullable Resource> find;

  private Related(Store store, Function<DidwwRequest, @Nullable Resource> find) {
    this.store = store;
    this.find = find;
  }

  /**
   * Adds the routes of a type.
   *
   * @param find the object whose id is in the path, null if there is none
   */
  static void add(
      Routes<DidwwRequest> routes,
      Store store,
      String type,
      Operation operation,
      Function<DidwwRequest, @Nullable Resource> find) {
    Related related = new Related(store, find);
    routes.add("GET", type + "/*", operation, related::one);
    routes.add("GET", type + "/*/*", operation, related::related);
    routes.add("GET", type + "/*/relationships/*", operation, related::linkage);
  }

  private Resource found(DidwwRequest request) {
    request.id();
    @Nullable Resource found = find.apply(request);
    if (found == null) {
      throw request.missing();
    }
    return found;
  }

  private Reply one(DidwwRequest request) {
    return store.within(() -> Document.one(200, request, found(request)));
  }

  private Resource.Relation relation(DidwwRequest request) {
    Resource.@Nullable Relation relation = found(request).related().get(request.ids().get(1));
    if (relation == null) {
      throw DidwwRefusal.nowhere();
    }
    return relation;
  }

  private Reply related(DidwwRequest request) {
    return store.within(
        () -> {
          Resource.Relation relation = relation(request);
          if (relation instanceof Resource.Relation.Many many) {
            return Document.list(
                request, many.type(), many.targets().get(), Json.object(), Map.of());
          }
          return Document.one(200, request, target(relation));
        });
  }

  private Reply linkage(DidwwRequest request) {
    return store.within(
        () -> {
          Resource.Relation relation = relation(request);
          boolean many = relation instanceof Resource.Relation.Many;
          List<Resource> targets =
              relation instanceof Resource.Relation.Many all ? all.targets().get() : List.of();
          @Nullable Resource target = many ? null : target(relation);
          return Document.linkage(request, many ? targets : null, target);
        });
  }

  private static @Nullable Resource target(Resource.Relation relation) {
    return relation instanceof Resource.Relation.One one ? one.target().get() : null;
  }
}
