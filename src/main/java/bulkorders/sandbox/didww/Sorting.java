package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.QueryParameters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order of a list. */
final class Sorting {

  private Sorting() {}

  /**
   * The order that {@code sort} asks for, or null when it asks for none.
   *
   * @param known what can be sorted by
   */
  static <T> @Nullable Comparator<T> of(
      QueryParameters query, String type, Map<String, Comparator<T>> known) {
    List<String> criteria = Document.names(query, "sort").toList();
    @Nullable Comparator<T> order = null;
    for (String criterion : criteria) {
      boolean descending = criterion.startsWith("-");
      String name = descending ? criterion.substring(1) : criterion;
      Comparator<T> next = known.get(name);
      if (next == null) {
        throw DidwwRefusal.invalidSort(name, type);
      }
      Comparator<T> directed = descending ? next.reversed() : next;
      order = order == null ? directed : order.thenComparing(directed);
    }
    return order;
  }
}
