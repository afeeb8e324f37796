package bulkorders.sandbox;

import java.util.List;
import java.util.function.Predicate;

/** Which page is wanted: numbers start at 1. */
record Paging(int number, int size) {

  static final int DEFAULT_SIZE = 20;
  static final int LARGEST_SIZE = 250;

  /** The page of those entries that pass, last entry first. */
  <T> Page<T> of(List<T> oldestFirst, Predicate<T> filter) {
    PageBuilder<T> page = new PageBuilder<>(this);
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      T entry = oldestFirst.get(i);
      if (filter.test(entry)) {
        page.add(entry);
      }
    }
    return page.page();
  }
}
