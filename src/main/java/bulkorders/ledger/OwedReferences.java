package bulkorders.ledger;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The number orders of final orders at which the provider still has our reference where the user's
 * own {@code customer_reference} belongs.
 */
@Repository
public class OwedReferences {

  /** A number order that failed carries nothing to find again. */
  private static final String OWED =
      """
      select o.id as order_id, o.account, n.number_order_id, o.customer_reference
      from provider_order o join number_order n on n.order_id = o.id
      where o.run_id = ? and o.account <> all (?) and o.restore_reference and o.state in ('COMPLETED', 'PARTIAL')
        and n.reference_restored is null and n.status is distinct from 'failure'
      order by o.id, n.number_order_id
      limit ?
      """;

  private static final String CONCLUDE =
      """
      with done as (
        update provider_order o set restore_reference = false
        where run_id = :run and restore_reference and state in ('COMPLETED', 'PARTIAL')
          and not exists (
            select from number_order n
            where n.order_id = o.id and n.reference_restored is null and n.status is distinct from 'failure')
        returning id
      )
      select done.id, count(*) filter (where n.reference_restored) as restored,
        count(*) filter (where not n.reference_restored) as refused
      from done left join number_order n on n.order_id = done.id
      group by done.id
      """;

  private final JdbcClient jdbc;
  private final Events events;

  OwedReferences(JdbcClient jdbc, Events events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * Some of those of a run; none when there is nothing left to do.
   *
   * @param without accounts whose orders do not count
   */
  public List<OwedReference> some(int runId, Set<String> without, int limit) {
    return jdbc.sql(OWED)
        .params(runId, without.toArray(String[]::new), limit)
        .query(OwedReference.class)
        .list();
  }

  /**
   * Records what the provider said. May be repeated.
   *
   * @param refusal why it would not take the reference, null when it did
   */
  @Transactional
  public void settled(Run run, OwedReference owed, @Nullable String refusal) {
    int updated =
        jdbc.sql(
                """
                update number_order set reference_restored = ?
                where order_id = ? and number_order_id = ? and reference_restored is null
                """)
            .params(refusal == null, owed.orderId(), owed.numberOrderId())
            .update();
    if (updated == 1 && refusal != null) {
      events.append(
          run.id(),
          owed.orderId(),
          "REFERENCE_NOT_RESTORED",
          "number order %s: %s".formatted(owed.numberOrderId(), refusal));
    }
  }

  /** Closes the orders of a run that are owed nothing any more. */
  @Transactional
  public void conclude(Run run) {
    jdbc.sql(CONCLUDE)
        .param("run", run.id())
        .query(Concluded.class)
        .list()
        .forEach(
            order ->
                events.append(
                    run.id(),
                    order.id(),
                    "REFERENCE_RESTORED",
                    "at %d number orders; refused at %d"
                        .formatted(order.restored(), order.refused())));
  }

  /**
   * A number order and what it is owed.
   *
   * @param account the account that it was placed with
   * @param customerReference the user's own
   */
  public record OwedReference(
      long orderId, String account, String numberOrderId, String customerReference) {}

  private record Concluded(long id, long restored, long refused) {}
}
