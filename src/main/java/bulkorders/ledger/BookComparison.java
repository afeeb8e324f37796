package bulkorders.ledger;

import java.time.Duration;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what was read of a provider's books with the ledger, set by set in the database, however
 * much it is. What is on its way is not judged: orders that are not final, those of runs that a
 * process works on, and those that changed since the reading began.
 */
@Repository
public class BookComparison {

  private static final String OURS =
      """
      create temporary table ours on commit drop as
      select o.id, o.run_id, o.reference, o.state, o.provider_order_id, o.numbers_requested, o.created_at,
        coalesce(o.order_method in ('numbers', 'search'), false) as names_numbers,
        coalesce(o.order_method not in ('items', 'capacity'), true) as has_groups,
        o.state in ('COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED') as is_final,
        o.state in ('ACCEPTED', 'PROCESSING')
          or (o.run_id = any (:atWork) and o.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN'))
          or exists (select from event e where e.order_id = o.id and e.at >= r.started_at) as moving,
        coalesce(o.accepted_at > r.started_at - make_interval(secs => :settle), false) as recent
      from provider_order o
      join run on run.id = o.run_id and run.job = 'bulkOrderJob'
      join reconciliation r on r.id = :id and r.account = o.account
      """;

  /**
   * What the account has under references of this ledger's runs. An order that names its numbers
   * stands on the list of number orders.
   */
  private static final String BOOKED =
      """
      create temporary table booked on commit drop as
      select l.provider_order_id, l.reference, l.created_at, l.times, coalesce(o.run_id, l.run_id) as run_id,
        o.id as order_id, o.state, o.provider_order_id as ledger_id, coalesce(o.moving, false) as moving,
        coalesce(o.recent, false) as recent, coalesce(o.is_final, false) as is_final,
        coalesce(o.provider_order_id = l.provider_order_id, false) as matched, coalesce(o.names_numbers, false) as names_numbers,
        coalesce(o.has_groups, false) as has_groups,
        s.order_id is not null as is_surplus, s.cancelled_at is not null as is_cancelled, s.numbers as surplus_numbers
      from (
        select lo.*, t.run_id, r.account, r.since, count(*) over (partition by lo.reference) as times
        from (
          select reconciliation, provider_order_id, reference, tag, created_at from listed_order
          union all
          select n.reconciliation, n.number_order_id, n.reference, n.tag, n.created_at
          from listed_number_order n join ours on ours.reference = n.reference and ours.names_numbers) lo
        join reconciliation r on r.id = lo.reconciliation
        join reconciliation_tag t on t.reconciliation = lo.reconciliation and t.tag = lo.tag
        where lo.reconciliation = :id) l
      left join ours o on o.reference = l.reference
      left join surplus_order s on s.account = l.account and s.provider_order_id = l.provider_order_id
      where l.since is null or l.created_at is null or l.created_at >= l.since
      """;

  private static final String CHILD =
      """
      create temporary table child on commit drop as
      select l.provider_order_id, b.order_id, b.run_id, l.reference,
        coalesce(b.matched and b.is_final and not b.moving, false) as judged, unnest(g.number_order_ids) as number_order_id
      from listed_order l
      join reconciliation_tag t using (reconciliation, tag)
      join listed_group g using (reconciliation, provider_order_id)
      left join booked b on b.provider_order_id = l.provider_order_id
      where l.reconciliation = :id
      """;

  /**
   * Both sides of each order that both have. Criteria and counts are compared as a set; what the
   * provider's list does not tell is not compared, as the groups of an order by item.
   */
  private static final String SUMS =
      """
      create temporary table sums on commit drop as
      select b.order_id, b.run_id, b.reference, b.provider_order_id, b.is_final, b.has_groups, p.groups, p.requested,
        p.allocated, p.marks, l.groups as ledger_groups, l.requested as ledger_requested, l.allocated as ledger_allocated,
        l.marks as ledger_marks, coalesce(p.settled, false) as settled
      from booked b
      join (
        select p.order_id, count(*) as groups, sum(p.count_requested) as requested,
          sum(coalesce(p.count_allocated, 0)) as allocated, sum(hashint8extended(g.echo, p.count_requested)) as marks
        from booked b
        join order_group p on p.order_id = b.order_id
        join ordering_group g on g.run_id = p.run_id and g.row_no = p.row_no
        where b.matched and b.is_final and not b.moving and not b.names_numbers
        group by p.order_id) l on l.order_id = b.order_id
      left join (
        select g.provider_order_id, count(*) as groups, sum(g.count_requested) as requested,
          sum(g.count_allocated) as allocated, bool_and(g.settled) as settled,
          sum(hashint8extended(g.echo, coalesce(g.count_requested, 0))) as marks
        from listed_group g where g.reconciliation = :id
        group by g.provider_order_id) p on p.provider_order_id = b.provider_order_id
      where b.matched
      """;

