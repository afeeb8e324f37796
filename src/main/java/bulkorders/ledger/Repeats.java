package bulkorders.ledger;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds rows that ask for what was ordered before, set by set, however many there are.
 *
 * <p>An earlier group counts as ordered when its run began to place its orders and at least one
 * number of it was obtained, or may still be: a group that was rejected, or that ended without a
 * number, does not count, so that a file of rejects or of shortfall is no repeat. The n-th of equal
 * rows is a repeat of the n-th of equal groups of one run: ten rows are not repeats of one.
 *
 * <p>There is only one of a number that is named. A row that names one which the account got from
 * an earlier run, whenever and however that was, is a repeat in any case.
 */
@Repository
public class Repeats {

  /** Held while a run begins to place, so that of two runs that repeat each other one sees it. */
  private static final long BEGINNING = 0x626f_7265_7065_6174L;

  private static final int EXAMPLES = 3;

  /**
   * Runs to compare with. A standing input asks for the same on each date, and so is compared with
   * all but the standing inputs of other dates.
   */
  private static final String EARLIER_RUNS =
      """
      create temporary table earlier on commit drop as
      select id from run
      where job = 'bulkOrderJob' and id <> :run and placing_at > clock_timestamp() - make_interval(secs => :window)
        and (:businessDate::date is null or business_date is null or business_date = :businessDate::date)
      """;

  /** Groups of these runs whose wishes are in the input, and which of equal ones each is. */
  private static final String EARLIER_GROUPS =
      """
      create temporary table earlier_group on commit drop as
      select c.run_id, c.fingerprint, c.of_run, c.of_row,
        row_number() over (partition by c.run_id, c.fingerprint order by c.row_no) as nth
      from (
        select f.run_id, f.row_no, f.fingerprint, coalesce(r.of_run, f.run_id) as of_run,
          coalesce(r.of_row, f.row_no) as of_row
        from ordered_group f
        left join repeated_row r on r.run_id = f.run_id and r.row_no = f.row_no
        where f.run_id in (select id from earlier)
          and f.fingerprint in (select fingerprint from ordering_group where run_id = :run)
      ) c
      where exists (
        select from order_group p join provider_order o on o.id = p.order_id
        where p.run_id = c.of_run and p.row_no = c.of_row and p.status is distinct from 'replaced'
          and p.status is distinct from 'rejected' and o.state <> 'REJECTED'
          and (p.ordered > 0
            or o.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')))
      """;

  /**
   * Rows without a request_id are repeats only of a run that has at least half of the input's rows.
   */
  private static final String FOUND =
      """
      create temporary table found on commit drop as
      with pair as (
        select g.row_no, g.line, g.count_requested, g.request_id, g.phone_number, e.run_id, e.of_run, e.of_row
        from (
          select row_no, line, count_requested, request_id, phone_number, fingerprint,
            row_number() over (partition by fingerprint order by row_no) as nth
          from ordering_group
          where run_id = :run and fingerprint in (select fingerprint from earlier_group)
        ) g
        join earlier_group e on e.fingerprint = g.fingerprint and e.nth = g.nth
      ), half as (
        select run_id from pair group by run_id
        having 2 * count(*) >= (select rows_read - rows_rejected from run where id = :run)
      )
      select distinct on (row_no) row_no, line, count_requested, of_run, of_row
      from pair
      where request_id is not null or phone_number is not null or run_id in (select run_id from half)
      order by row_no, of_run desc
      """;

  /**
   * Numbers that the account got from earlier runs; through the index on the rows that name one.
   */
  private static final String DELIVERED =
      """
      insert into found (row_no, line, count_requested, of_run, of_row)
      select distinct on (g.row_no) g.row_no, g.line, g.count_requested, p.run_id, p.row_no
      from ordering_group g
      join run on run.id = g.run_id
      join phone_number n on n.phone_number = g.phone_number and n.state in ('PENDING', 'WAITING', 'IN_SERVICE')
      join provider_order o on o.id = n.order_id and o.account = coalesce(g.account, run.account) and o.run_id <> :run
      join order_group p on p.order_id = n.order_id and p.position = n.position
      where g.run_id = :run and g.phone_number is not null
        and not exists (select from found f where f.row_no = g.row_no)
      order by g.row_no, p.run_id desc
      """;

  private static final String KEEP =
      """
      insert into repeated_row (run_id, row_no, of_run, of_row, of_line)
      select :run, f.row_no, f.of_run, f.of_row, b.line
      from found f join ordering_group b on b.run_id = f.of_run and b.row_no = f.of_row
      """;

  private static final String COUNT =
      """
      update run set (rows_repeated, numbers_repeated) = (
        select count(*), coalesce(sum(count_requested), 0) from found)
      where id = :run
      """;

  private static final String FIRST =
      """
      select f.line, f.of_run, b.line as of_line
      from (select * from found order by row_no limit ?) f
      join ordering_group b on b.run_id = f.of_run and b.row_no = f.of_row
      order by f.row_no
      """;

  private static final String BY_RUN =
      """
      select r.id as run, r.created_at, count(*) as rows
      from found f join run r on r.id = f.of_run group by r.id order by count(*) desc, r.id desc
      """;

  private static final String REMEMBER =
      """
      insert into ordered_group (fingerprint, run_id, row_no)
      select fingerprint, run_id, row_no from ordering_group
      where run_id = ? and fingerprint is not null order by fingerprint, row_no
      on conflict do nothing
      """;

  private final JdbcClient jdbc;
  private final Events events;

