package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Counts the entries of a list one after the other and keeps those of one page. */
final class PageBuilder<T> {

  private final Paging paging;
  private final List<T> entries = new ArrayList<>();
  private int total;

  PageBuilder(Paging paging) {
    this.paging = paging;
  }

  /** The next entries of the list; only those on the page are asked for. */
  void add(int count, IntFunction<T> entry) {
    long skip = (long) (paging.number() - 1) * paging.size();
    for (int i = (int) Math.max(0, Math.min(count, skip - total));
        i < count && entries.size() < paging.size();
        i++) {
      entries.add(entry.apply(i));
    }
    total += count;
  }

  /** The next entry of the list. */
  void add(T entry) {
    add(1, index -> entry);
  }

  Page<T> page() {
    return new Page<>(List.copyOf(entries), paging.number(), paging.size(), total);
  }
}
