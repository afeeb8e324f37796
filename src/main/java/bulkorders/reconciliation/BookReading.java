package bulkorders.reconciliation;

import bulkorders.ledger.BookScans;
import bulkorders.ledger.BookScans.BookList;
import bulkorders.ledger.BookScans.ScanState;
import bulkorders.ledger.BookScans.Tagged;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the provider's books into the ledger, page by page. It may end at any moment and goes on
 * with the page that it was at.
 */
@Component
public class BookReading {

  /** What is made of an order may be a little older by the provider's clock than by ours. */
  private static final Duration CLOCKS_APART = Duration.ofDays(1);

  private final BookScans scans;

  BookReading(BookScans scans) {
    this.scans = scans;
  }

  /** Hears how far the reading is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A page was read.
     *
     * @param known entries known so far
     * @param total how many there are said to be, -1 when nobody said
     */
    void read(BookList list, long known, long total);
  }

  /**
   * Reads the orders of the account to their end.
   *
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   * @throws bulkorders.run.RunStoppedException when a stop was asked for
   */
  public void readOrders(
      Reconciliation reconciliation,
      NumberProvider provider,
      RunControl control,
      Progress progress) {
    int id = reconciliation.id();
    read(
        id,
        BookList.ORDERS,
        control,
        progress,
        page -> {
          var batch =
              new Batch<BookedOrder>(
                  order -> order.groups().size() + 1L,
                  BookedOrder::reference,
                  orders -> scans.storeOrders(id, orders));
          BookPage read = provider.orderPage(page, batch::add);
          return new Stored(read, batch.end());
        });
  }

  /**
   * Reads the number orders of the account to their end.
   *
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   * @throws bulkorders.run.RunStoppedException when a stop was asked for
   */
  public void readNumberOrders(
      Reconciliation reconciliation,
      NumberProvider provider,
      RunControl control,
      Progress progress) {
    int id = reconciliation.id();
    Instant since = reconciliation.since();
    @Nullable Instant after = since == null ? null : since.minus(CLOCKS_APART);
    read(
        id,
        BookList.NUMBER_ORDERS,
        control,
        progress,
        page -> {
          var batch =
              new Batch<BookedNumberOrder>(
                  order -> order.phoneNumbers().size() + 1L,
                  BookedNumberOrder::reference,
                  orders -> scans.storeNumberOrders(id, orders));
          BookPage read =
              provider.numberOrderPage(page, NumberOrderFilter.createdAfter(after), batch::add);
          return new Stored(read, batch.end());
        });
  }

  private void read(
      int id,
      BookList list,
      RunControl control,
      Progress progress,
      Function<Integer, Stored> pages) {
    ScanState state = scans.state(id, list);
    // The row that counts what is known has to be there before anything is stored.
    scans.save(id, list, state);
    while (!state.ended()) {
      control.requireGoingOn();
      control.requireAlive();
      Stored stored = pages.apply(state.nextPage());
      long known = scans.state(id, list).known();
      state = BookScan.after(state, stored.page(), stored.fresh(), known);
      scans.save(id, list, state);
      progress.read(list, known, state.highestTotal());
    }
  }

  private record Stored(BookPage page, long fresh) {}

  /** Entries on their way into the ledger, a bounded number of them at a time. */
  private static final class Batch<T> {

    private static final long WEIGHT_AT_ONCE = 10_000;

    private final ToLongFunction<T> weight;
    private final Function<T, @Nullable String> reference;
    private final ToLongFunction<List<Tagged<T>>> store;
    private final List<Tagged<T>> entries = new ArrayList<>();
    private long weighs;
    private long fresh;

    Batch(
        ToLongFunction<T> weight,
        Function<T, @Nullable String> reference,
        ToLongFunction<List<Tagged<T>>> store) {
      this.weight = weight;
      this.reference = reference;
      this.store = store;
    }

    void add(T entry) {
      entries.add(new Tagged<>(entry, ReferenceFormat.tagOf(reference.apply(entry)).orElse(null)));
      weighs += weight.applyAsLong(entry);
      if (weighs >= WEIGHT_AT_ONCE) {
        flush();
      }
    }

    long end() {
      flush();
      return fresh;
    }

    private void flush() {
      if (!entries.isEmpty()) {
        fresh += store.applyAsLong(entries);
        entries.clear();
        weighs = 0;
      }
    }
  }
}