  /** Both sides of each number order that both have. */
  private static final String DELIVERED =
      """
      create temporary table delivered on commit drop as
      select b.run_id, b.order_id, b.reference, b.provider_order_id, n.number_order_id, n.status as ledger_status,
        n.settled, l.status, coalesce(l.count, p.numbers) as count, p.numbers as told, p.marks,
        coalesce(d.numbers, 0) as ledger_numbers, coalesce(d.marks, 0) as ledger_marks
      from booked b
      join number_order n on n.order_id = b.order_id
      join listed_number_order l on l.reconciliation = :id and l.number_order_id = n.number_order_id
      cross join lateral (
        select count(*) as numbers, coalesce(sum(hashtextextended(number, 0)), 0) as marks
        from unnest(l.phone_numbers) number) p
      left join (
        select n.order_id, n.number_order_id, count(*) as numbers, sum(hashtextextended(n.phone_number, 0)) as marks
        from booked b join phone_number n on n.order_id = b.order_id
        where b.matched and b.is_final and not b.moving
        group by 1, 2) d on d.order_id = n.order_id and d.number_order_id = n.number_order_id
      where b.matched and b.is_final and not b.moving
      """;

  private static final String DIFFERENCE =
      """
      insert into difference (reconciliation, kind, run_id, order_id, reference, provider_order_id, number_order_id,
        phone_number, ledger_says, provider_says, detail)
      """;

  private static final String UNKNOWN_ORDER =
      DIFFERENCE
          + """
          select :id, :unknown_order, b.run_id, null::bigint, b.reference, b.provider_order_id, null, null, 'no such order',
            'placed' || coalesce(' at ' || b.created_at, ''), 'carries the tag of a run of this ledger'
          from booked b where b.order_id is null and not b.is_surplus order by b.reference
          """;

  private static final String UNPLACED =
      DIFFERENCE
          + """
          select :id, :unplaced, b.run_id, b.order_id, b.reference, b.provider_order_id, null, null, b.state, 'has it', null
          from booked b
          where b.times = 1 and not b.moving and not b.is_surplus and (b.ledger_id is null or b.matched)
            and b.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'REJECTED', 'ABANDONED')
          order by b.run_id, b.order_id
          """;

  private static final String REFERENCE_TWICE =
      DIFFERENCE
          + """
          select :id, case when b.is_surplus then :surplus else :reference_twice end, b.run_id, b.order_id, b.reference,
            b.provider_order_id, null, null,
            case when b.is_surplus then 'surplus, up to ' || b.surplus_numbers || ' numbers'
              else b.state || coalesce(' as ' || b.ledger_id, '') end,
            'has the reference ' || b.times || case when b.times = 1 then ' time' else ' times' end, null
          from booked b
          where b.order_id is not null and not b.matched and not b.is_cancelled
            and (b.is_surplus or b.times > 1 or b.ledger_id is not null)
          order by b.run_id, b.order_id
          """;

  private static final String MISSING_ORDER =
      DIFFERENCE
          + """
          select :id, :missing_order, o.run_id, o.id, o.reference, o.provider_order_id, null, null, o.state, 'not listed', null
          from ours o join reconciliation r on r.id = :id
          where o.provider_order_id is not null and not o.names_numbers and not o.moving and not o.recent
            and (r.since is null or o.created_at >= r.since)
            and not exists (select from listed_order l
              where l.reconciliation = :id and l.provider_order_id = o.provider_order_id)
          order by o.run_id, o.id
          """;

  private static final String MISSING_NAMED_ORDER =
      DIFFERENCE
          + """
          select :id, :missing_order, o.run_id, o.id, o.reference, o.provider_order_id, null, null, o.state, 'not listed', null
          from ours o join reconciliation r on r.id = :id
          where o.provider_order_id is not null and o.names_numbers and not o.moving and not o.recent
            and (r.since is null or o.created_at >= r.since)
            and not exists (select from listed_number_order l
              where l.reconciliation = :id and l.number_order_id = o.provider_order_id)
          order by o.run_id, o.id
          """;

