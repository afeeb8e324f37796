package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;
import static bulkorders.ledger.Runs.requireInstant;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of a run, row by row, for reports. Everything is streamed through cursors of the
 * server, so memory stays flat whatever the size of the run.
 */
@Repository
public class Results {

  /**
   * Parts that were replaced do not count: their numbers are counted where they went. Only numbers
   * of orders of the run are looked through for what was cancelled, and only where any was. What
   * nobody here asked the provider to cancel is lost: it is to be ordered again by somebody.
   */
  private static final String GROUPS_AND_PARTS =
      """
      select g.row_no, g.line, g.request_id, coalesce(g.account, u.account) as group_account, g.count_requested, g.country_iso, g.phone_number_type,
        g.national_destination_code, g.administrative_area, g.locality, g.features, g.starts_with, g.ends_with,
        g.contains, g.quickship, g.exclude_held_numbers, g.strategy, g.order_method, g.phone_number, g.requirement_group_id, g.best_effort,
        g.sku_id, g.nanpa_prefix_id, g.available_did_id, g.did_reservation_id, g.billing_cycles_count, g.prorate_days_qty,
        g.capacity_pool_id, g.did_group_id, g.allow_back_ordering, g.callback_url, g.callback_method,
        g.connection_id, g.messaging_profile_id, g.billing_group_id, g.customer_reference, p.count_requested as part_count, p.status, p.error_reason, p.ordered,
        p.in_service, p.cancelled, least(p.cancelled, coalesce(d.numbers, 0)) as lost, o.reference, o.state, o.waiting, o.parked_reason, o.reason, r.of_run, r.of_line,
        f.numbers as foretold, d.deadline as missed
      from ordering_group g
      join run u on u.id = g.run_id
      left join foretold_shortfall f on f.run_id = g.run_id and f.row_no = g.row_no
      left join repeated_row r on r.run_id = g.run_id and r.row_no = g.row_no
      left join order_group p
        on p.run_id = g.run_id and p.row_no = g.row_no and p.status is distinct from 'replaced'
      left join provider_order o on o.id = p.order_id
      left join (
        select n.order_id, n.position, count(*) as numbers,
          max(n.deadline) filter (where n.deadline <= coalesce(c.final_at, clock_timestamp())) as deadline
        from phone_number n join provider_order c on c.id = n.order_id
        where n.order_id = any (array(select id from provider_order where run_id = ? and numbers_cancelled > 0))
          and n.state = 'CANCELLED' and %s
        group by n.order_id, n.position) d
        on d.order_id = p.order_id and d.position = p.position
      where g.run_id = ?
      order by g.row_no, p.order_id, p.position
      """
          .formatted(Cancellations.NOT_ASKED_FOR);

  private static final String REJECTS =
      "select row_no, line, request_id, count_requested, faults, raw from reject where run_id = ?"
          + " order by row_no";

  private static final String ORDERS =
      """
      select order_no, replacement, account, reference, connection_id, messaging_profile_id, billing_group_id,
        customer_reference, allow_back_ordering, callback_url, callback_method, groups, numbers_requested, state, waiting, attempt, parked_reason, provider_order_id, reason,
        numbers_ordered, numbers_in_service, numbers_cancelled, numbers_rejected, numbers_replaced,
        numbers_surplus + (select coalesce(sum(s.numbers), 0) from surplus_order s
          where s.order_id = o.id and s.cancelled_at is null) as surplus,
        setup_cost, monthly_cost, currency, cost_source, created_at, accepted_at, final_at
      from provider_order o where run_id = ? order by order_no, replacement
      """;

  /**
   * What PostgreSQL knows of the run's groups and numbers may date from before they were stored, so
   * that each table is narrowed to the run by an index of its own.
   */
  static final String NUMBERS =
      """
      select n.phone_number, g.row_no, g.line, g.request_id, g.customer_reference, o.account,
        coalesce(n.country_iso, g.country_iso) as country_iso,
        coalesce(n.phone_number_type, g.phone_number_type) as phone_number_type, o.order_no, o.replacement, o.reference,
        o.provider_order_id, n.number_order_id, n.sub_number_order_id, n.status, n.requirements_status,
        case when n.state <> 'IN_SERVICE' then n.deadline end as deadline,
        n.setup_cost, n.monthly_cost, n.currency, n.cost_source, n.ordered_at
      from (select ?::int as run_id) run
      join provider_order o on o.run_id = run.run_id
      join phone_number n on n.order_id = o.id
        and n.order_id = any (array(select id from provider_order where run_id = run.run_id))
      join order_group p on p.run_id = run.run_id and p.order_id = n.order_id and p.position = n.position
      join ordering_group g on g.run_id = p.run_id and g.row_no = p.row_no
      order by g.row_no, o.order_no, o.replacement, n.phone_number
      """;

