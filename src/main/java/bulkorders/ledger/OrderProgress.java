package bulkorders.ledger;

import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderedNumber;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of provider orders once the provider has them: groups, number orders, numbers, and the
 * final state.
 */
@Repository
public class OrderProgress {

  private static final int BATCH = 1_000;

  /** What is due later than any wait lasts was set by a clock that has been set back since. */
  private static final String IS_DUE =
      "next_poll_at not between clock_timestamp() and clock_timestamp() + make_interval(secs =>"
          + " :longest)";

  private static final String DUE =
      """
      select * from provider_order
      where run_id = :run and state in ('ACCEPTED', 'PROCESSING') and %s and account <> all (:without)
      order by next_poll_at, id
      """
          .formatted(IS_DUE);

  private static final String UNTIL_NEXT_POLL =
      """
      select min(case when %s then 0 else extract(epoch from next_poll_at - clock_timestamp()) end)
      from provider_order
      where run_id = :run and state in ('ACCEPTED', 'PROCESSING') and account <> all (:without)
      """
          .formatted(IS_DUE);

  private static final String UPDATE_GROUP =
      """
      update order_group set status = ?, count_allocated = ?, error_reason = ?
      where order_id = ? and position = ?
        and (status, count_allocated, error_reason) is distinct from (?, ?, ?)
      """;

  private static final String UPSERT_NUMBER_ORDER =
      """
      insert into number_order (order_id, position, number_order_id, sub_number_order_ids) values (?, ?, ?, ?)
      on conflict (order_id, number_order_id) do update set sub_number_order_ids = excluded.sub_number_order_ids
        where number_order.sub_number_order_ids is distinct from excluded.sub_number_order_ids
      """;

  private static final String UPDATE_NUMBER_ORDER =
      "update number_order set status = ?, settled = ?, waiting = ? where order_id = ? and"
          + " number_order_id = ?";

  /** What is as it was is left alone: most readings of numbers that wait for weeks are. */
  private static final String UPSERT_NUMBERS =
      """
      with changed as (
        insert into phone_number (order_id, position, phone_number, provider_id, number_order_id, sub_number_order_id,
          country_iso, phone_number_type, status, state, requirements_met, requirements_status, ordered_at)
        select :order, g.*, clock_timestamp()
        from unnest(:positions::int[], :numbers::text[], :ids::text[], :numberOrders::text[], :parts::text[],
          :countries::text[], :types::text[], :statuses::text[], :states::text[], :met::boolean[],
          :requirements::text[]) g
        on conflict (order_id, phone_number) do update set status = excluded.status, state = excluded.state,
          requirements_met = excluded.requirements_met, requirements_status = excluded.requirements_status
          where (phone_number.status, phone_number.state, phone_number.requirements_met, phone_number.requirements_status)
            is distinct from (excluded.status, excluded.state, excluded.requirements_met, excluded.requirements_status)
        returning 1
      )
      update provider_order set changes = changes + c.count
      from (select count(*) from changed) c where id = :order and c.count > 0
      """;

  /**
   * What PostgreSQL knows of an order's groups and numbers dates from before they were stored. It
   * takes them for a handful, and would compare each group with each number.
   */
  static final String WITHOUT_NESTED_LOOPS = "set local enable_nestloop = off";

  static final String NUMBERS_MISSING =
      """
      select p.position, p.count_allocated, coalesce(n.numbers, 0) as numbers
      from order_group p
      left join (
        select position, count(*) as numbers from phone_number where order_id = :id group by position) n
        using (position)
      where p.order_id = :id and coalesce(n.numbers, 0) < p.count_allocated
      order by p.position limit 1
      """;