  Repeats(JdbcClient jdbc, Events events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * Compares the rows of a run with all that was ordered before, and keeps which of them are
   * repeats in place of those that were kept before. Rows that are to be left out have to be
   * planned after this.
   *
   * @param window how far back
   */
  @Transactional
  public Found compare(Run run, Duration window) {
    forget(run);
    Found found = find(run, window);
    if (found.rows() > 0) {
      // Whether the run orders or only plans, what it repeats was ordered.
      jdbc.sql(KEEP).param("run", run.id()).update();
      jdbc.sql(COUNT).param("run", run.id()).update();
      events.append(run.id(), null, "REPEATS_FOUND", found.rows() + " rows");
    }
    return found;
  }

  /** Keeps no row of a run for a repeat. */
  @Transactional
  public void forget(Run run) {
    jdbc.sql("delete from repeated_row where run_id = ?").param(run.id()).update();
    jdbc.sql("update run set rows_repeated = 0, numbers_repeated = 0 where id = ?")
        .param(run.id())
        .update();
  }

  /**
   * A planned run is about to place its orders: from here on others find what it asks for. Compares
   * once more, for others may have begun since it was planned. May be repeated.
   *
   * @return rows that are planned and were ordered meanwhile; the run may not begin then, and
   *     nothing changed
   */
  @Transactional
  public Found begin(Run run, Duration window) {
    jdbc.sql("select pg_advisory_xact_lock(?)").param(BEGINNING).query((rs, n) -> true).single();
    if (jdbc.sql("select placing_at is not null from run where id = ?")
        .param(run.id())
        .query(Boolean.class)
        .single()) {
      return Found.NONE;
    }
    if (run.repeatMode() != RepeatMode.ALLOW) {
      find(run, window);
      jdbc.sql(
              "delete from found f using repeated_row r where r.run_id = ? and r.row_no = f.row_no")
          .param(run.id())
          .update();
      Found found = found();
      if (found.rows() > 0) {
        return found;
      }
    }
    remember(run);
    return Found.NONE;
  }

  /**
   * Lets others find what a run asks for when it has orders at the provider without having placed
   * them itself: they were taken over from another ledger. May be repeated.
   */
  @Transactional
  public void takenOver(Run run) {
    boolean isUnknown =
        jdbc.sql(
                """
                select placing_at is null and exists (
                  select from provider_order where run_id = run.id and state not in ('PLANNED', 'REJECTED'))
                from run where id = ? for update
                """)
            .param(run.id())
            .query(Boolean.class)
            .single();
    if (isUnknown) {
      remember(run);
    }
  }

  private void remember(Run run) {
    jdbc.sql(REMEMBER).param(run.id()).update();
    jdbc.sql("update run set placing_at = clock_timestamp() where id = ?").param(run.id()).update();
  }

  /**
   * An execution ended: when it is sure that the run has placed nothing, nothing repeats it. The
   * caller holds the run's alive-lock, and nothing is being sent.
   */
  public void ended(int runId) {
    jdbc.sql(
            """
            update run set placing_at = null
            where id = ? and placing_at is not null and not exists (
              select from provider_order where run_id = run.id and state not in ('PLANNED', 'REJECTED'))
            """)
        .param(runId)
        .update();
  }

  private Found find(Run run, Duration window) {
    // Sorts of a million rows stay in memory.
    jdbc.sql("set local work_mem = '128MB'").update();
    jdbc.sql(EARLIER_RUNS)
        .param("run", run.id())
        .param("window", (double) window.toSeconds())
        .param("businessDate", run.businessDate(), Types.DATE)
        .update();
    jdbc.sql("analyze earlier").update();
    GroupTable groups = GroupTable.of(run);
    jdbc.sql(groups.in(EARLIER_GROUPS) + (isEmpty("earlier") ? " with no data" : ""))
        .param("run", run.id())
        .update();
    jdbc.sql("analyze earlier_group").update();
    // Most inputs repeat nothing, and need not be read for it.
    jdbc.sql(groups.in(FOUND) + (isEmpty("earlier_group") ? " with no data" : ""))
        .param("run", run.id())
        .update();
    jdbc.sql(groups.in(DELIVERED)).param("run", run.id()).update();
    jdbc.sql("analyze found").update();
    return found();
  }

  private boolean isEmpty(String table) {
    return jdbc.sql("select not exists (select from %s)".formatted(table))
        .query(Boolean.class)
        .single();
  }

  private Found found() {
    List<Example> examples = jdbc.sql(FIRST).param(EXAMPLES).query(Example.class).list();
    List<EarlierRun> runs = jdbc.sql(BY_RUN).query(EarlierRun.class).list();
    return new Found(runs.stream().mapToLong(EarlierRun::rows).sum(), examples, runs);
  }

  /** The earlier runs that rows of a run repeat, as the last comparison found them. */
  public List<EarlierRun> repeatedRuns(int runId) {
    return jdbc.sql(
            """
            select r.id as run, r.created_at, count(*) as rows
            from repeated_row f join run r on r.id = f.of_run
            where f.run_id = ? group by r.id order by count(*) desc, r.id desc
            """)
        .param(runId)
        .query(EarlierRun.class)
        .list();
  }

  /**
   * Rows that were ordered before.
   *
   * @param rows how many
   * @param examples the first of them
   * @param runs the runs that ordered them, the one with most of them first
   */
  public record Found(long rows, List<Example> examples, List<EarlierRun> runs) {

    static final Found NONE = new Found(0, List.of(), List.of());

    public Found {
      examples = List.copyOf(examples);
      runs = List.copyOf(runs);
    }
  }

  /**
   * A row that was ordered before.
   *
   * @param line its line in the input
   * @param ofRun the run that ordered it
   * @param ofLine the line in that run's input
   */
  public record Example(long line, int ofRun, long ofLine) {}

  /**
   * A run that ordered rows of the input.
   *
   * @param rows how many of them
   */
  public record EarlierRun(int run, Instant createdAt, long rows) {}
}
