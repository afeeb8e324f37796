package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs of which something is not final, seen over all of them, and reports that are behind. */
@Repository
public class FollowedRuns {

  private static final String IS_DUE =
      """
      (o.next_poll_at not between clock_timestamp() and clock_timestamp() + make_interval(secs => :longest))
      """;

  /** Plans are never followed: what they hold was never sent. */
  private static final String OF_ORDERING_RUNS =
      "from provider_order o join run r on r.id = o.run_id and r.job = 'bulkOrderJob'\n";

  private static final String AT_ACCOUNTS =
      "o.account <> all (:without) and o.run_id <> all (:leftAlone::int[])"
          + " and (:account::text is null or o.account = :account)\n";

  private static final String WITH_SOMETHING_DUE =
      "select distinct o.run_id "
          + OF_ORDERING_RUNS
          + "where "
          + AT_ACCOUNTS
          + """
          and (o.state in ('ACCEPTED', 'PROCESSING') and %s
            or o.restore_reference and o.state in ('COMPLETED', 'PARTIAL'))
          order by o.run_id
          """
              .formatted(IS_DUE);

  private static final String UNCLEAR =
      "select distinct o.run_id "
          + OF_ORDERING_RUNS
          + "where "
          + AT_ACCOUNTS
          + "and o.state in ('SUBMITTING', 'UNCERTAIN') and o.parked_reason is null order by"
          + " o.run_id";

  private static final String UNTIL_NEXT_POLL =
      "select min(case when "
          + IS_DUE
          + " then 0 else extract(epoch from o.next_poll_at - clock_timestamp()) end) "
          + OF_ORDERING_RUNS
          + "where "
          + AT_ACCOUNTS
          + "and o.state in ('ACCEPTED', 'PROCESSING')";

  private static final String REPORT_IS_BEHIND =
      """
      (r.reported_event < (select max(e.id) from event e where e.run_id = r.id)
        or r.reported_changes <> (select coalesce(sum(o.changes), 0) from provider_order o where o.run_id = r.id))
      """;

  /** An order that waits for nothing and was placed too long ago. */
  static final String IS_STUCK =
      "o.state in ('ACCEPTED', 'PROCESSING') and not o.waiting"
          + " and o.accepted_at < clock_timestamp() - make_interval(secs => :stuck)";

  private static final String OPEN =
      """
      select count(*) filter (where o.state in ('ACCEPTED', 'PROCESSING')) as followed,
        count(*) filter (where o.state in ('ACCEPTED', 'PROCESSING') and o.waiting) as waiting,
        count(*) filter (where o.state in ('SUBMITTING', 'UNCERTAIN')) as unclear,
        count(*) filter (where %1$s) as stuck, min(o.accepted_at) filter (where %1$s) as stuck_since
      from provider_order o join run r on r.id = o.run_id and r.job = 'bulkOrderJob'
      where o.state in ('SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
        and (:account::text is null or o.account = :account)
      """
          .formatted(IS_STUCK);

  private final JdbcClient jdbc;

  FollowedRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is open over all runs that order.
   *
   * @param followed orders at the provider that are not final
   * @param waiting those of them that wait for papers, a review or a registration
   * @param unclear orders of which nobody knows whether the provider took them
   * @param stuck followed orders that wait for nothing and were placed too long ago
   * @param stuckSince when the first of these was placed
   */
  public record Open(
      long followed, long waiting, long unclear, long stuck, @Nullable Instant stuckSince) {

    /** Whether nothing of it can change any more but by a new launch. */
    public boolean isNothing() {
      return followed + unclear == 0;
    }
  }

  /**
   * Runs with orders to be read now, or whose own references are owed to the provider.
   *
   * @param account the only one that counts, null for all
   * @param longestWait no order waits longer between two readings
   */
  public List<Integer> withSomethingDue(
      @Nullable String account, Without without, Duration longestWait) {
    return at(WITH_SOMETHING_DUE, account, without)
        .param("longest", longestWait.toMillis() / 1000.0)
        .query(Integer.class)
        .list();
  }

  /**
   * Runs with orders of which nobody knows whether the provider took them, and no person has to
   * decide.
   */
  public List<Integer> unclear(@Nullable String account, Without without) {
    return at(UNCLEAR, account, without).query(Integer.class).list();
  }

  /** How long until the next order of any run should be read; empty when none is to be. */
  public Optional<Duration> untilNextPoll(
      @Nullable String account, Without without, Duration longestWait) {
    return at(UNTIL_NEXT_POLL, account, without)
        .param("longest", longestWait.toMillis() / 1000.0)
        .query(Orders::seconds)
        .single();
  }

  /**
   * What is left out.
   *
   * @param accounts accounts whose orders do not count
   * @param runs runs that do not count
   */
  public record Without(Set<String> accounts, Set<Integer> runs) {}

  private JdbcClient.StatementSpec at(String sql, @Nullable String account, Without without) {
    return jdbc.sql(sql)
        .param("account", account, Types.VARCHAR)
        .param("without", without.accounts().toArray(String[]::new))
        .param("leftAlone", without.runs().toArray(Integer[]::new));
  }

  /** Runs that order, were planned, and whose reports do not tell everything that happened. */
  public List<Integer> withReportBehind() {
    return jdbc.sql(
            "select r.id from run r where r.job = 'bulkOrderJob' and r.planned_at is not null and "
                + REPORT_IS_BEHIND
                + " order by r.id")
        .query(Integer.class)
        .list();
  }

  /** Whether the report of a run does not tell everything that happened. */
  public boolean isReportBehind(int runId) {
    return jdbc.sql("select " + REPORT_IS_BEHIND + " from run r where r.id = :run")
        .param("run", runId)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** How far the ledger is with a run, for {@link #reported}. */
  public Stand stand(int runId) {
    return jdbc.sql(
            """
            select coalesce((select max(id) from event where run_id = :run), 0) as event,
              (select coalesce(sum(changes), 0) from provider_order where run_id = :run) as changes
            """)
        .param("run", runId)
        .query(Stand.class)
        .single();
  }

  /**
   * The report of a run tells everything that happened up to there.
   *
   * @param stand taken before the report was begun
   */
  public void reported(int runId, Stand stand) {
    jdbc.sql("update run set reported_event = ?, reported_changes = ? where id = ?")
        .params(stand.event(), stand.changes(), runId)
        .update();
  }

  /** How far the ledger is with a run. */
  public record Stand(long event, long changes) {}

  /**
   * What is open over all runs.
   *
   * @param account the only one that counts, null for all
   * @param stuckAfter how long an order that waits for nothing may take
   */
  public Open open(@Nullable String account, Duration stuckAfter) {
    return jdbc.sql(OPEN)
        .param("account", account, Types.VARCHAR)
        .param("stuck", stuckAfter.toMillis() / 1000.0)
        .query(
            (rs, n) ->
                new Open(
                    rs.getLong("followed"),
                    rs.getLong("waiting"),
                    rs.getLong("unclear"),
                    rs.getLong("stuck"),
                    instant(rs, "stuck_since")))
        .single();
  }
}
