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

  private static final String ADD_BEYOND =
      """
      insert into total (account, kind, label, amount, order_id)
      select :account, :kind, :label, :amount - counted, :order
      from (select coalesce(sum(amount), 0) as counted from total
            where order_id = :order and kind = :kind and label = :label) before
      where :amount > counted
      """;

  private final JdbcClient jdbc;

  Totals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds what has become of an order that is final, beyond what it was counted with when it was
   * final before. A counter never goes down. The caller holds a lock on the order.
   */
  void addFinal(ProviderOrder order, String kind, String label, long amount) {
    jdbc.sql(ADD_BEYOND)
        .param("account", order.account())
        .param("kind", kind)
        .param("label", label)
        .param("amount", amount)
        .param("order", order.id())
        .update();
  }

  void add(String account, String kind, String label, long amount) {
    if (amount != 0) {
      jdbc.sql(ADD).params(account, kind, label, amount).update();
    }
  }
}