  static final String COUNT_GROUPS =
      """
      with counted as (
        select position,
          count(*) filter (where state in ('PENDING', 'WAITING', 'IN_SERVICE')) as ours,
          count(*) filter (where state = 'IN_SERVICE') as in_service,
          count(*) filter (where state = 'CANCELLED') as cancelled
        from phone_number where order_id = :id group by position
      ), figures as (
        select g.position, least(c.ours, g.count_requested) as ordered,
          least(c.in_service, g.count_requested) as in_service,
          least(c.cancelled, g.count_requested - least(c.ours, g.count_requested)) as cancelled
        from counted c join order_group g on g.order_id = :id and g.position = c.position
      )
      update order_group p set ordered = f.ordered, in_service = f.in_service, cancelled = f.cancelled
      from figures f where p.order_id = :id and p.position = f.position
        and (p.ordered, p.in_service, p.cancelled) is distinct from (f.ordered, f.in_service, f.cancelled)
      """;

  /** Of what is no number the provider's own count is taken. */
  private static final String COUNT_CHANNELS =
      """
      update order_group p set ordered = least(count_allocated, count_requested), in_service = least(count_allocated, count_requested)
      where order_id = :id and count_allocated is not null and ordered <> least(count_allocated, count_requested)
      """;

  /** What was cancelled before it had a number shows on no list of numbers. */
  private static final String COUNT_CANCELLED =
      """
      update order_group p set cancelled = count_requested
      where order_id = :id and count_allocated = 0 and cancelled <> count_requested
        and exists (select from cancelled_part k where k.order_id = p.order_id and k.surplus_of is null
          and k.state in ('ASKED', 'CANCELLED'))
      """;

  private static final String COUNT_ORDER =
      """
      update provider_order o set numbers_ordered = g.ordered, numbers_in_service = g.in_service,
        numbers_cancelled = g.cancelled, numbers_surplus = greatest(0, n.ours - g.ordered),
        waiting = n.waiting > 0 and n.pending = 0, groups_settled = o.groups_settled or :settled
      from (
        select sum(ordered) as ordered, sum(in_service) as in_service, sum(cancelled) as cancelled
        from order_group where order_id = :id) g,
        (select count(*) filter (where state in ('PENDING', 'WAITING', 'IN_SERVICE')) as ours,
           count(*) filter (where state = 'WAITING') as waiting, count(*) filter (where state = 'PENDING') as pending
         from phone_number where order_id = :id) n
      where o.id = :id and o.state in ('ACCEPTED', 'PROCESSING') and o.attempt = :attempt
      returning o.numbers_requested, o.numbers_ordered, o.numbers_cancelled, n.waiting, n.pending
      """;

  private static final String QUOTE_NUMBERS =
      """
      update phone_number n set setup_cost = c.setup_cost, monthly_cost = c.monthly_cost, currency = c.currency, cost_source = 'quoted'
      from chosen_number c
      where n.order_id = :id and c.order_id = n.order_id and c.phone_number = n.phone_number
        and n.cost_source = 'unknown' and c.currency is not null
      """;

  /** Only when all its numbers are quoted, and in one currency. */
  private static final String QUOTE_ORDER =
      """
      update provider_order o set setup_cost = q.setup, monthly_cost = q.monthly, currency = q.currency, cost_source = 'quoted'
      from (
        select sum(setup_cost) as setup, sum(monthly_cost) as monthly, min(currency) as currency
        from phone_number where order_id = :id and state in ('PENDING', 'WAITING', 'IN_SERVICE')
        having bool_and(cost_source = 'quoted') and count(distinct currency) = 1) q
      where o.id = :id and (o.setup_cost, o.monthly_cost, o.currency) is distinct from (q.setup, q.monthly, q.currency)
      """;