  private static final String ORDER_DIFFERS =
      DIFFERENCE
          + """
          select :id, :order_differs, o.run_id, o.id, o.reference, o.provider_order_id, null, null, 'reference ' || o.reference,
            'reference ' || coalesce(l.reference, 'none'), null
          from ours o join listed_order l on l.reconciliation = :id and l.provider_order_id = o.provider_order_id
          where l.reference is distinct from o.reference
          union all
          select :id, :order_differs, o.run_id, o.id, o.reference, o.provider_order_id, null, null, 'reference ' || o.reference,
            'reference ' || coalesce(l.reference, 'none'), null
          from ours o join listed_number_order l on l.reconciliation = :id and l.number_order_id = o.provider_order_id
          where o.names_numbers and l.reference is distinct from o.reference
          union all
          select :id, :order_differs, s.run_id, s.order_id, s.reference, s.provider_order_id, null, null,
            case when s.has_groups then s.ledger_groups || ' groups, ' else '' end || s.ledger_requested || ' numbers',
            coalesce(case when s.has_groups then s.groups || ' groups, ' else '' end || coalesce(s.requested, 0) || ' numbers',
              'no groups'),
            case when (s.groups, s.requested) = (s.ledger_groups, s.ledger_requested) then 'the criteria differ' end
          from sums s
          where s.requested is distinct from s.ledger_requested
            or (s.has_groups and (s.groups, s.marks) is distinct from (s.ledger_groups, s.ledger_marks))
          """;

  private static final String STATE_DIFFERS =
      DIFFERENCE
          + """
          select :id, :state_differs, s.run_id, s.order_id, s.reference, s.provider_order_id, null, null, 'final',
            'still allocates numbers', null
          from sums s where s.is_final and s.groups is not null and not s.settled
          """;

  private static final String COUNT_DIFFERS =
      DIFFERENCE
          + """
          select :id, :count_differs, s.run_id, s.order_id, s.reference, s.provider_order_id, null, null,
            s.ledger_allocated || ' numbers allocated', s.allocated || ' numbers allocated', null
          from sums s where s.is_final and s.settled and s.allocated <> s.ledger_allocated
          union all
          select :id, :count_differs, d.run_id, d.order_id, d.reference, d.provider_order_id, d.number_order_id, null,
            d.ledger_numbers || ' numbers', d.count || ' numbers', 'the list tells ' || d.told || ' of them'
          from delivered d where d.told <> d.count and d.count <> d.ledger_numbers
          """;

  private static final String NUMBER_ORDER_UNKNOWN =
      DIFFERENCE
          + """
          select :id, :number_order_unknown, c.run_id, c.order_id, c.reference, c.provider_order_id, c.number_order_id, null,
            'no such number order', coalesce(l.status, 'not listed'), null
          from child c
          left join number_order n on n.order_id = c.order_id and n.number_order_id = c.number_order_id
          left join listed_number_order l on l.reconciliation = :id and l.number_order_id = c.number_order_id
          where c.judged and n.order_id is null
          """;

  /** Only where all orders are known can a number order be said to belong to none. */
  private static final String NUMBER_ORDER_ASTRAY =
      DIFFERENCE
          + """
          select :id, :number_order_unknown, t.run_id, o.id, l.reference, null, l.number_order_id, null, 'no such number order',
            l.status, 'no order at the provider leads to it'
          from listed_number_order l
          join reconciliation_tag t on t.reconciliation = :id and t.tag = l.tag
          left join ours o on o.reference = l.reference
          where l.reconciliation = :id and not coalesce(o.moving, false)
            and not exists (select from child c where c.number_order_id = l.number_order_id)
            and not exists (select from booked b where b.provider_order_id = l.number_order_id)
            and not exists (select from ours x join number_order n on n.order_id = x.id
              where x.reference = l.reference and n.number_order_id = l.number_order_id)
          """;

  private static final String NUMBER_ORDER_MISSING =
      DIFFERENCE
          + """
          select :id, :number_order_missing, b.run_id, b.order_id, b.reference, b.provider_order_id, n.number_order_id, null,
            coalesce(n.status, 'known'), 'not listed', null
          from booked b
          join number_order n on n.order_id = b.order_id
          left join listed_number_order l on l.reconciliation = :id and l.number_order_id = n.number_order_id
          where b.matched and b.is_final and b.has_groups and not b.moving and not b.recent
            and l.number_order_id is null
          """;

  private static final String NUMBER_ORDER_DIFFERS =
      DIFFERENCE
          + """
          select :id, :number_order_differs, d.run_id, d.order_id, d.reference, d.provider_order_id, d.number_order_id, null,
            d.ledger_status, d.status, null
          from delivered d where d.settled and lower(d.status) is distinct from lower(d.ledger_status)
          """;

  private static final String OTHER_NUMBERS =
      """
      from delivered d
      where d.told = d.count and (d.told, d.marks) is distinct from (d.ledger_numbers, d.ledger_marks)
      """;

  private static final String NUMBER_UNKNOWN =
      DIFFERENCE
          + """
          select :id, :number_unknown, d.run_id, d.order_id, d.reference, d.provider_order_id, d.number_order_id, number,
            'not known', 'delivered', null
          from (select d.*, unnest(l.phone_numbers) as number from (select d.*\
          """
          + OTHER_NUMBERS
          + """
            ) d join listed_number_order l on l.reconciliation = :id and l.number_order_id = d.number_order_id) d
          where not exists (select from phone_number n where n.order_id = d.order_id and n.phone_number = d.number
            and n.number_order_id = d.number_order_id)
          """;