  private static final int FETCH_SIZE = 2_000;

  /** A reject carries the bytes of its row, up to 64 KiB of them. */
  private static final int FETCH_SIZE_OF_REJECTS = 50;

  private final DataSource dataSource;
  private final FaultsText faultsText;

  Results(DataSource dataSource, FaultsText faultsText) {
    this.dataSource = dataSource;
    this.faultsText = faultsText;
  }

  /**
   * Reads everything as of one moment: whatever is read within sees the same ledger. Uses a
   * transaction and a connection of its own, so changes that the caller has not committed are not
   * seen.
   */
  @Transactional(
      readOnly = true,
      isolation = Isolation.REPEATABLE_READ,
      propagation = Propagation.REQUIRES_NEW)
  public <T> T snapshot(Supplier<T> reading) {
    var settings = new JdbcTemplate(dataSource);
    // Sorting millions of rows in memory of the default size takes many passes over the disk.
    settings.execute("set local work_mem = '64MB'");
    settings.execute(OrderProgress.WITHOUT_NESTED_LOOPS);
    return reading.get();
  }

  /** All rows of the input that the ledger has, in their order. Within {@link #snapshot} only. */
  @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
  public void rows(int runId, Consumer<Row> consumer) {
    try (Stream<Part> parts = stream(GROUPS_AND_PARTS, FETCH_SIZE, Results::part, runId, runId);
        Stream<Reject> rejects = stream(REJECTS, FETCH_SIZE_OF_REJECTS, this::reject, runId)) {
      Iterator<Reject> nextRejects = rejects.iterator();
      Iterator<Part> nextParts = parts.iterator();
      Reject reject = next(nextRejects);
      Part part = next(nextParts);
      while (part != null || reject != null) {
        if (reject != null && (part == null || reject.row() < part.group.row())) {
          consumer.accept(new RejectedRow(reject));
          reject = next(nextRejects);
        } else if (part != null) {
          Group group = part.group;
          Repeat repeat = part.repeat;
          int foretold = part.foretold;
          List<GroupPart> ofGroup = new ArrayList<>(1);
          while (part != null && part.group.row() == group.row()) {
            if (part.part != null) {
              ofGroup.add(part.part);
            }
            part = next(nextParts);
          }
          consumer.accept(new GroupRow(group, ofGroup, repeat, foretold));
        }
      }
    }
  }

  /** The rows that were refused at intake, in their order. Within {@link #snapshot} only. */
  @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
  public void rejects(int runId, Consumer<Reject> consumer) {
    each(REJECTS, FETCH_SIZE_OF_REJECTS, this::reject, runId, consumer);
  }

  /** The first rows that were refused at intake, in their order. */
  @Transactional(readOnly = true)
  public List<Reject> firstRejects(int runId, int limit) {
    var first = new JdbcTemplate(dataSource);
    first.setMaxRows(limit);
    return first.query(REJECTS, this::reject, runId);
  }

  /** The orders of a run by their numbers. Within {@link #snapshot} only. */
  @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
  public void orders(int runId, Consumer<Order> consumer) {
    each(ORDERS, FETCH_SIZE, Results::order, runId, consumer);
  }

  /**
   * The numbers that the provider allocated, those that failed included, by the row they were asked
   * for in. Within {@link #snapshot} only.
   */
  @Transactional(readOnly = true, propagation = Propagation.MANDATORY)
  public void numbers(int runId, Consumer<Number> consumer) {
    each(NUMBERS, FETCH_SIZE, Results::number, runId, consumer);
  }

