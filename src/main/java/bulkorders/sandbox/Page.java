package bulkorders.sandbox;

import java.util.List;

/** Part of a list. {@code total} counts all its entries. */
record Page<T>(List<T> entries, int number, int size, int total) {

  int totalPages() {
    return (total + size - 1) / size;
  }
}
