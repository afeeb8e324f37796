package bulkorders.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The whole way of a row, an order or a number: what was asked for, who did what, what came of it.
 */
@Repository
public class Traces {

  /** Rows and numbers shown of an order that has more. */
  static final int MOST = 50;

  private static final int MOST_EVENTS = 500;

  private static final String PARTS_OF_NUMBER =
      """
      select p.order_id, p.run_id, p.row_no from phone_number n
      join order_group p on p.order_id = n.order_id and p.position = n.position
      where n.phone_number = ?
      """;

  private static final String PARTS_OF_ROWS =
      """
      select p.order_id, p.run_id, p.row_no from ordering_group g
      join order_group p on p.run_id = g.run_id and p.row_no = g.row_no
      where g.run_id = ? and g.line = ?
      """;

  private static final String ORDERS_BY_ID =
      """
      select id from provider_order where reference = :id or provider_order_id = :id
      union select order_id from number_order where number_order_id = :id or :id = any (sub_number_order_ids)
      """;

  private static final String ROWS =
      """
      select g.run_id as run, g.line, g.request_id, g.country_iso, g.phone_number_type, g.national_destination_code,
        g.administrative_area, g.locality, g.features, g.starts_with, g.ends_with, g.contains, g.strategy,
        g.count_requested, g.customer_reference,
        (select coalesce(sum(p.ordered), 0) from order_group p
         where p.run_id = g.run_id and p.row_no = g.row_no and p.status is distinct from 'replaced') as ordered,
        r.of_run as repeats_run, r.of_line as repeats_line, null as rejected
      from ordering_group g
      left join repeated_row r on r.run_id = g.run_id and r.row_no = g.row_no
      """;

  private static final String REJECTS =
      """
      select run_id as run, line, request_id, count_requested, faults from reject where run_id = ? and line = ?
      order by row_no
      """;

  private static final String ORDERS =
      """
      select run_id as run, order_no || case when replacement > 0 then '.r' || replacement else '' end as "order",
        reference, account, provider_order_id, state, waiting, attempt as attempts, groups,
        numbers_requested as requested, numbers_ordered as ordered, parked_reason, reason, created_at, sent_at,
        accepted_at, final_at, setup_cost, monthly_cost, currency, cost_source
      from provider_order where id = any (?) order by run_id, order_no, replacement
      """;

  private static final String NUMBERS =
      """
      select n.phone_number, p.run_id as run, g.line, o.reference, n.number_order_id, n.sub_number_order_id,
        b.status as number_order_status, n.status, n.state, n.requirements_status, n.deadline, n.setup_cost,
        n.monthly_cost, n.currency, n.cost_source, n.ordered_at
      from phone_number n
      join provider_order o on o.id = n.order_id
      join order_group p on p.order_id = n.order_id and p.position = n.position
      join ordering_group g on g.run_id = p.run_id and g.row_no = p.row_no
      left join number_order b on b.order_id = n.order_id and b.number_order_id = n.number_order_id
      """;

  private static final String EVENTS =
      """
      select e.run_id as run, e.at, e.actor, e.type, o.reference, e.detail
      from event e left join provider_order o on o.id = e.order_id
      where e.order_id = any (:orders) or (e.run_id = any (:runs) and e.order_id is null)
      order by e.id limit :most
      """;

  private final JdbcClient jdbc;
  private final FaultsText faultsText;

  Traces(JdbcClient jdbc, FaultsText faultsText) {
    this.jdbc = jdbc;
    this.faultsText = faultsText;
  }

