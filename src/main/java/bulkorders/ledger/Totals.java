package bulkorders.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counters that outlive the orders they count. Each change is a new entry; a counter is the sum of
 * its entries.
 */
@Repository
class Totals {

  /** Orders by the state they entered. */
  static final String ORDERS = "orders";

  /** Numbers by what became of them. */
  static final String NUMBERS = "numbers";

  private static final String ADD =
      "insert into total (account, kind, label, amount) values (?, ?, ?, ?)";

  private final JdbcClient jdbc;

  Totals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String account, String kind, String label, long amount) {
    if (amount != 0) {
      jdbc.sql(ADD).params(account, kind, label, amount).update();
    }
  }
}
