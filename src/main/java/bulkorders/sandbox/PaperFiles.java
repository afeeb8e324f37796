package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The papers of the numbers of those sub orders that need any, by the id of the sub order. Inside
 * of {@link Store#within} only.
 */
final class PaperFiles {

  private final Map<UUID, List<NumberPapers>> files = new HashMap<>();

  PaperFiles(Store store) {
    store.onReset(files::clear);
  }

  void open(UUID subOrder, List<NumberPapers> numbers) {
    files.put(subOrder, List.copyOf(numbers));
  }

  /** By the index of the number; null if nothing is asked for. */
  @Nullable List<NumberPapers> of(UUID subOrder) {
    return files.isEmpty() ? null : files.get(subOrder);
  }

  /** Changes the papers of some numbers. */
  void change(UUID subOrder, List<Integer> indexes, UnaryOperator<NumberPapers> change) {
    List<NumberPapers> old = files.getOrDefault(subOrder, List.of());
    NumberPapers[] next = old.toArray(NumberPapers[]::new);
    indexes.forEach(index -> next[index] = change.apply(next[index]));
    files.put(subOrder, List.of(next));
  }

  /** The indexes of those numbers of a sub order whose papers are as said. */
  List<Integer> indexes(UUID subOrder, Predicate<NumberPapers> which) {
    List<NumberPapers> numbers = files.getOrDefault(subOrder, List.of());
    return IntStream.range(0, numbers.size())
        .filter(index -> which.test(numbers.get(index)))
        .boxed()
        .toList();
  }
}
