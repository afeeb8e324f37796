package bulkorders.sandbox.didww;

import java.math.BigDecimal;
import java.util.function.Supplier;

/** What accounts have left. Inside of the store only. */
final class Accounts {

  private final OrderBook book;
  private final Supplier<Terms> terms;

  Accounts(OrderBook book, Supplier<Terms> terms) {
    this.book = book;
    this.terms = terms;
  }

  /** What was paid in less what the completed orders cost; orders that are pending do not count. */
  BigDecimal balance(String account) {
    return terms.get().balance().subtract(book.spent(account));
  }

  /** What can be spent. */
  BigDecimal available(String account) {
    return balance(account).add(terms.get().credit());
  }
}