  private <T> void each(
      String sql, int fetchSize, RowMapper<T> mapper, int runId, Consumer<T> consumer) {
    try (Stream<T> all = stream(sql, fetchSize, mapper, runId)) {
      all.forEach(consumer);
    }
  }

  private <T> Stream<T> stream(
      String sql, int fetchSize, RowMapper<T> mapper, Object... parameters) {
    var template = new JdbcTemplate(dataSource);
    template.setFetchSize(fetchSize);
    return template.queryForStream(sql, mapper, parameters);
  }

  private static <T> @Nullable T next(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  /** What became of a row of the input. */
  public sealed interface Row {
    /** Its number among the rows of the input, from 1. */
    long row();

    /** Line of the input where it begins, from 1. */
    long line();
  }

  /**
   * A row that is a valid ordering group.
   *
   * @param parts where its numbers were ordered, replaced orders left out; empty until the run is
   *     planned, more than one when the group alone exceeds the limit of an order
   * @param repeat what ordered the same before, null when nothing did; counts only where the row
   *     stands in no order
   * @param foretold how many of its numbers the provider did not have in stock; 0 when it was not
   *     asked
   */
  public record GroupRow(Group group, List<GroupPart> parts, @Nullable Repeat repeat, int foretold)
      implements Row {
    public GroupRow {
      parts = List.copyOf(parts);
    }

    @Override
    public long row() {
      return group.row();
    }

    @Override
    public long line() {
      return group.line();
    }
  }

  /**
   * What ordered the same before.
   *
   * @param run the run that did
   * @param line the line in its input
   */
  public record Repeat(int run, long line) {}

  /** A row that was refused at intake. */
  public record RejectedRow(Reject reject) implements Row {
    @Override
    public long row() {
      return reject.row();
    }

    @Override
    public long line() {
      return reject.line();
    }
  }

  /**
   * A valid ordering group as it was asked for.
   *
   * @param account the account that it is ordered with
   * @param requested how many numbers it asks for
   */
  public record Group(
      long row,
      long line,
      @Nullable String requestId,
      String account,
      GroupCriteria criteria,
      OrderSettings settings,
      int requested) {}

  /**
   * A group, or a part of it, in an order.
   *
   * @param rejected whether the provider refused its content
   * @param errorReason why numbers are missing, in the provider's words
   * @param reference reference of its order
   * @param waiting whether its order waits for papers, a review or a registration
   * @param parkedReason why a person has to decide on its order
   * @param orderReason the last refusal of, or doubt about, its order
   * @param lost how many of the cancelled numbers nobody here asked to be cancelled
   * @param missed the deadline at which the provider cancelled numbers of it whose papers were not
   *     in, null when that is not why any is cancelled
   */
  public record GroupPart(
      int requested,
      int ordered,
      int inService,
      int cancelled,
      int lost,
      boolean rejected,
      @Nullable String errorReason,
      String reference,
      OrderState state,
      boolean waiting,
      @Nullable String parkedReason,
      @Nullable String orderReason,
      @Nullable Instant missed) {}

  /**
   * An order and its figures, counted in numbers.
   *
   * @param replacement 0 for a planned order, K for the K-th replacement of a refused one
   * @param replaced numbers that went on in replacements
   */
  public record Order(
      int orderNo,
      int replacement,
      String account,
      String reference,
      OrderSettings settings,
      int groups,
      OrderState state,
      boolean waiting,
      int attempts,
      @Nullable String parkedReason,
      @Nullable String providerOrderId,
      @Nullable String reason,
      long requested,
      long ordered,
      long inService,
      long cancelled,
      long rejected,
      long replaced,
      long surplus,
      Cost cost,
      Instant createdAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant finalAt) {

    /** Numbers it has neither obtained nor lost, rejected or passed on. */
    public long missing() {
      return requested - rejected - replaced - ordered - cancelled;
    }
  }

  /** A number that the provider allocated. */
  public record Number(
      String phoneNumber,
      long row,
      long line,
      @Nullable String requestId,
      @Nullable String customerReference,
      String account,
      String countryIso,
      String phoneNumberType,
      int orderNo,
      int replacement,
      String reference,
      @Nullable String providerOrderId,
      String numberOrderId,
      @Nullable String subNumberOrderId,
      String status,
      @Nullable String requirementsStatus,
      @Nullable Instant deadline,
      Cost cost,
      @Nullable Instant orderedAt) {}

  /**
   * What something costs, as far as it is known.
   *
   * @param setup once
   * @param monthly each month
   * @param currency ISO 4217 code
   * @param source {@code quoted}, {@code charged} or {@code unknown}
   */
  public record Cost(
      @Nullable BigDecimal setup,
      @Nullable BigDecimal monthly,
      @Nullable String currency,
      String source) {}

  /** A group with one of its parts, or with none. */
  private record Part(
      Group group, @Nullable Repeat repeat, int foretold, @Nullable GroupPart part) {}

  private static Part part(ResultSet rs, int rowNumber) throws SQLException {
    var group =
        new Group(
            rs.getLong("row_no"),
            rs.getLong("line"),
            rs.getString("request_id"),
            rs.getString("group_account"),
            GroupColumns.criteria(rs),
            GroupColumns.settings(rs),
            rs.getInt("count_requested"));
    String state = rs.getString("state");
    int ofRun = rs.getInt("of_run");
    Repeat repeat = rs.wasNull() ? null : new Repeat(ofRun, rs.getLong("of_line"));
    int foretold = rs.getInt("foretold");
    if (state == null) {
      return new Part(group, repeat, foretold, null);
    }
    return new Part(
        group,
        repeat,
        foretold,
        new GroupPart(
            rs.getInt("part_count"),
            rs.getInt("ordered"),
            rs.getInt("in_service"),
            rs.getInt("cancelled"),
            rs.getInt("lost"),
            "rejected".equals(rs.getString("status")),
            rs.getString("error_reason"),
            rs.getString("reference"),
            OrderState.valueOf(state),
            rs.getBoolean("waiting"),
            rs.getString("parked_reason"),
            rs.getString("reason"),
            instant(rs, "missed")));
  }

  private Reject reject(ResultSet rs, int rowNumber) throws SQLException {
    return new Reject(
        rs.getLong("row_no"),
        rs.getLong("line"),
        rs.getString("request_id"),
        rs.getLong("count_requested"),
        faultsText.read(rs.getString("faults")),
        rs.getBytes("raw"));
  }

  private static Order order(ResultSet rs, int rowNumber) throws SQLException {
    return new Order(
        rs.getInt("order_no"),
        rs.getInt("replacement"),
        rs.getString("account"),
        rs.getString("reference"),
        GroupColumns.settings(rs),
        rs.getInt("groups"),
        OrderState.valueOf(rs.getString("state")),
        rs.getBoolean("waiting"),
        rs.getInt("attempt"),
        rs.getString("parked_reason"),
        rs.getString("provider_order_id"),
        rs.getString("reason"),
        rs.getLong("numbers_requested"),
        rs.getLong("numbers_ordered"),
        rs.getLong("numbers_in_service"),
        rs.getLong("numbers_cancelled"),
        rs.getLong("numbers_rejected"),
        rs.getLong("numbers_replaced"),
        rs.getLong("surplus"),
        cost(rs),
        requireInstant(rs, "created_at"),
        instant(rs, "accepted_at"),
        instant(rs, "final_at"));
  }

  private static Number number(ResultSet rs, int rowNumber) throws SQLException {
    return new Number(
        rs.getString("phone_number"),
        rs.getLong("row_no"),
        rs.getLong("line"),
        rs.getString("request_id"),
        rs.getString("customer_reference"),
        rs.getString("account"),
        rs.getString("country_iso"),
        rs.getString("phone_number_type"),
        rs.getInt("order_no"),
        rs.getInt("replacement"),
        rs.getString("reference"),
        rs.getString("provider_order_id"),
        rs.getString("number_order_id"),
        rs.getString("sub_number_order_id"),
        rs.getString("status"),
        rs.getString("requirements_status"),
        instant(rs, "deadline"),
        cost(rs),
        instant(rs, "ordered_at"));
  }

  private static Cost cost(ResultSet rs) throws SQLException {
    return new Cost(
        rs.getBigDecimal("setup_cost"),
        rs.getBigDecimal("monthly_cost"),
        rs.getString("currency"),
        rs.getString("cost_source"));
  }
}
