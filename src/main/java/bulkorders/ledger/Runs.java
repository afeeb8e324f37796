package bulkorders.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Runs: their identity, how far they are, and their figures. */
@Repository
public class Runs {

  /** The job that orders. */
  public static final String ORDER_JOB = "bulkOrderJob";

  /** The job that only plans. */
  public static final String PLAN_JOB = "planJob";

  private static final String INSERT =
      """
      insert into run (job, input_hash, input_name, input_format, columns, kept_columns, run_key, business_date, provider, account, tag,
        customer_references, actor, note, skip_limit, report_dir)
      values (:job, :inputHash, :inputName, :inputFormat, :columns, :keptColumns, :runKey, :businessDate, :provider, :account, :tag,
        :customerReferences, :actor, :note, :skipLimit, :reportDir)
      on conflict do nothing
      """;

  private static final String FIND_BY_IDENTITY =
      """
      select * from run
      where input_hash = :inputHash and job = :job and run_key = :runKey
        and business_date is not distinct from :businessDate
      """;

  /**
   * A plain aggregate: it stays linear however little the planner knows of the rows that were just
   * copied in.
   */
  private static final String CONTRADICTING_REQUESTS =
      """
      select request_id from ordering_group
      where run_id = :run and request_id is not null
      group by request_id
      having count(distinct order_key) > 1
      """;

  private static final String REJECT_REQUESTS =
      """
      with moved as (
        delete from ordering_group
        where run_id = :run and request_id = any (:requests)
        returning row_no, line, request_id, count_requested
      ), rejected as (
        insert into reject (run_id, row_no, line, request_id, count_requested, faults)
        select :run, row_no, line, request_id, count_requested,
          json_build_array(json_build_object('column', 'request_id', 'value', request_id, 'reason',
            'the rows of this request disagree on order-level settings (account, connection_id, '
            || 'messaging_profile_id, billing_group_id, customer_reference); give them the same settings or another request_id'))::text
        from moved
      )
      update run set rows_rejected = rows_rejected + m.rows, numbers_rejected = numbers_rejected + m.numbers,
        numbers_grouped = numbers_grouped - m.numbers
      from (select count(*) as rows, coalesce(sum(count_requested), 0) as numbers from moved) m
      where id = :run
      """;

  /** Of a number that is there more than once, the first row counts. */
  private static final String REJECT_NUMBERS_THERE_TWICE =
      """
      with named as (
        select g.row_no, g.phone_number, first_value(g.line) over numbers as first_line,
          row_number() over numbers as nth
        from ordering_group g join run on run.id = g.run_id
        where g.run_id = :run and g.phone_number is not null
        window numbers as (partition by coalesce(g.account, run.account), g.phone_number order by g.row_no)
      ), moved as (
        delete from ordering_group g using named n
        where g.run_id = :run and g.row_no = n.row_no and n.nth > 1
        returning g.row_no, g.line, g.request_id, g.phone_number, g.count_requested, n.first_line
      ), rejected as (
        insert into reject (run_id, row_no, line, request_id, count_requested, faults)
        select :run, row_no, line, request_id, count_requested,
          json_build_array(json_build_object('column', 'phone_number', 'value', phone_number, 'reason',
            'is there twice: line ' || first_line || ' asks for it already'))::text
        from moved
      )
      update run set rows_rejected = rows_rejected + m.rows, numbers_rejected = numbers_rejected + m.numbers,
        numbers_grouped = numbers_grouped - m.numbers
      from (select count(*) as rows, coalesce(sum(count_requested), 0) as numbers from moved) m
      where id = :run and m.rows > 0
      """;

  private static final String TAKEN_IN =
      """
      select rows_read - rows_rejected as groups, numbers_grouped, rows_rejected, numbers_rejected
      from run where id = ?
      """;

  private static final int REQUESTS_AT_ONCE = 10_000;

