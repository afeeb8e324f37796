package bulkorders.ledger;

import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns staged groups into planned orders, all in one transaction: a run is planned or it is not.
 */
@Repository
public class OrderPlan {

  private static final String COPY_ORDERS =
      """
      copy provider_order (id, run_id, order_no, provider, account, reference, connection_id, messaging_profile_id,
        billing_group_id, customer_reference, allow_back_ordering, callback_url, callback_method, restore_reference, groups,
        numbers_requested, order_method) from stdin (format binary)
      """;

  private static final String COPY_PARTS =
      "copy order_group (order_id, position, run_id, row_no, count_requested) from stdin (format"
          + " binary)";

  private static final String NEXT_IDS =
      "select nextval(pg_get_serial_sequence('provider_order', 'id')) from generate_series(1, ?)";

  private static final String SETTINGS =
      """
      select row_no, coalesce(account, :account) as account, connection_id, messaging_profile_id, billing_group_id, customer_reference,
        allow_back_ordering, callback_url, callback_method, order_method
      from ordering_group where run_id = :run and row_no = any (:rows)
      """;

  private static final String TAKE_BACK =
      """
      update run set planned_at = null, plan_hash = null, finished_at = null
      where id = :run and planned_at is not null
        and not exists (select from provider_order o where run_id = :run and (attempt > 0 or state <> 'PLANNED'
          or order_method = 'search' and exists (select from chosen_number c where c.order_id = o.id)))
      """;

  /** Of methods with so many numbers and groups each. */
  private static final String FEWEST =
      """
      coalesce(sum(greatest(
        ceil(numbers / case when order_method in ('numbers', 'search') then :maxNamed else :maxNumbers end::numeric),
        ceil(groups / case order_method when 'items' then :maxItems when 'capacity' then 1 else :maxGroups end::numeric))), 0)::int\
      """;

  /** How many orders a run would take at least if the references that split it were kept. */
  private static final String ORDERS_IF_KEPT =
      """
      select %s
      from (
        select order_method, sum(numbers_requested) as numbers, sum(groups) as groups from provider_order where run_id = :run
        group by account, connection_id, messaging_profile_id, billing_group_id, allow_back_ordering, callback_url,
          callback_method, order_method) k
      """
          .formatted(FEWEST);

  /** How many it would take at least if the references that it keeps split it. */
  private static final String ORDERS_IF_SPLIT =
      """
      select %s
      from (
        select order_method, sum(count_requested) as numbers, count(*) as groups from ordering_group where run_id = :run
        group by order_key, customer_reference, order_method) k
      """
          .formatted(FEWEST);

  /** Only when all its groups are in the catalogue of its account. */
  private static final String QUOTE =
      """
      update provider_order o set setup_cost = q.setup, monthly_cost = q.monthly, currency = q.currency, cost_source = 'quoted'
      from (
        select p.order_id, sum(p.count * e.setup_price) as setup, sum(p.count * e.monthly_price) as monthly, min(c.currency) as currency
        from unnest(:orders::bigint[], :rows::bigint[], :counts::int[]) as p (order_id, row_no, count)
        join ordering_group g on g.run_id = :run and g.row_no = p.row_no
        left join catalogue c on c.account = coalesce(g.account, :account)
        left join catalogue_entry e on e.account = c.account and e.sku_id = g.sku_id
        group by p.order_id having count(e.sku_id) = count(*)) q
      where o.id = q.order_id
      """;

  private static final int ORDER_COLUMNS = 17;
  private static final int PART_COLUMNS = 5;
  private static final int PARTS_AT_ONCE = 20_000;

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final StagedGroups stagedGroups;
  private final Events events;