  private static final String UNSETTLE_OPEN =
      """
      update number_order b set settled = false
      where order_id = :id and not exists (select from number_order o where o.order_id = :id and not o.settled)
        and exists (select from phone_number n where n.order_id = :id and n.number_order_id = b.number_order_id
          and n.state in ('PENDING', 'WAITING'))
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final Events events;
  private final Totals totals;
  private final Charges charges;

  OrderProgress(
      JdbcClient jdbc, JdbcTemplate template, Events events, Totals totals, Charges charges) {
    this.jdbc = jdbc;
    this.charges = charges;
    this.template = template;
    this.events = events;
    this.totals = totals;
  }

  /**
   * The orders of a run that should be read now, the longest due first.
   *
   * @param without accounts whose orders do not count
   * @param longestWait no order waits longer between two readings
   */
  public List<ProviderOrder> due(int runId, Set<String> without, Duration longestWait) {
    return polls(DUE, runId, without, longestWait).query(Orders::order).list();
  }

  /**
   * How long until the next order of a run should be read; empty when the provider has none that is
   * not final.
   *
   * @param without accounts whose orders do not count
   * @param longestWait no order waits longer between two readings
   */
  public Optional<Duration> untilNextPoll(int runId, Set<String> without, Duration longestWait) {
    return polls(UNTIL_NEXT_POLL, runId, without, longestWait).query(Orders::seconds).single();
  }

  private JdbcClient.StatementSpec polls(
      String sql, int runId, Set<String> without, Duration longestWait) {
    return jdbc.sql(sql)
        .param("run", runId)
        .param("without", without.toArray(String[]::new))
        .param("longest", longestWait.toMillis() / 1000.0);
  }

  /**
   * Whether a run has placed orders that are not final, and all of them wait for people.
   *
   * @param without accounts whose orders do not count
   */
  public boolean allWaiting(int runId, Set<String> without) {
    return jdbc.sql(
            """
            select count(*) > 0 and bool_and(waiting)
            from provider_order where run_id = ? and state in ('ACCEPTED', 'PROCESSING') and account <> all (?)
            """)
        .params(runId, without.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  /**
   * Records how far the groups of an order are, to which number orders they led, and what is
   * charged for it.
   */
  @Transactional
  public boolean progressed(ProviderOrder order, Understood reading) {
    boolean progressed = progressed(order, reading.groups());
    if (progressed && reading.charge() != null) {
      charges.store(order, reading.charge());
    }
    return progressed;
  }

  /** Records how far the groups of an order are and to which number orders they led. */
  @Transactional
  public boolean progressed(ProviderOrder order, List<GroupProgress> groups) {
    int updated =
        jdbc.sql(
                """
                update provider_order set state = 'PROCESSING', reason = null
                where id = :id and state in ('ACCEPTED', 'PROCESSING') and attempt = :attempt
                  and provider_order_id = :providerOrderId
                """)
            .param("id", order.id())
            .param("attempt", order.attempt())
            .param("providerOrderId", order.providerOrderId(), Types.VARCHAR)
            .update();
    if (updated == 0) {
      return false;
    }
    if (order.state() == OrderState.ACCEPTED) {
      events.append(order.runId(), order.id(), "PROCESSING", null);
      totals.add(order.account(), Totals.ORDERS, "PROCESSING", 1);
    }
    int[][] changed =
        template.batchUpdate(
            UPDATE_GROUP, groups, BATCH, (statement, group) -> bind(statement, order.id(), group));
    if (Stream.of(changed).flatMapToInt(IntStream::of).anyMatch(count -> count > 0)) {
      jdbc.sql("update provider_order set changes = changes + 1 where id = ?")
          .param(order.id())
          .update();
    }
    template.batchUpdate(
        UPSERT_NUMBER_ORDER,
        groups.stream().flatMap(OrderProgress::numberOrders).toList(),
        BATCH,
        (statement, numberOrder) -> bind(statement, order.id(), numberOrder));
    return true;
  }

  /**
   * Whether the provider allocates no further number to an order, and all that it allocated is
   * known: its number orders are left to be read, and not the order itself.
   */
  public boolean isAllocated(long orderId) {
    return jdbc.sql("select groups_settled from provider_order where id = ?")
        .param(orderId)
        .query(Boolean.class)
        .single();
  }

  private static Stream<OpenNumberOrder> numberOrders(GroupProgress group) {
    return group.numberOrders().stream().map(ref -> new OpenNumberOrder(group.position(), ref));
  }

  private static void bind(PreparedStatement statement, long orderId, OpenNumberOrder numberOrder)
      throws SQLException {
    statement.setLong(1, orderId);
    statement.setInt(2, numberOrder.position());
    statement.setString(3, numberOrder.ref().numberOrderId());
    statement.setObject(4, numberOrder.ref().subNumberOrderIds().toArray(String[]::new));
  }

  private static void bind(PreparedStatement statement, long orderId, GroupProgress group)
      throws SQLException {
    statement.setString(1, group.status());
    statement.setObject(2, group.countAllocated(), Types.INTEGER);
    statement.setString(3, group.errorReason());
    statement.setLong(4, orderId);
    statement.setInt(5, group.position());
    statement.setString(6, group.status());
    statement.setObject(7, group.countAllocated(), Types.INTEGER);
    statement.setString(8, group.errorReason());
  }

  /**
   * Has an order that is final read again with all its number orders.
   *
   * @param why told in the event
   * @return false when somebody else changed it
   */
  @Transactional
  public boolean readAgain(ProviderOrder order, String why) {
    int updated =
        jdbc.sql(
                """
                update provider_order set state = 'PROCESSING', final_at = null, polls = 0,
                  groups_settled = false, next_poll_at = clock_timestamp()
                where id = ? and state = ? and state in ('COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED') and attempt = ?
                """)
            .params(order.id(), order.state().name(), order.attempt())
            .update();
    if (updated == 0) {
      return false;
    }
    jdbc.sql("update number_order set settled = false where order_id = ?")
        .param(order.id())
        .update();
    events.append(order.runId(), order.id(), "PROCESSING", why);
    totals.add(order.account(), Totals.ORDERS, "PROCESSING", 1);
    return true;
  }

  /** The number orders of an order that are not known to be final. */
  public List<OpenNumberOrder> openNumberOrders(long orderId) {
    return jdbc.sql(
            """
            select position, number_order_id, sub_number_order_ids, waiting from number_order
            where order_id = ? and not settled order by position, number_order_id
            """)
        .param(orderId)
        .query(
            (rs, n) ->
                new OpenNumberOrder(
                    rs.getInt("position"),
                    new NumberOrderRef(
                        rs.getString("number_order_id"),
                        List.of((String[]) rs.getArray("sub_number_order_ids").getArray())),
                    rs.getBoolean("waiting")))
        .list();
  }

  /**
   * Stores what was read of an order's number orders, all or nothing.
   *
   * @param numbers numbers as they are now; of one that is given twice, the last counts
   * @param numberOrders number orders whose numbers are among these or stored already
   */
  @Transactional
  public void store(
      ProviderOrder order, List<FoundNumber> numbers, List<ReadNumberOrder> numberOrders) {
    if (!isStillOurs(order)) {
      return;
    }
    // One statement may not touch a row twice.
    Map<String, FoundNumber> last = new LinkedHashMap<>();
    numbers.forEach(found -> last.put(found.number().phoneNumber(), found));
    if (!last.isEmpty()) {
      upsert(order.id(), List.copyOf(last.values()));
    }
    template.batchUpdate(
        UPDATE_NUMBER_ORDER,
        numberOrders,
        BATCH,
        (statement, read) -> {
          statement.setString(1, read.status());
          statement.setBoolean(2, read.settled());
          statement.setBoolean(3, read.waiting());
          statement.setLong(4, order.id());
          statement.setString(5, read.numberOrderId());
        });
  }

  /** What the numbers of an order cost by the offers that they were chosen from. */
  @Transactional
  public void quote(ProviderOrder order) {
    jdbc.sql(QUOTE_NUMBERS).param("id", order.id()).update();
    jdbc.sql(QUOTE_ORDER).param("id", order.id()).update();
  }

  private void upsert(long orderId, List<FoundNumber> found) {
    jdbc.sql(UPSERT_NUMBERS)
        .param("order", orderId)
        .param(
            "positions",
            found.stream().map(f -> f.numberOrder().position()).toArray(Integer[]::new))
        .param("numbers", texts(found, OrderedNumber::phoneNumber))
        .param("ids", texts(found, OrderedNumber::providerId))
        .param(
            "numberOrders",
            found.stream().map(f -> f.numberOrder().ref().numberOrderId()).toArray(String[]::new))
        .param("parts", found.stream().map(OrderProgress::part).toArray(String[]::new))
        .param("countries", texts(found, OrderedNumber::countryIso))
        .param("types", texts(found, OrderedNumber::phoneNumberType))
        .param("statuses", texts(found, OrderedNumber::status))
        .param("states", texts(found, number -> number.state().name()))
        .param("met", found.stream().map(f -> f.number().requirementsMet()).toArray(Boolean[]::new))
        .param("requirements", texts(found, OrderedNumber::requirementsStatus))
        .update();
  }

  /** Which of several parts a number belongs to is not told by the number order. */
  private static @Nullable String part(FoundNumber found) {
    List<String> parts = found.numberOrder().ref().subNumberOrderIds();
    return parts.size() == 1 ? parts.get(0) : null;
  }

  private static String[] texts(
      List<FoundNumber> found, Function<OrderedNumber, @Nullable String> text) {
    return found.stream().map(f -> text.apply(f.number())).toArray(String[]::new);
  }

  /**
   * Numbers stored for each number order of an order must add up; says what does not, empty when
   * all does.
   */
  @Transactional
  public Optional<String> numbersMissing(long orderId) {
    template.execute(WITHOUT_NESTED_LOOPS);
    return jdbc.sql(NUMBERS_MISSING)
        .param("id", orderId)
        .query(
            (rs, n) ->
                "group %d: %d numbers are allocated, its number orders have %d"
                    .formatted(
                        rs.getInt("position"), rs.getInt("count_allocated"), rs.getInt("numbers")))
        .optional();
  }

  /**
   * Counts the numbers of an order, and calls the order final when its groups are settled and no
   * number is open.
   *
   * @param groupsSettled whether the provider allocates no further number and every number order
   *     was read
   * @return the state the order is in now, empty when somebody else changed it
   */
  @Transactional
  public Optional<OrderState> count(ProviderOrder order, boolean groupsSettled) {
    if (!isStillOurs(order)) {
      return Optional.empty();
    }
    template.execute(WITHOUT_NESTED_LOOPS);
    jdbc.sql(order.method().leadsToNumbers() ? COUNT_GROUPS : COUNT_CHANNELS)
        .param("id", order.id())
        .update();
    if (order.method().isByItem()) {
      jdbc.sql(COUNT_CANCELLED).param("id", order.id()).update();
    }
    Optional<Counted> counted =
        jdbc.sql(COUNT_ORDER)
            .param("id", order.id())
            .param("attempt", order.attempt())
            .param("settled", groupsSettled)
            .query(
                (rs, n) ->
                    new Counted(
                        rs.getInt(1), rs.getInt(2), rs.getInt(3), rs.getInt(4) + rs.getInt(5)))
            .optional();
    if (counted.isEmpty()) {
      return Optional.empty();
    }
    if (!groupsSettled) {
      return Optional.of(OrderState.PROCESSING);
    }
    if (counted.get().open() > 0) {
      // Whoever read less of a number order than was known of it before has it read again.
      jdbc.sql(UNSETTLE_OPEN).param("id", order.id()).update();
      return Optional.of(OrderState.PROCESSING);
    }
    return Optional.of(finish(order, counted.get()));
  }

  /** Locks an order, so that its groups and its own figures change together or not at all. */
  boolean isStillOurs(ProviderOrder order) {
    return jdbc.sql(
            """
            select id from provider_order
            where id = :id and state in ('ACCEPTED', 'PROCESSING') and attempt = :attempt
              and provider_order_id = :providerOrderId
            for update
            """)
        .param("id", order.id())
        .param("attempt", order.attempt())
        .param("providerOrderId", order.providerOrderId(), Types.VARCHAR)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private OrderState finish(ProviderOrder order, Counted counted) {
    OrderState state = counted.finalState();
    int updated =
        jdbc.sql(
                """
                update provider_order set state = ?, waiting = false, next_poll_at = null, reason = null,
                  final_at = clock_timestamp()
                where id = ? and state in ('ACCEPTED', 'PROCESSING') and attempt = ?
                """)
            .params(state.name(), order.id(), order.attempt())
            .update();
    if (updated != 1) {
      throw new IllegalStateException(
          "Order " + order.reference() + " changed while it was locked");
    }
    events.append(
        order.runId(),
        order.id(),
        state.name(),
        "%d of %d numbers ordered".formatted(counted.ordered(), counted.requested()));
    totals.addFinal(order, Totals.ORDERS, state.name(), 1);
    totals.addFinal(order, Totals.NUMBERS, "ordered", counted.ordered());
    totals.addFinal(order, Totals.NUMBERS, "cancelled", counted.cancelled());
    totals.addFinal(
        order,
        Totals.NUMBERS,
        "shortfall",
        counted.requested() - counted.ordered() - counted.cancelled());
    return state;
  }

  /** Sets when an order is read next, and why its last reading led nowhere. */
  @Transactional
  public void pollAgain(ProviderOrder order, Duration wait, @Nullable String reason) {
    int updated =
        jdbc.sql(
                """
                update provider_order set polls = polls + 1, reason = :reason,
                  next_poll_at = clock_timestamp() + make_interval(secs => :wait)
                where id = :id and state in ('ACCEPTED', 'PROCESSING') and attempt = :attempt
                  and provider_order_id = :providerOrderId
                """)
            .param("providerOrderId", order.providerOrderId(), Types.VARCHAR)
            .param("reason", reason, Types.VARCHAR)
            .param("wait", wait.toMillis() / 1000.0)
            .param("id", order.id())
            .param("attempt", order.attempt())
            .update();
    if (updated == 1 && reason != null && !reason.equals(order.reason())) {
      events.append(order.runId(), order.id(), "NOT_UNDERSTOOD", reason);
    }
  }

  /**
   * A number order that has to be read.
   *
   * @param waiting whether numbers of it waited for papers when it was read last
   */
  public record OpenNumberOrder(int position, NumberOrderRef ref, boolean waiting) {

    /** One that was not read yet. */
    public OpenNumberOrder(int position, NumberOrderRef ref) {
      this(position, ref, false);
    }
  }

  /** A number and the number order that it was found in. */
  public record FoundNumber(OpenNumberOrder numberOrder, OrderedNumber number) {}

  /**
   * A number order that was read to its end.
   *
   * @param status the provider's word for it
   * @param settled whether all its numbers are known and final
   * @param waiting whether numbers of it wait for papers
   */
  public record ReadNumberOrder(
      String numberOrderId, String status, boolean settled, boolean waiting) {

    /** One of which no number waits. */
    public ReadNumberOrder(String numberOrderId, String status, boolean settled) {
      this(numberOrderId, status, settled, false);
    }
  }

  private record Counted(int requested, int ordered, int cancelled, int open) {
    OrderState finalState() {
      if (ordered == requested) {
        return OrderState.COMPLETED;
      }
      if (ordered > 0) {
        return OrderState.PARTIAL;
      }
      return cancelled > 0 ? OrderState.CANCELLED : OrderState.FAILED;
    }
  }
}