  private static final String ORDERS =
      """
      select state, account, count(*) as orders, count(*) filter (where waiting) as waiting, count(parked_reason) as parked,
        sum(numbers_requested - numbers_rejected - numbers_replaced) as wanted, sum(numbers_rejected) as rejected,
        sum(numbers_ordered) as ordered, sum(numbers_in_service) as in_service, sum(numbers_cancelled) as cancelled,
        sum(numbers_surplus + coalesce(s.numbers, 0)) as surplus,
        count(*) filter (where restore_reference and state in ('COMPLETED', 'PARTIAL')) as references_owed,
        currency, coalesce(sum(setup_cost), 0) as setup, coalesce(sum(monthly_cost), 0) as monthly
      from provider_order o
      left join (select order_id, sum(numbers) as numbers from surplus_order where cancelled_at is null group by order_id) s
        on s.order_id = o.id
      where run_id = ? group by state, account, currency
      """;

  private static final Set<OrderState> BOUGHT_NOTHING =
      EnumSet.of(
          OrderState.REJECTED, OrderState.FAILED, OrderState.CANCELLED, OrderState.ABANDONED);

  private final JdbcClient jdbc;
  private final Actor actor;
  private final Events events;
  private final Deadlines deadlines;
  private final StockChecks stockChecks;

  Runs(JdbcClient jdbc, Actor actor, Events events, Deadlines deadlines, StockChecks stockChecks) {
    this.jdbc = jdbc;
    this.actor = actor;
    this.events = events;
    this.deadlines = deadlines;
    this.stockChecks = stockChecks;
  }

  /**
   * Finds the run of this identity, or writes it down. Two processes that try at once get the same
   * run.
   */
  @Transactional
  public Run findOrCreate(NewRun run) {
    RunIdentity identity = run.identity();
    int inserted =
        jdbc.sql(INSERT)
            .param("job", identity.job())
            .param("inputHash", identity.inputHash())
            .param("inputName", run.inputName())
            .param("inputFormat", run.inputFormat())
            .param("columns", run.columns())
            .param("keptColumns", run.keptColumns())
            .param("runKey", identity.runKey())
            .param("businessDate", identity.businessDate(), Types.DATE)
            .param("provider", run.provider())
            .param("account", run.account())
            .param("tag", run.tag())
            .param("customerReferences", run.customerReferences().label())
            .param("actor", actor.name())
            .param("note", run.note(), Types.VARCHAR)
            .param("skipLimit", run.skipLimit())
            .param("reportDir", run.reportDir(), Types.VARCHAR)
            .update();
    Run found = find(identity).orElseThrow();
    if (inserted == 1) {
      events.append(found.id(), null, "RUN_CREATED", run.inputName());
    }
    return found;
  }

  /** The run of this identity. */
  public Optional<Run> find(RunIdentity identity) {
    return jdbc.sql(FIND_BY_IDENTITY)
        .param("inputHash", identity.inputHash())
        .param("job", identity.job())
        .param("runKey", identity.runKey())
        .param("businessDate", identity.businessDate(), Types.DATE)
        .query(Runs::run)
        .optional();
  }

  /** The run of this number. */
  public Optional<Run> find(int id) {
    return jdbc.sql("select * from run where id = ?").param(id).query(Runs::run).optional();
  }

