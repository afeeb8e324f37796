package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;
import static bulkorders.ledger.Runs.requireInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Comparisons of accounts with the ledger: which there are, and what came of them. */
@Repository
public class Reconciliations {

  private static final String COLUMNS =
      """
      d.id, d.kind, d.run_id, d.order_id,
        (select o.order_no || case when o.replacement > 0 then '.r' || o.replacement else '' end
         from provider_order o where o.id = d.order_id) as label,
        d.reference, d.provider_order_id, d.number_order_id, d.phone_number, d.ledger_says, d.provider_says, d.detail,
        d.repaired
      """;

  /** By what the ledger has now: an order that was read again may still lack what is told of it. */
  private static final String MENDED =
      """
      update difference d set repaired = true, detail = coalesce(d.detail || '; ', '') || 'taken over'
      from provider_order o, reconciliation r
      where d.reconciliation = :id and d.run_id = :run and not d.repaired and o.id = d.order_id and r.id = :id and (
        (d.kind = :unplaced and o.provider_order_id = d.provider_order_id
          and o.state in ('ACCEPTED', 'PROCESSING', 'COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED'))
        or (d.kind in (:state_differs, :count_differs) and o.reason is null and exists (
          select from event e where e.order_id = o.id and e.type = 'PROCESSING' and e.at >= r.compared_at))
        or (d.kind = :number_order_unknown and exists (select from number_order n
          where n.order_id = o.id and n.number_order_id = d.number_order_id))
        or (d.kind = :number_order_differs and exists (select from number_order n
          where n.order_id = o.id and n.number_order_id = d.number_order_id and n.settled
            and lower(n.status) is distinct from lower(d.ledger_says)))
        or (d.kind = :number_unknown and exists (select from phone_number n
          where n.order_id = o.id and n.phone_number = d.phone_number)))
      """;

  private static final String CANCELLED_SURPLUS =
      """
      update surplus_order s set cancelled_at = clock_timestamp()
      from reconciliation r, (
        select g.provider_order_id, count(*) as numbers,
          bool_and(coalesce(lower(l.status) in ('cancelled', 'canceled', 'deleted'), false)) as cancelled
        from listed_group g
        cross join lateral unnest(g.number_order_ids) child
        left join listed_number_order l on l.reconciliation = g.reconciliation and l.number_order_id = child
        where g.reconciliation = :id
        group by g.provider_order_id
        having bool_and(g.settled)) b
      where r.id = :id and s.account = r.account and s.provider_order_id = b.provider_order_id and b.cancelled
        and s.cancelled_at is null
      """;

  private static final int FETCH_SIZE = 2_000;

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final Actor actor;