  private static final String NUMBER_MISSING =
      DIFFERENCE
          + """
          select :id, :number_missing, d.run_id, d.order_id, d.reference, d.provider_order_id, d.number_order_id, n.phone_number,
            n.status, 'not in the number order', null
          from (select d.*\
          """
          + OTHER_NUMBERS
          + """
          ) d
          join phone_number n on n.order_id = d.order_id and n.number_order_id = d.number_order_id
          join listed_number_order l on l.reconciliation = :id and l.number_order_id = d.number_order_id
          where n.phone_number <> all (l.phone_numbers)
          """;

  private static final String COUNTS =
      """
      insert into reconciliation_count (reconciliation, label, count)
      with tags as (select tag from reconciliation_tag where reconciliation = :id),
      orders as (
        select case when tag is null then 'foreign' when tag in (select tag from tags) then 'ours' else 'other_ledger' end as whose
        from listed_order where reconciliation = :id),
      elsewhere as (
        select unnest(g.number_order_ids) as number_order_id
        from listed_group g join listed_order l using (reconciliation, provider_order_id)
        where g.reconciliation = :id and l.tag not in (select tag from tags)),
      known as (
        select n.number_order_id from ours o join number_order n on n.order_id = o.id
        union select number_order_id from child),
      number_orders as (
        select coalesce(l.count, cardinality(l.phone_numbers)) as numbers,
          case when l.tag in (select tag from tags) or k.number_order_id is not null then 'ours'
            when l.tag is not null or e.number_order_id is not null then 'other_ledger' else 'foreign' end as whose
        from listed_number_order l
        left join known k on k.number_order_id = l.number_order_id
        left join (select distinct number_order_id from elsewhere) e on e.number_order_id = l.number_order_id
        where l.reconciliation = :id)
      select :id, 'orders_' || whose, count(*) from orders group by whose
      union all select :id, 'number_orders_' || whose, count(*) from number_orders group by whose
      union all select :id, 'numbers_ours', coalesce(sum(numbers), 0) from number_orders where whose = 'ours'
      union all
      select :id, 'orders_on_the_way', count(*) from ours o
      where o.moving or (o.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN')
        and not exists (select from booked b where b.order_id = o.id))
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  BookComparison(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /**
   * What is known of the reading.
   *
   * @param allOrders whether all orders of the account were seen
   * @param allNumberOrders whether all its number orders were seen
   * @param runsAtWork runs that a process works on
   * @param settleTime how long the provider's lists need not show an order that it took
   */
  public record Terms(
      boolean allOrders,
      boolean allNumberOrders,
      Collection<Integer> runsAtWork,
      Duration settleTime) {}

  /** Writes down all differences, and what was counted. May be repeated. */
  @Transactional
  public void compare(int id, Terms terms) {
    template.execute("set local work_mem = '64MB'");
    run("delete from difference where reconciliation = :id", id);
    run("delete from reconciliation_count where reconciliation = :id", id);
    jdbc.sql(OURS)
        .param("id", id)
        .param("atWork", terms.runsAtWork().toArray(Integer[]::new))
        .param("settle", terms.settleTime().toMillis() / 1000.0)
        .update();
    template.execute("create index on ours (reference)");
    template.execute("analyze ours");
    run(BOOKED, id);
    template.execute("create index on booked (order_id)");
    template.execute("analyze booked");
    run(CHILD, id);
    template.execute("create index on child (number_order_id)");
    template.execute("analyze child");
    run(SUMS, id);
    run(DELIVERED, id);
    template.execute("analyze delivered");
    run(UNKNOWN_ORDER, id);
    run(UNPLACED, id);
    run(REFERENCE_TWICE, id);
    run(ORDER_DIFFERS, id);
    run(STATE_DIFFERS, id);
    run(COUNT_DIFFERS, id);
    run(NUMBER_ORDER_UNKNOWN, id);
    run(NUMBER_ORDER_DIFFERS, id);
    run(NUMBER_UNKNOWN, id);
    run(NUMBER_MISSING, id);
    if (terms.allOrders()) {
      run(MISSING_ORDER, id);
      run(NUMBER_ORDER_ASTRAY, id);
    }
    if (terms.allNumberOrders()) {
      run(MISSING_NAMED_ORDER, id);
      run(NUMBER_ORDER_MISSING, id);
    }
    run(COUNTS, id);
    run("update reconciliation set compared_at = clock_timestamp() where id = :id", id);
  }

  private void run(String sql, int id) {
    jdbc.sql(sql).params(DifferenceKind.WORDS).param("id", id).update();
  }
}
