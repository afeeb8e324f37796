package bulkorders.ledger;

import bulkorders.provider.Charge;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Set;
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

  private static final String COMMITTED =
      """
      select coalesce(sum(coalesce(amount, setup_cost + monthly_cost)) filter (where not being_sent), 0) as amount,
        coalesce(array_agg(id) filter (where being_sent), '{}') as being_sent
      from (
        select id, amount, setup_cost, monthly_cost, state = 'SUBMITTING' and owner = :owner as being_sent
        from provider_order
        where account = :account and state in ('SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
          and not groups_settled) o
      """;

  private static final String EXPECTED =
      "select coalesce(amount, setup_cost + monthly_cost) from provider_order where id = ?";

  private final JdbcClient jdbc;

  Charges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What orders of an account take of its money that may not be charged yet: those that may have
   * been placed and of which the provider may still allocate numbers. What an order takes is what
   * the provider told, else what the catalogue quoted; nothing where neither is known.
   *
   * @param owner whose orders in hand are told apart
   */
  Committed committed(String account, String owner) {
    return jdbc.sql(COMMITTED)
        .param("account", account)
        .param("owner", owner)
        .query(
            (rs, n) ->
                new Committed(
                    rs.getBigDecimal("amount"),
                    Set.of((Long[]) rs.getArray("being_sent").getArray())))
        .single();
  }

  /** What an order is expected to take; zero when that is not known. */
  BigDecimal expected(ProviderOrder order) {
    return jdbc.sql(EXPECTED)
        .param(order.id())
        .query(BigDecimal.class)
        .optional()
        .orElse(BigDecimal.ZERO);
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
