package bulkorders.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Runs that may need somebody, and which of them are done with. */
@Repository
public class OpenRuns {

  /**
   * Of an order {@code o}: it is final, and lacks numbers that nobody here asked to be cancelled.
   */
  private static final String LACKS_NUMBERS =
      """
      o.state in ('COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED', 'REJECTED', 'ABANDONED')
        and (o.numbers_requested > o.numbers_ordered + o.numbers_replaced + o.numbers_rejected + o.numbers_cancelled
          or o.numbers_cancelled > 0 and exists (
            select from phone_number n where n.order_id = o.id and n.state = 'CANCELLED' and %s))\
      """
          .formatted(Cancellations.NOT_ASKED_FOR);

  /**
   * Everything that may stand on the list; the figures of each run say what does. Who was done with
   * a run did not know of numbers that it lost since.
   */
  private static final String LIST =
      """
      select r.id as run, r.done_at is not null and not exists (select from provider_order o
          where o.run_id = r.id and o.final_at > r.done_at and %2$s) as is_done,
        exists (select from provider_order o where o.run_id = r.id
          and o.state in ('SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')) as is_at_provider,
        (select min(n.deadline) from provider_order o join phone_number n on n.order_id = o.id
         where o.run_id = r.id and o.state in ('ACCEPTED', 'PROCESSING') and n.state = 'WAITING') as deadline,
        (select count(*) from provider_order o where o.run_id = r.id and %1$s) as stuck,
        (select min(o.accepted_at) from provider_order o where o.run_id = r.id and %1$s) as stuck_since,
        (select coalesce(sum(least(p.cancelled, l.numbers)), 0)
          from (select n.order_id, n.position, count(*) as numbers
            from provider_order o join phone_number n on n.order_id = o.id
            where o.run_id = r.id and o.state in ('COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED')
              and o.numbers_cancelled > 0 and n.state = 'CANCELLED' and %3$s
            group by n.order_id, n.position) l
          join order_group p on p.order_id = l.order_id and p.position = l.position) as lost
      from run r
      where r.job = 'bulkOrderJob' and (
        r.finished_at is null or r.error_kind is not null or (r.done_at is null and r.rows_rejected > 0)
        or exists (select from provider_order o where o.run_id = r.id and (
          o.numbers_surplus > 0 or o.parked_reason is not null
          or o.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
          or exists (select from surplus_order s where s.order_id = o.id and s.cancelled_at is null)
          or r.done_at is null and o.numbers_requested > o.numbers_ordered + o.numbers_replaced + o.numbers_cancelled
          or (r.done_at is null or o.final_at > r.done_at) and %2$s)))
      order by r.id
      """
          .formatted(FollowedRuns.IS_STUCK, LACKS_NUMBERS, Cancellations.NOT_ASKED_FOR);

  private final JdbcClient jdbc;
  private final Events events;

  OpenRuns(JdbcClient jdbc, Events events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * The runs that may need somebody, oldest first.
   *
   * @param stuckAfter how long an order that waits for nothing may take
   */
  public List<OpenRun> list(Duration stuckAfter) {
    return jdbc.sql(LIST)
        .param("stuck", stuckAfter.toMillis() / 1000.0)
        .query(OpenRun.class)
        .list();
  }

  /** Whether a person is done with a run, and has not launched it since. */
  public boolean isDone(int runId) {
    return jdbc.sql("select done_at is not null from run where id = ?")
        .param(runId)
        .query(Boolean.class)
        .single();
  }

  /**
   * A person is done with a run: with its rejects and shortfall, its refusal, or its orders that
   * were never sent. Launching it again takes that back.
   *
   * @param note why
   */
  @Transactional
  public void done(int runId, @Nullable String note) {
    jdbc.sql("update run set done_at = clock_timestamp() where id = ?").param(runId).update();
    events.append(runId, null, "DONE", note);
  }

  /**
   * A run that may need somebody.
   *
   * @param isDone whether a person is done with it, and no numbers were lost since
   * @param isAtProvider whether orders of it are at the provider and not final, or may be
   * @param deadline when the first papers are due, null when that is not known
   * @param stuck orders that wait for nothing and were placed too long ago
   * @param stuckSince when the first of these was placed, null when there is none
   * @param lost numbers of final orders that the provider cancelled though nobody here asked for it
   */
  public record OpenRun(
      int run,
      boolean isDone,
      boolean isAtProvider,
      @Nullable Instant deadline,
      long stuck,
      @Nullable Instant stuckSince,
      long lost) {}
}