  OrderPlan(JdbcClient jdbc, DataSource dataSource, StagedGroups stagedGroups, Events events) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.stagedGroups = stagedGroups;
    this.events = events;
  }

  /**
   * Plans a run, unless it is planned already.
   *
   * @param terms what orders may hold
   * @param planner receives the groups of one order key after the other, is told when a key ends,
   *     and says which orders it wants
   */
  @Transactional
  public void plan(Run run, Terms terms, Supplier<Planner> planner) {
    if (jdbc.sql("select planned_at is not null from run where id = ? for update")
        .param(run.id())
        .query(Boolean.class)
        .single()) {
      return;
    }
    GroupTable groups = GroupTable.of(run);
    Planner asked = planner.get();
    var hash = new PlanHash(run, asked.settings());
    var orders = new PlannedOrders(run, groups, terms, hash);
    stagedGroups.read(run, asked, orders);
    orders.flush();
    int otherwise = ordersOtherwise(run, groups, terms);
    if (groups.isPassing() && !run.stock().isAsked()) {
      jdbc.sql(groups.drop()).update();
    }
    jdbc.sql(
            "update run set planned_at = clock_timestamp(), orders_otherwise = ?, plan_hash = ?"
                + " where id = ?")
        .params(otherwise, hash.text(), run.id())
        .update();
    events.append(
        run.id(), null, "PLANNED_RUN", orders.orderNo + " orders, " + orders.numbers + " numbers");
  }

  /**
   * Takes a plan back of which no order was ever sent, so that the run can be planned anew. The
   * caller holds the run's alive-lock.
   *
   * @return false when an order may have been sent, or none is planned; nothing changed then
   */
  @Transactional
  public boolean takeBack(Run run) {
    int updated = jdbc.sql(TAKE_BACK).param("run", run.id()).update();
    if (updated == 0) {
      return false;
    }
    jdbc.sql("delete from order_group where run_id = ?").param(run.id()).update();
    jdbc.sql("delete from provider_order where run_id = ?").param(run.id()).update();
    return true;
  }

  private int ordersOtherwise(Run run, GroupTable groups, Terms terms) {
    String fewest =
        switch (run.customerReferences()) {
          case SPLIT -> ORDERS_IF_KEPT;
          case KEEP -> groups.in(ORDERS_IF_SPLIT);
        };
    return jdbc.sql(fewest)
        .param("run", run.id())
        .param("maxNumbers", terms.maxNumbersPerOrder())
        .param("maxNamed", terms.maxNamedPerOrder())
        .param("maxGroups", terms.maxGroupsPerOrder())
        .param("maxItems", terms.maxItemsPerOrder())
        .query(Integer.class)
        .single();
  }

  /**
   * What is agreed for all orders of a run.
   *
   * @param maxNumbersPerOrder most numbers that a bulk order may ask for
   * @param maxNamedPerOrder most numbers that one order may name
   * @param maxGroupsPerOrder most groups that one order may hold
   * @param maxItemsPerOrder most groups that one order by item may hold
   * @param restoreReferences whether the provider gets the user's own references back in the end
   * @param providers whose account each is; the run's provider where an account is not among them
   */
  public record Terms(
      int maxNumbersPerOrder,
      int maxNamedPerOrder,
      int maxGroupsPerOrder,
      int maxItemsPerOrder,
      boolean restoreReferences,
      Map<String, String> providers) {

    public Terms {
      providers = Map.copyOf(providers);
    }
  }

  /** Decides which groups go into which orders. */
  public interface Planner {

    /** Whatever it goes by, as text: equal for equal settings, in every version. */
    String settings();

    /** A group of the current order key. The groups of a key come in any order. */
    void group(long row, int count, long echo, long hidden);

    /**
     * All groups of the current order key were given.
     *
     * @param method how their numbers are ordered, all alike
     */
    void endOfKey(OrderMethod method, Consumer<PlannedOrder> orders);
  }

  /** An order to be. */
  public interface PlannedOrder {

    /**
     * The reference of the order.
     *
     * @param account the account that it is placed with
     * @param customerReference the user's own, which all its groups share; null when they need not
     *     share it
     * @param orderNo the order's number in the run
     */
    String reference(String account, @Nullable String customerReference, int orderNo);

    /** How many groups or parts of groups it has. */
    int size();

    /** Row of the group at a position. */
    long row(int position);

    /** Numbers wanted of the group at a position. */
    int count(int position);
  }

  /** What all groups of an order have in common. */
  private record Shared(String account, OrderSettings settings, OrderMethod method) {}

  /** The orders that were decided on, written some at a time. */
  private final class PlannedOrders implements Consumer<PlannedOrder> {
    private final Run run;
    private final GroupTable groups;
    private final Terms terms;
    private final PlanHash hash;
    private final List<PlannedOrder> unwritten = new ArrayList<>();
    private int unwrittenParts;
    private int orderNo;
    private long numbers;

    PlannedOrders(Run run, GroupTable groups, Terms terms, PlanHash hash) {
      this.run = run;
      this.groups = groups;
      this.terms = terms;
      this.hash = hash;
    }

    @Override
    public void accept(PlannedOrder order) {
      unwritten.add(order);
      // Parts that are not written need not be counted.
      unwrittenParts += run.plansOnly() ? 1 : order.size();
      if (unwrittenParts >= PARTS_AT_ONCE) {
        flush();
      }
    }

    void flush() {
      // Drawn beforehand, so that the ids are known when the parts are copied in.
      List<Long> ids = jdbc.sql(NEXT_IDS).param(unwritten.size()).query(Long.class).list();
      Map<Long, Shared> shared = shared();
      var orders = new CopyRows(COPY_ORDERS, ORDER_COLUMNS);
      var parts = new CopyRows(COPY_PARTS, PART_COLUMNS);
      for (int i = 0; i < unwritten.size(); i++) {
        PlannedOrder order = unwritten.get(i);
        add(orders, ids.get(i), order, Objects.requireNonNull(shared.get(order.row(0))));
        // What is never placed needs no groups; they are most of the work.
        if (!run.plansOnly()) {
          addParts(parts, ids.get(i), order);
        }
      }
      orders.send(dataSource);
      parts.send(dataSource);
      quote(ids, shared);
      unwritten.clear();
      unwrittenParts = 0;
    }

    /** What orders by stock keeping unit will cost, as far as the catalogue tells. */
    private void quote(List<Long> ids, Map<Long, Shared> shared) {
      List<Long> quoted = new ArrayList<>();
      List<Long> rows = new ArrayList<>();
      List<Integer> counts = new ArrayList<>();
      for (int i = 0; i < unwritten.size(); i++) {
        PlannedOrder order = unwritten.get(i);
        if (Objects.requireNonNull(shared.get(order.row(0))).method() == OrderMethod.ITEMS) {
          for (int position = 0; position < order.size(); position++) {
            quoted.add(ids.get(i));
            rows.add(order.row(position));
            counts.add(order.count(position));
          }
        }
      }
      if (!quoted.isEmpty()) {
        jdbc.sql(groups.in(QUOTE))
            .param("orders", quoted.toArray(Long[]::new))
            .param("rows", rows.toArray(Long[]::new))
            .param("counts", counts.toArray(Integer[]::new))
            .param("run", run.id())
            .param("account", run.account())
            .update();
      }
    }

    /**
     * What the first group of each order shares with all its others; references that are kept need
     * not be shared.
     */
    private Map<Long, Shared> shared() {
      Map<Long, Shared> shared = new HashMap<>();
      jdbc.sql(groups.in(SETTINGS))
          .param("run", run.id())
          .param("account", run.account())
          .param("rows", unwritten.stream().map(order -> order.row(0)).toArray(Long[]::new))
          .query(
              rs -> {
                OrderSettings settings = GroupColumns.settings(rs);
                shared.put(
                    rs.getLong("row_no"),
                    new Shared(
                        rs.getString("account"),
                        run.customerReferences() == CustomerReferences.KEEP
                            ? settings.withoutCustomerReference()
                            : settings,
                        OrderMethod.labelled(rs.getString("order_method"))));
              });
      return shared;
    }

    private void add(CopyRows copy, long id, PlannedOrder order, Shared shared) {
      OrderSettings settings = shared.settings();
      int total = 0;
      for (int position = 0; position < order.size(); position++) {
        total += order.count(position);
      }
      orderNo++;
      numbers += total;
      hash.add(order);
      copy.beginRow()
          .add(id)
          .add(run.id())
          .add(orderNo)
          .add(terms.providers().getOrDefault(shared.account(), run.provider()))
          .add(shared.account())
          .add(order.reference(shared.account(), settings.customerReference(), orderNo))
          .add(settings.connectionId())
          .add(settings.messagingProfileId())
          .add(settings.billingGroupId())
          .add(settings.customerReference())
          .add(settings.allowBackOrdering())
          .add(settings.callbackUrl())
          .add(settings.callbackMethod())
          .add(Boolean.valueOf(owesReference(shared)))
          .add(order.size())
          .add(total)
          .add(shared.method().label());
    }

    /**
     * Orders of other methods are at the provider what a bulk order leads to: given another
     * reference, they could not be found again.
     */
    private boolean owesReference(Shared shared) {
      return terms.restoreReferences()
          && shared.method() == OrderMethod.BULK
          && shared.settings().customerReference() != null;
    }

    private void addParts(CopyRows copy, long id, PlannedOrder order) {
      for (int position = 0; position < order.size(); position++) {
        copy.beginRow()
            .add(id)
            .add(position)
            .add(run.id())
            .add(order.row(position))
            .add(order.count(position));
      }
    }
  }
}