  /**
   * The way of a phone number.
   *
   * @param number in E.164 form
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Trace ofNumber(String number) {
    List<PartKey> parts = jdbc.sql(PARTS_OF_NUMBER).param(number).query(PartKey.class).list();
    return trace(rows(parts), ids(parts), numbers("where n.phone_number = ?", number), List.of());
  }

  /** The way of the rows that begin at a line of a run's input. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Trace ofLine(int runId, long line) {
    List<PartKey> parts = jdbc.sql(PARTS_OF_ROWS).params(runId, line).query(PartKey.class).list();
    List<Row> rows =
        new ArrayList<>(
            jdbc.sql(ROWS + "where g.run_id = ? and g.line = ? order by g.row_no")
                .params(runId, line)
                .query(Traces::row)
                .list());
    rows.addAll(
        jdbc.sql(REJECTS)
            .params(runId, line)
            .query(
                (rs, n) ->
                    Row.rejected(
                        rs.getInt("run"),
                        rs.getLong("line"),
                        rs.getString("request_id"),
                        rs.getLong("count_requested"),
                        faultsText.read(rs.getString("faults"))))
            .list());
    return trace(
        rows,
        ids(parts),
        numbers("where g.run_id = ? and g.line = ?", runId, line),
        List.of(runId));
  }

  /** The way of an order: its reference, its id at the provider, or the id of a child of it. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Trace ofOrder(String id) {
    Long[] orders =
        jdbc.sql(ORDERS_BY_ID).param("id", id).query(Long.class).list().toArray(Long[]::new);
    List<PartKey> parts =
        jdbc.sql(
                "select order_id, run_id, row_no from order_group where order_id = any (?) order by"
                    + " order_id, position limit ?")
            .params(orders, MOST)
            .query(PartKey.class)
            .list();
    return trace(
        rows(parts),
        List.of(orders),
        numbers("where n.order_id = any (?)", (Object) orders),
        List.of());
  }

  private Trace trace(List<Row> rows, List<Long> orderIds, Numbers numbers, List<Integer> runs) {
    Long[] ids = orderIds.toArray(Long[]::new);
    List<Order> orders = jdbc.sql(ORDERS).param(ids).query(Order.class).list();
    var concerned = new ArrayList<>(runs);
    if (!rows.isEmpty() || !orders.isEmpty()) {
      orders.forEach(order -> concerned.add(order.run()));
    }
    List<Event> events =
        rows.isEmpty() && orders.isEmpty()
            ? List.of()
            : jdbc.sql(EVENTS)
                .param("orders", ids)
                .param("runs", concerned.stream().distinct().toArray(Integer[]::new))
                .param("most", MOST_EVENTS)
                .query(Event.class)
                .list();
    return new Trace(rows, orders, numbers.total(), numbers.first(), events);
  }

  private List<Row> rows(List<PartKey> parts) {
    List<Row> rows = new ArrayList<>();
    for (PartKey part : parts.stream().map(PartKey::ofRow).distinct().toList()) {
      rows.addAll(
          jdbc.sql(ROWS + "where g.run_id = ? and g.row_no = ?")
              .params(part.runId(), part.rowNo())
              .query(Traces::row)
              .list());
    }
    return rows;
  }

  private Numbers numbers(String condition, Object... parameters) {
    long total =
        jdbc.sql("select count(*) from (" + NUMBERS + condition + ") n")
            .params(parameters)
            .query(Long.class)
            .single();
    List<Number> first =
        jdbc.sql(NUMBERS + condition + " order by p.run_id, g.row_no, n.phone_number limit " + MOST)
            .params(parameters)
            .query(Number.class)
            .list();
    return new Numbers(total, first);
  }

  private static List<Long> ids(List<PartKey> parts) {
    return parts.stream().map(PartKey::orderId).distinct().toList();
  }

  private static Row row(java.sql.ResultSet rs, int rowNumber) throws java.sql.SQLException {
    long repeatsRun = rs.getLong("repeats_run");
    boolean isRepeat = !rs.wasNull();
    return new Row(
        rs.getInt("run"),
        rs.getLong("line"),
        rs.getString("request_id"),
        rs.getString("country_iso"),
        rs.getString("phone_number_type"),
        rs.getString("national_destination_code"),
        rs.getString("administrative_area"),
        rs.getString("locality"),
        rs.getString("features"),
        rs.getString("starts_with"),
        rs.getString("ends_with"),
        rs.getString("contains"),
        rs.getString("strategy"),
        rs.getLong("count_requested"),
        rs.getString("customer_reference"),
        rs.getLong("ordered"),
        isRepeat ? "run %d, line %d".formatted(repeatsRun, rs.getLong("repeats_line")) : null,
        List.of());
  }

  private record PartKey(long orderId, int runId, long rowNo) {
    PartKey ofRow() {
      return new PartKey(0, runId, rowNo);
    }
  }

  private record Numbers(long total, List<Number> first) {}

  /**
   * The way of what was asked for. Nothing is known of it when there is neither a row nor an order.
   *
   * @param numbersTotal how many numbers there are, of which the first are told
   * @param events of the orders and of their runs, oldest first
   */
  public record Trace(
      List<Row> rows,
      List<Order> orders,
      long numbersTotal,
      List<Number> numbers,
      List<Event> events) {

    public Trace {
      rows = List.copyOf(rows);
      orders = List.copyOf(orders);
      numbers = List.copyOf(numbers);
      events = List.copyOf(events);
    }

    /** Whether the ledger knows nothing of it. */
    public boolean isEmpty() {
      return rows.isEmpty() && orders.isEmpty();
    }
  }

  /**
   * A row of an input.
   *
   * @param repeats run and line that ordered the same before, null when none did
   * @param faults why it was refused; empty when it was not
   */
  public record Row(
      int run,
      long line,
      @Nullable String requestId,
      @Nullable String countryIso,
      @Nullable String phoneNumberType,
      @Nullable String nationalDestinationCode,
      @Nullable String administrativeArea,
      @Nullable String locality,
      @Nullable String features,
      @Nullable String startsWith,
      @Nullable String endsWith,
      @Nullable String contains,
      @Nullable String strategy,
      long countRequested,
      @Nullable String customerReference,
      long ordered,
      @Nullable String repeats,
      List<Reject.Fault> faults) {

    public Row {
      faults = List.copyOf(faults);
    }

    static Row rejected(
        int run, long line, @Nullable String requestId, long count, List<Reject.Fault> faults) {
      return new Row(
          run, line, requestId, null, null, null, null, null, null, null, null, null, null, count,
          null, 0, null, faults);
    }
  }

  /**
   * An order.
   *
   * @param order its number in the run; 7.r1 is the first replacement of order 7
   */
  public record Order(
      int run,
      String order,
      String reference,
      String account,
      @Nullable String providerOrderId,
      String state,
      boolean waiting,
      int attempts,
      int groups,
      long requested,
      long ordered,
      @Nullable String parkedReason,
      @Nullable String reason,
      Instant createdAt,
      @Nullable Instant sentAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant finalAt,
      @Nullable BigDecimal setupCost,
      @Nullable BigDecimal monthlyCost,
      @Nullable String currency,
      String costSource) {}

  /**
   * A number.
   *
   * @param status in the provider's words
   * @param state what that means to us
   */
  public record Number(
      String phoneNumber,
      int run,
      long line,
      String reference,
      String numberOrderId,
      @Nullable String subNumberOrderId,
      @Nullable String numberOrderStatus,
      String status,
      String state,
      @Nullable String requirementsStatus,
      @Nullable Instant deadline,
      @Nullable BigDecimal setupCost,
      @Nullable BigDecimal monthlyCost,
      @Nullable String currency,
      String costSource,
      @Nullable Instant orderedAt) {}

  /**
   * Something that happened.
   *
   * @param reference the order it happened to, null when it concerns the run
   */
  public record Event(
      int run,
      Instant at,
      String actor,
      String type,
      @Nullable String reference,
      @Nullable String detail) {}
}
