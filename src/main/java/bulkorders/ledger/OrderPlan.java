package bulkorders.ledger;

import bulkorders.provider.OrderSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns staged groups into planned orders, all in one transaction: a run is planned or it is not.
 */
@Repository
public class OrderPlan {

  private static final String GROUPS_BY_ORDER_KEY =
      """
      select row_no, count_requested, echo, hidden, order_key, connection_id, messaging_profile_id, billing_group_id,
        customer_reference
      from ordering_group where run_id = ? order by order_key, row_no
      """;

  private static final String COPY_ORDERS =
      """
      copy provider_order (id, run_id, order_no, provider, account, reference, connection_id, messaging_profile_id,
        billing_group_id, customer_reference, groups, numbers_requested) from stdin (format binary)
      """;

  private static final String COPY_PARTS =
      "copy order_group (order_id, position, run_id, row_no, count_requested) from stdin (format"
          + " binary)";

  private static final String NEXT_IDS =
      "select nextval(pg_get_serial_sequence('provider_order', 'id')) from generate_series(1, ?)";

  private static final int ORDER_COLUMNS = 12;
  private static final int PART_COLUMNS = 5;
  private static final int FLUSH_AT_PARTS = 20_000;
  private static final int IDS_AT_ONCE = 100;
  private static final int FETCH_SIZE = 10_000;

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final Events events;

  OrderPlan(JdbcClient jdbc, DataSource dataSource, Events events) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.events = events;
  }

  /**
   * Plans a run, unless it is planned already.
   *
   * @param planner receives the groups of one order key after the other, ascending by row within a
   *     key, is told when a key ends, and says which orders it wants
   */
  @Transactional
  public void plan(Run run, Supplier<Planner> planner) {
    if (jdbc.sql("select planned_at is not null from run where id = ? for update")
        .param(run.id())
        .query(Boolean.class)
        .single()) {
      return;
    }
    jdbc.sql("set local work_mem = '128MB'").update();
    var sink = new OrderSink(run);
    var groups = new GroupCursor(planner.get(), sink);
    var template = new JdbcTemplate(dataSource);
    template.setFetchSize(FETCH_SIZE);
    template.query(GROUPS_BY_ORDER_KEY, groups::row, run.id());
    groups.endOfKey();
    sink.flush();
    jdbc.sql("update run set planned_at = clock_timestamp() where id = ?").param(run.id()).update();
    events.append(
        run.id(), null, "PLANNED_RUN", sink.orderNo + " orders, " + sink.numbers + " numbers");
  }

  /** Decides which groups go into which orders. */
  public interface Planner {

    /** A group of the current order key. */
    void group(long row, int count, long echo, long hidden);

    /** All groups of the current order key were given. */
    void endOfKey(OrderSettings settings, Consumer<PlannedOrder> orders);
  }

  /** An order to be. */
  public interface PlannedOrder {

    /** The reference of the order, given its number in the run. */
    String reference(int orderNo);

    /** How many groups or parts of groups it has. */
    int size();

    /** Row of the group at a position. */
    long row(int position);

    /** Numbers wanted of the group at a position. */
    int count(int position);
  }

  private static final class GroupCursor {
    private final Planner planner;
    private final OrderSink sink;
    private UUID key = new UUID(0, 0);
    private OrderSettings settings = OrderSettings.NONE;
    private boolean started;

    GroupCursor(Planner planner, OrderSink sink) {
      this.planner = planner;
      this.sink = sink;
    }

    void row(ResultSet rs) throws SQLException {
      UUID rowKey = rs.getObject("order_key", UUID.class);
      if (!started || !rowKey.equals(key)) {
        endOfKey();
        started = true;
        key = rowKey;
        settings =
            new OrderSettings(
                rs.getString("connection_id"),
                rs.getString("messaging_profile_id"),
                rs.getString("billing_group_id"),
                rs.getString("customer_reference"));
      }
      planner.group(
          rs.getLong("row_no"),
          rs.getInt("count_requested"),
          rs.getLong("echo"),
          rs.getLong("hidden"));
    }

    void endOfKey() {
      if (started) {
        OrderSettings current = settings;
        planner.endOfKey(current, order -> sink.add(current, order));
      }
    }
  }

  private final class OrderSink {
    private final Run run;
    private final CopyRows orders = new CopyRows(ORDER_COLUMNS);
    private final CopyRows parts = new CopyRows(PART_COLUMNS);
    private int bufferedParts;
    private int orderNo;
    private long numbers;
    private final ArrayDeque<Long> ids = new ArrayDeque<>();

    OrderSink(Run run) {
      this.run = run;
    }

    void add(OrderSettings settings, PlannedOrder order) {
      orderNo++;
      long id = nextId();
      int total = 0;
      for (int position = 0; position < order.size(); position++) {
        total += order.count(position);
      }
      // What is never placed needs no groups; they are most of the work.
      if (!run.job().equals(Runs.PLAN_JOB)) {
        addParts(id, order);
      }
      orders
          .beginRow()
          .add(id)
          .add(run.id())
          .add(orderNo)
          .add(run.provider())
          .add(run.account())
          .add(order.reference(orderNo))
          .add(settings.connectionId())
          .add(settings.messagingProfileId())
          .add(settings.billingGroupId())
          .add(settings.customerReference())
          .add(order.size())
          .add(total);
      numbers += total;
      bufferedParts += order.size();
      if (bufferedParts >= FLUSH_AT_PARTS) {
        flush();
      }
    }

    private void addParts(long id, PlannedOrder order) {
      for (int position = 0; position < order.size(); position++) {
        parts
            .beginRow()
            .add(id)
            .add(position)
            .add(run.id())
            .add(order.row(position))
            .add(order.count(position));
      }
    }

    /** Ids are drawn in blocks, so that they are known before the rows are copied in. */
    private long nextId() {
      if (ids.isEmpty()) {
        ids.addAll(jdbc.sql(NEXT_IDS).param(IDS_AT_ONCE).query(Long.class).list());
      }
      return ids.removeFirst();
    }

    void flush() {
      orders.send(dataSource, COPY_ORDERS);
      parts.send(dataSource, COPY_PARTS);
      bufferedParts = 0;
    }
  }
}
