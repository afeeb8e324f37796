package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which page is wanted: numbers start at 1. */
record Paging(int number, int size) {

  static final int DEFAULT_SIZE = 20;
  static final int LARGEST_SIZE = 250;

  /** The page of those entries that pass, last entry first. */
  <T> Page<T> of(List<T> oldestFirst, Predicate<T> filter) {
    long skip = (long) (number - 1) * size;
    List<T> entries = new ArrayList<>();
    int total = 0;
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      T entry = oldestFirst.get(i);
      if (filter.test(entry)) {
        if (total >= skip && entries.size() < size) {
          entries.add(entry);
        }
        total++;
      }
    }
    return new Page<>(entries, number, size, total);
  }
}
