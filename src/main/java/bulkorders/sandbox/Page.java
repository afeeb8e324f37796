package bulkorders.sandbox;

import java.util.List;
import java.util.function.Function;

/** Part of a list. {@code total} counts all its entries. */
record Page<T>(List<T> entries, int number, int size, int total) {

  <R> Page<R> map(Function<T, R> mapping) {
    return new Page<>(entries.stream().map(mapping).toList(), number, size, total);
  }

  int totalPages() {
    return (total + size - 1) / size;
  }
}