  Reconciliations(JdbcClient jdbc, DataSource dataSource, Actor actor) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.actor = actor;
  }

  /**
   * A comparison.
   *
   * @param since from when on orders are compared, null for all
   * @param repair whether what is safe is taken over into the ledger
   * @param comparedAt when it was compared, null before
   * @param endedAt when it came to its end, null before
   * @param error why its last execution ended early, null when it did not
   */
  public record Reconciliation(
      int id,
      String account,
      @Nullable Instant since,
      boolean repair,
      Instant startedAt,
      @Nullable Instant comparedAt,
      @Nullable Instant endedAt,
      long providerCalls,
      @Nullable String reportDir,
      @Nullable String error) {}

  /**
   * Something that account and ledger do not agree on.
   *
   * @param label number of the order in its run
   */
  public record Difference(
      long id,
      DifferenceKind kind,
      @Nullable Integer runId,
      @Nullable Long orderId,
      @Nullable String label,
      @Nullable String reference,
      @Nullable String providerOrderId,
      @Nullable String numberOrderId,
      @Nullable String phoneNumber,
      @Nullable String ledgerSays,
      @Nullable String providerSays,
      @Nullable String detail,
      boolean repaired) {}

  /** Begins a comparison. */
  @Transactional
  public Reconciliation begin(
      String account, @Nullable Instant since, boolean repair, @Nullable String note) {
    int id =
        jdbc.sql(
                "insert into reconciliation (account, since, repair, actor, note) values (:account,"
                    + " :since, :repair, :actor, :note) returning id")
            .param("account", account)
            .param("since", Orders.at(since), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("repair", repair)
            .param("actor", actor.name())
            .param("note", note, Types.VARCHAR)
            .query(Integer.class)
            .single();
    return get(id);
  }

  /**
   * The newest comparison of an account, if it was asked for in the same way, did not come to its
   * end, and is younger than a day: what was read before is too old otherwise.
   */
  public Optional<Reconciliation> unfinished(
      String account, @Nullable Instant since, boolean repair) {
    return jdbc.sql(
            """
            select * from reconciliation
            where id = (select max(id) from reconciliation where account = :account) and ended_at is null
              and since is not distinct from :since and repair = :repair and started_at > now() - interval '1 day'
            """)
        .param("account", account)
        .param("since", Orders.at(since), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("repair", repair)
        .query(Reconciliations::reconciliation)
        .optional();
  }

  /** A comparison, which must exist. */
  public Reconciliation get(int id) {
    return jdbc.sql("select * from reconciliation where id = ?")
        .param(id)
        .query(Reconciliations::reconciliation)
        .single();
  }

  /** Says which tags the references of this ledger's runs carry at the account. */
  @Transactional
  public void knowTags(int id, Map<String, Integer> runsByTag) {
    jdbc.sql(
            """
            insert into reconciliation_tag (reconciliation, tag, run_id)
            select :id, * from unnest(:tags::text[], :runs::int[]) on conflict do nothing
            """)
        .param("id", id)
        .param("tags", runsByTag.keySet().toArray(String[]::new))
        .param("runs", runsByTag.values().toArray(Integer[]::new))
        .update();
  }

  /** Records why an execution ended early; null takes that back. */
  public void endedEarly(int id, @Nullable String error) {
    jdbc.sql("update reconciliation set error = :error where id = :id")
        .param("error", error, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  /** Adds to the count of calls made to the provider. */
  public void addProviderCalls(int id, long calls) {
    jdbc.sql("update reconciliation set provider_calls = provider_calls + ? where id = ?")
        .params(calls, id)
        .update();
  }

  /** A comparison has come to its end. */
  public void ended(int id, String reportDir) {
    jdbc.sql("update reconciliation set ended_at = clock_timestamp(), report_dir = ? where id = ?")
        .params(reportDir, id)
        .update();
  }

  /** What was counted, by what it is. */
  public Map<String, Long> counts(int id) {
    return counted("select label, count from reconciliation_count where reconciliation = ?", id);
  }

  /** How many differences of each kind were found. */
  public Map<DifferenceKind, Long> found(int id) {
    return ofKinds(
        "select kind, count(*) from difference where reconciliation = ? group by kind", id);
  }

  /** How many differences of each kind were mended. */
  public Map<DifferenceKind, Long> repaired(int id) {
    return ofKinds(
        "select kind, count(*) from difference where reconciliation = ? and repaired group by kind",
        id);
  }

  private Map<DifferenceKind, Long> ofKinds(String sql, int id) {
    Map<DifferenceKind, Long> counts = new EnumMap<>(DifferenceKind.class);
    counted(sql, id).forEach((word, count) -> counts.put(DifferenceKind.of(word), count));
    return counts;
  }

  private Map<String, Long> counted(String sql, int id) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(sql)
        .param(id)
        .query(
            rs -> {
              counts.put(rs.getString(1), rs.getLong(2));
            });
    return counts;
  }

  /** The first differences of a kind. */
  public List<Difference> first(int id, DifferenceKind kind, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from difference d where d.reconciliation = ? and d.kind = ? order by d.id limit"
                + " ?")
        .params(id, kind.word(), limit)
        .query(Reconciliations::difference)
        .list();
  }

  /** All differences, kind by kind, however many there are. */
  @Transactional(readOnly = true)
  public void each(int id, Consumer<Difference> consumer) {
    var cursor = new JdbcTemplate(dataSource);
    cursor.setFetchSize(FETCH_SIZE);
    try (Stream<Difference> all =
        cursor.queryForStream(
            "select "
                + COLUMNS
                + " from difference d where d.reconciliation = ? order by d.kind, d.id",
            Reconciliations::difference,
            id)) {
      all.forEach(consumer);
    }
  }

  /** The runs of which something may be mended. */
  public List<Integer> runsToMend(int id) {
    return jdbc.sql(
            """
            select distinct run_id from difference
            where reconciliation = ? and order_id is not null and not repaired and kind = any (?) order by run_id
            """)
        .params(id, DifferenceKind.mendable())
        .query(Integer.class)
        .list();
  }

  /** Orders of a run that the ledger has elsewhere than the provider, or once where it has two. */
  public List<Difference> misplaced(int id, int runId) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from difference d where d.reconciliation = ? and d.run_id = ? and not"
                + " d.repaired and d.kind = any (?) and d.order_id is not null order by d.id")
        .params(id, runId, DifferenceKind.toPlace())
        .query(Reconciliations::difference)
        .list();
  }

  /**
   * Final orders of a run of which the provider tells more than the ledger has, but for those that
   * were read again since.
   */
  public List<Long> ordersToReadAgain(int id, int runId) {
    return jdbc.sql(
            """
            select distinct d.order_id from difference d join reconciliation r on r.id = d.reconciliation
            where r.id = ? and d.run_id = ? and not d.repaired and d.order_id is not null and d.kind = any (?)
              and not exists (select from event e
                where e.order_id = d.order_id and e.type = 'PROCESSING' and e.at >= r.compared_at)
            order by d.order_id
            """)
        .params(id, runId, DifferenceKind.toReadAgain())
        .query(Long.class)
        .list();
  }

  /** Whether the groups of an order stand in others. */
  public boolean isReplaced(long orderId) {
    return jdbc.sql(
            "select numbers_replaced + numbers_rejected > 0 from provider_order where id = ?")
        .param(orderId)
        .query(Boolean.class)
        .single();
  }

  /** Says more about a difference. */
  public void tell(long difference, String detail) {
    jdbc.sql("update difference set detail = ? where id = ?").params(detail, difference).update();
  }

  /** Says why nothing of a run was mended. */
  public void tellRun(int id, int runId, String why) {
    jdbc.sql(
            "update difference set detail = coalesce(detail || '; ', '') || ? where reconciliation"
                + " = ? and run_id = ? and not repaired")
        .params("not mended: " + why, id, runId)
        .update();
  }

  /** What a difference is about stands in the ledger as surplus now, and costs money still. */
  public void surplus(long difference) {
    jdbc.sql("update difference set kind = :surplus, ledger_says = 'surplus' where id = :id")
        .params(DifferenceKind.WORDS)
        .param("id", difference)
        .update();
  }

  /** Says of each difference of a run whether it is mended. */
  @Transactional
  public void judgeMended(int id, int runId) {
    jdbc.sql(MENDED).params(DifferenceKind.WORDS).param("id", id).param("run", runId).update();
  }

  /** Surplus of which the provider has given back every number is surplus no more. */
  @Transactional
  public void closeCancelledSurplus(int id) {
    jdbc.sql(CANCELLED_SURPLUS).param("id", id).update();
    jdbc.sql(
            """
            update difference d set repaired = true, detail = 'cancelled'
            from surplus_order s join reconciliation r on r.id = :id and r.account = s.account
            where d.reconciliation = :id and d.kind = :surplus and d.provider_order_id = s.provider_order_id
              and s.cancelled_at is not null
            """)
        .params(DifferenceKind.WORDS)
        .param("id", id)
        .update();
  }

  private static Difference difference(ResultSet rs, int rowNumber) throws SQLException {
    return new Difference(
        rs.getLong("id"),
        DifferenceKind.of(rs.getString("kind")),
        rs.getObject("run_id", Integer.class),
        rs.getObject("order_id", Long.class),
        rs.getString("label"),
        rs.getString("reference"),
        rs.getString("provider_order_id"),
        rs.getString("number_order_id"),
        rs.getString("phone_number"),
        rs.getString("ledger_says"),
        rs.getString("provider_says"),
        rs.getString("detail"),
        rs.getBoolean("repaired"));
  }

  private static Reconciliation reconciliation(ResultSet rs, int rowNumber) throws SQLException {
    return new Reconciliation(
        rs.getInt("id"),
        rs.getString("account"),
        instant(rs, "since"),
        rs.getBoolean("repair"),
        requireInstant(rs, "started_at"),
        instant(rs, "compared_at"),
        instant(rs, "ended_at"),
        rs.getLong("provider_calls"),
        rs.getString("report_dir"),
        rs.getString("error"));
  }
}
