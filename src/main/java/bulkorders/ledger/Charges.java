package bulkorders.ledger;

import bulkorders.provider.Charge;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What providers charge for orders. */
@Repository
class Charges {

  /** What the provider says next counts; what it leaves out is as it was. */
  private static final String STORE =
      """
      update provider_order o set amount = c.amount, setup_cost = c.setup, monthly_cost = c.monthly, currency = c.currency,
        cost_source = 'charged', provider_reference = c.reference, billed_from = c.billed_from, billed_to = c.billed_to,
        changes = o.changes + 1
      from (
        select :amount::numeric(18, 6) as amount, coalesce(:setup, setup_cost)::numeric(18, 6) as setup,
          coalesce(:monthly, monthly_cost)::numeric(18, 6) as monthly, :currency as currency,
          coalesce(:reference, provider_reference) as reference, coalesce(:from, billed_from) as billed_from,
          coalesce(:to, billed_to) as billed_to
        from provider_order where id = :id) c
      where o.id = :id and o.attempt = :attempt
        and (o.amount, o.setup_cost, o.monthly_cost, o.currency, o.cost_source, o.provider_reference, o.billed_from, o.billed_to)
          is distinct from (c.amount, c.setup, c.monthly, c.currency, 'charged', c.reference, c.billed_from, c.billed_to)
      """;

  private final JdbcClient jdbc;

  Charges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Stores what is charged for an order, in the caller's transaction; nothing when somebody else
   * has taken up the order since.
   */
  void store(ProviderOrder order, Charge charge) {
    jdbc.sql(STORE)
        .param("id", order.id())
        .param("attempt", order.attempt())
        .param("amount", charge.amount())
        .param("setup", charge.setup(), Types.NUMERIC)
        .param("monthly", charge.monthly(), Types.NUMERIC)
        .param("currency", charge.currency())
        .param("reference", charge.reference(), Types.VARCHAR)
        .param("from", charge.billedFrom(), Types.DATE)
        .param("to", charge.billedTo(), Types.DATE)
        .update();
  }
}