  /** The run of this number, which must exist. */
  public Run get(int id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("Run " + id + " is not in the ledger"));
  }

  /** The newest runs that order, newest first. */
  public List<Run> latest(int limit) {
    return latest(limit, List.of(PLAN_JOB));
  }

  /** The newest runs of every kind, newest first; plans are numbered together with the others. */
  public List<Run> latestAndPlans(int limit) {
    return latest(limit, List.of());
  }

  private List<Run> latest(int limit, List<String> withoutJobs) {
    return jdbc.sql("select * from run where job <> all (?) order by id desc limit ?")
        .params(withoutJobs.toArray(String[]::new), limit)
        .query(Runs::run)
        .list();
  }

  /**
   * What the newest launch says about a run that is gone on with.
   *
   * @param stale when a stop was asked for that was not meant for this launch, null when none was
   * @param stock what the provider's stock means to it from now on
   * @param note why it was launched, kept with the event
   */
  @Transactional
  public void launched(
      int id,
      @Nullable Instant stale,
      String skipLimit,
      RepeatMode repeatMode,
      StockDemand stock,
      @Nullable String reportDir,
      @Nullable String note) {
    jdbc.sql(
            """
            update run set skip_limit = :skipLimit, repeat_mode = :repeatMode, stock = :stock, report_dir = coalesce(:reportDir, report_dir),
              stop_requested_at = case when stop_requested_at is distinct from :stale then stop_requested_at end, done_at = null, error = null, error_kind = null
            where id = :id
            """)
        .param("skipLimit", skipLimit)
        .param("repeatMode", repeatMode.label())
        .param("stock", stock.label())
        .param("reportDir", reportDir, Types.VARCHAR)
        .param("stale", Orders.at(stale), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("id", id)
        .update();
    events.append(id, null, "LAUNCHED", note);
  }

  /**
   * Says how the input of a run is read, unless rows of it were taken in already.
   *
   * @return whether that is how it is read from now on
   */
  public boolean readAs(int id, String inputFormat, String columns, String keptColumns) {
    return jdbc.sql(
                """
                update run set input_format = :inputFormat, columns = :columns, kept_columns = :keptColumns
                where id = :id and rows_read = 0 and intake_ended_at is null
                """)
            .param("inputFormat", inputFormat)
            .param("columns", columns)
            .param("keptColumns", keptColumns)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Concludes intake: moves requests whose rows contradict each other to the rejects, and rows that
   * name a number which an earlier row names. May be repeated.
   */
  @Transactional
  public void intakeEnded(int id) {
    Run run = get(id);
    rejectContradictions(run);
    jdbc.sql(GroupTable.of(run).in(REJECT_NUMBERS_THERE_TWICE)).param("run", id).update();
    jdbc.sql("update run set intake_ended_at = coalesce(intake_ended_at, now()) where id = ?")
        .param(id)
        .update();
  }

  private void rejectContradictions(Run run) {
    int id = run.id();
    GroupTable groups = GroupTable.of(run);
    if (!groups.isPassing()) {
      // The planner knows nothing yet of the rows that were copied in: how many of them belong to
      // the run is all it has to.
      jdbc.sql("analyze ordering_group (run_id, row_no)").update();
    }
    if (jdbc.sql("select requests_agree from run where id = ?")
        .param(id)
        .query(Boolean.class)
        .single()) {
      return;
    }
    jdbc.sql("set local work_mem = '128MB'").update();
    List<String> requests =
        jdbc.sql(groups.in(CONTRADICTING_REQUESTS)).param("run", id).query(String.class).list();
    for (int from = 0; from < requests.size(); from += REQUESTS_AT_ONCE) {
      List<String> some =
          requests.subList(from, Math.min(requests.size(), from + REQUESTS_AT_ONCE));
      jdbc.sql(groups.in(REJECT_REQUESTS))
          .param("run", id)
          .param("requests", some.toArray(String[]::new))
          .update();
    }
  }

  /** Records where the report of a run is. */
  public void reportedTo(int id, String directory) {
    jdbc.sql("update run set report_dir = ? where id = ?").params(directory, id).update();
  }

  /**
   * Records what is known of the input as a whole.
   *
   * @param blank how many blank rows it has
   * @param requestsAgree whether the rows of no request contradict each other for certain
   */
  public void inputRead(int id, long blank, boolean requestsAgree) {
    jdbc.sql("update run set rows_blank = ?, requests_agree = ? where id = ?")
        .params(blank, requestsAgree, id)
        .update();
  }

  /** Records why an execution ended early. */
  @Transactional
  public void endedEarly(int id, Run.ErrorKind kind, String error) {
    jdbc.sql("update run set error_kind = ?, error = ? where id = ?")
        .params(kind.name(), error, id)
        .update();
    events.append(id, null, kind.name(), error);
  }

  /** Records that the last order of a run became final. */
  @Transactional
  public void finished(int id) {
    int updated =
        jdbc.sql("update run set finished_at = now() where id = ? and finished_at is null")
            .param(id)
            .update();
    if (updated == 1) {
      events.append(id, null, "RUN_FINISHED", null);
    }
  }

  /**
   * Asks the process that works on a run to stop.
   *
   * @param note why, kept with the event
   */
  @Transactional
  public void requestStop(int id, @Nullable String note) {
    // Always another time than before, so that it is told from one that was meant for an earlier
    // process.
    jdbc.sql(
            """
            update run set stop_requested_at = greatest(stop_requested_at + interval '1 microsecond', clock_timestamp())
            where id = ?
            """)
        .param(id)
        .update();
    events.append(id, null, "STOP_REQUESTED", note);
  }

  /** When somebody asked a run to stop, last; empty when nobody did since it was launched. */
  public Optional<Instant> stopRequestedAt(int id) {
    return jdbc.sql("select stop_requested_at from run where id = ?")
        .param(id)
        .query((rs, n) -> Optional.ofNullable(instant(rs, "stop_requested_at")))
        .single();
  }

  /** Whether somebody asked a run to stop. */
  public boolean stopRequested(int id) {
    return jdbc.sql("select stop_requested_at is not null from run where id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /** Adds to the count of calls made to the provider. */
  public void addProviderCalls(int id, long calls) {
    jdbc.sql("update run set provider_calls = provider_calls + ? where id = ?")
        .params(calls, id)
        .update();
  }

  /** Deletes plans that are older than this, with all that was staged for them. */
  @Transactional
  public int dropPlansOlderThan(Duration age) {
    List<Integer> plans =
        jdbc.sql(
                "select id from run where job = ? and created_at < now() - make_interval(secs =>"
                    + " ?)")
            .params(PLAN_JOB, (double) age.toSeconds())
            .query(Integer.class)
            .list();
    for (int plan : plans) {
      jdbc.sql(GroupTable.dropOfPlan(plan)).update();
      jdbc.sql("delete from reject where run_id = ?").param(plan).update();
      jdbc.sql("delete from repeated_row where run_id = ?").param(plan).update();
      jdbc.sql("delete from foretold_shortfall where run_id = ?").param(plan).update();
      jdbc.sql("delete from run where id = ?").param(plan).update();
    }
    return plans.size();
  }

  /** How far the orders of a run are; quick enough to be asked again and again. */
  public OrderCounts orderCounts(int id) {
    return jdbc.sql(
            """
            select count(*) as total,
              count(*) filter (where state not in ('PLANNED', 'SUBMITTING', 'UNCERTAIN')) as placed,
              count(*) filter (where state = 'UNCERTAIN') as uncertain,
              count(*) filter (where state not in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')) as final,
              coalesce(sum(numbers_ordered), 0) as numbers_ordered
            from provider_order where run_id = ?
            """)
        .param(id)
        .query(
            (rs, n) ->
                new OrderCounts(
                    rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getLong(4), rs.getLong(5)))
        .single();
  }

  /** Whether the ledger's tables are there. */
  public boolean ledgerExists() {
    return jdbc.sql("select to_regclass('run') is not null").query(Boolean.class).single();
  }

  /**
   * How far the orders of a run are.
   *
   * @param total all orders, replaced ones included
   * @param placed orders that the provider took or refused for good
   * @param uncertain orders of which nobody knows whether they were taken
   * @param isFinal orders of which nothing will change any more
   * @param numbersOrdered numbers obtained so far
   */
  public record OrderCounts(
      long total, long placed, long uncertain, long isFinal, long numbersOrdered) {}

  /** Counts a run, as it is at one moment: all that is counted is read from one snapshot. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public RunFigures figures(int id) {
    Run run = get(id);
    TakenIn takenIn = jdbc.sql(TAKEN_IN).param(id).query(TakenIn.class).single();
    var sums = new Sums();
    jdbc.sql(ORDERS).param(id).query(sums::add);
    long repeated = run.leavesOutRepeats() ? run.numbersRepeated() : 0;
    long pending =
        run.plannedAt() == null || run.plansOnly()
            ? takenIn.numbersGrouped() - repeated
            : sums.pending;
    var numbers =
        new RunFigures.Numbers(
            takenIn.numbersGrouped() + takenIn.numbersRejected(),
            sums.ordered,
            sums.inService,
            sums.shortfall,
            sums.cancelled,
            takenIn.numbersRejected() + sums.rejected,
            repeated,
            pending,
            sums.surplus);
    return new RunFigures(
        run,
        sums.accounts.isEmpty() ? List.of(run.account()) : List.copyOf(sums.accounts),
        takenIn.groups(),
        takenIn.rowsRejected(),
        sums.orders,
        sums.waiting,
        sums.parked,
        numbers,
        sums.toPlace,
        sums.referencesOwed,
        deadlines.ofRun(id),
        run.stock().isAsked() ? stockChecks.figures(id) : null,
        sums.cost());
  }

  private static Run run(ResultSet rs, int rowNumber) throws SQLException {
    String errorKind = rs.getString("error_kind");
    return new Run(
        rs.getInt("id"),
        rs.getString("job"),
        rs.getString("input_hash"),
        rs.getString("input_name"),
        rs.getString("input_format"),
        rs.getString("columns"),
        rs.getString("kept_columns"),
        rs.getString("run_key"),
        rs.getObject("business_date", LocalDate.class),
        rs.getString("provider"),
        rs.getString("account"),
        rs.getString("tag"),
        CustomerReferences.labelled(rs.getString("customer_references")),
        rs.getString("actor"),
        rs.getString("note"),
        rs.getString("skip_limit"),
        rs.getString("report_dir"),
        requireInstant(rs, "created_at"),
        rs.getLong("rows_read"),
        rs.getLong("rows_blank"),
        instant(rs, "intake_ended_at"),
        instant(rs, "planned_at"),
        rs.getObject("orders_otherwise", Integer.class),
        instant(rs, "finished_at"),
        rs.getTimestamp("stop_requested_at") != null,
        rs.getLong("provider_calls"),
        RepeatMode.labelled(rs.getString("repeat_mode")),
        rs.getLong("rows_repeated"),
        rs.getLong("numbers_repeated"),
        rs.getString("plan_hash"),
        StockDemand.labelled(rs.getString("stock")),
        rs.getString("error"),
        errorKind == null ? null : Run.ErrorKind.valueOf(errorKind));
  }

  static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant requireInstant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  private record TakenIn(
      long groups, long numbersGrouped, long rowsRejected, long numbersRejected) {}

  /**
   * Sums over the orders of a run. A replaced order is counted as an order, its numbers are counted
   * where they went.
   */
  private static final class Sums {
    private final Map<OrderState, Long> orders = new EnumMap<>(OrderState.class);
    private final Set<String> accounts = new TreeSet<>();
    private long waiting;
    private long parked;
    private long ordered;
    private long inService;
    private long cancelled;
    private long rejected;
    private long shortfall;
    private long pending;
    private long toPlace;
    private long surplus;
    private long referencesOwed;
    private final Map<String, RunFigures.Sum> costs = new TreeMap<>();
    private long withoutCost;

    void add(ResultSet rs) throws SQLException {
      OrderState state = OrderState.valueOf(rs.getString("state"));
      orders.merge(state, rs.getLong("orders"), Long::sum);
      accounts.add(rs.getString("account"));
      if (!BOUGHT_NOTHING.contains(state)) {
        addCost(rs);
      }
      if (!state.isFinal()) {
        waiting += rs.getLong("waiting");
        parked += rs.getLong("parked");
      }
      ordered += rs.getLong("ordered");
      inService += rs.getLong("in_service");
      cancelled += rs.getLong("cancelled");
      rejected += rs.getLong("rejected");
      surplus += rs.getLong("surplus");
      referencesOwed += rs.getLong("references_owed");
      long missing = rs.getLong("wanted") - rs.getLong("ordered") - rs.getLong("cancelled");
      if (state.isFinal()) {
        shortfall += missing;
      } else {
        pending += missing;
      }
      if (state.isToPlace()) {
        toPlace += missing;
      }
    }

    private void addCost(ResultSet rs) throws SQLException {
      String currency = rs.getString("currency");
      if (currency == null) {
        withoutCost += rs.getLong("orders");
      } else {
        costs.merge(
            currency,
            new RunFigures.Sum(currency, rs.getBigDecimal("setup"), rs.getBigDecimal("monthly")),
            RunFigures.Sum::plus);
      }
    }

    RunFigures.Cost cost() {
      return new RunFigures.Cost(List.copyOf(costs.values()), withoutCost);
    }
  }
}
