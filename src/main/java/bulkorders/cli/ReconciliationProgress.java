package bulkorders.cli;

import bulkorders.ledger.BookScans.BookList;
import bulkorders.reconciliation.BookReading;

/** Tells now and then how far the reading of an account's books is. */
final class ReconciliationProgress implements BookReading.Progress {

  private static final long EVERY_NANOS = 5_000_000_000L;

  private final Terminal terminal;
  private long toldAt = System.nanoTime();

  ReconciliationProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void read(BookList list, long known, long total) {
    if (System.nanoTime() - toldAt < EVERY_NANOS) {
      return;
    }
    toldAt = System.nanoTime();
    terminal
        .err()
        .printf(
            "bulk-orders: %,d%s %s read%n",
            known,
            total < 0 ? "" : " of %,d".formatted(total),
            list == BookList.ORDERS ? "orders" : "number orders");
  }
}
