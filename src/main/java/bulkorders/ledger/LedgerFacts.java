package bulkorders.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger tells those who watch over it; see {@code docs/metrics.md}. */
@Repository
public class LedgerFacts {

  /** What is planned only was never sent, and may never be. */
  private static final String ACCOUNTS =
      """
      select o.account, count(*) filter (where o.state = 'SUBMITTING') as submitting,
        count(*) filter (where o.state = 'UNCERTAIN') as uncertain,
        count(*) filter (where o.state = 'ACCEPTED') as accepted,
        count(*) filter (where o.state = 'PROCESSING') as processing,
        min(coalesce(o.accepted_at, o.sent_at, o.created_at))
          filter (where o.state in ('SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')) as oldest
      from provider_order o join run r on r.id = o.run_id and r.job = 'bulkOrderJob'
      group by o.account order by o.account
      """;

  private static final String LAST_FINISHED =
      "select job, max(finished_at) as finished_at from run where finished_at is not null group by"
          + " job";

  private final JdbcClient jdbc;

  LedgerFacts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Orders of an account that are sent, or may be, and not final.
   *
   * @param oldest when the oldest of them was placed, null when there is none
   */
  public record Open(
      String account,
      long submitting,
      long uncertain,
      long accepted,
      long processing,
      @Nullable Instant oldest) {}

  /** Of each account that ever had an order. */
  public List<Open> open() {
    return jdbc.sql(ACCOUNTS).query(Open.class).list();
  }

  /** Orders that the provider has beyond those that were wanted. */
  public long surplus() {
    return jdbc.sql("select count(*) from surplus_order where cancelled_at is null")
        .query(Long.class)
        .single();
  }

  /** When the last run of each job came to its end, all its orders final. */
  public Map<String, Instant> lastFinished() {
    Map<String, Instant> finished = new TreeMap<>();
    jdbc.sql(LAST_FINISHED)
        .query(
            rs -> {
              finished.put(rs.getString("job"), Runs.requireInstant(rs, "finished_at"));
            });
    return finished;
  }
}
