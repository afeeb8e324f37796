package bulkorders.ledger;

import bulkorders.provider.SubNumberOrder;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people want cancelled, and what became of it. That a part is asked to be cancelled is
 * written down before it is, and what came of it behind; both are events of its order.
 */
@Repository
public class Cancellations {

  private static final Pattern RUN = Pattern.compile("[0-9]{1,9}");
  private static final Pattern ORDER =
      Pattern.compile("([0-9]{1,9}):([0-9]{1,9})(?:\\.r([0-9]{1,9}))?");

  /** Plans are runs too, but nothing of them was ordered. */
  private static final String OF_ORDERING_RUNS =
      "join run r on r.id = o.run_id and r.job = 'bulkOrderJob' ";

  private static final String BY_NUMBER =
      "select o.run_id as run, o.id as \"order\" from provider_order o "
          + OF_ORDERING_RUNS
          + "where o.run_id = ? and o.order_no = ? and o.replacement = ?";

  private static final String BY_NAME =
      """
      select o.run_id as run, o.id as "order", null as surplus, null as number_order, null as part
      from provider_order o where o.reference = :name or o.provider_order_id = :name
      union all
      select o.run_id, o.id, s.provider_order_id, null, null
      from surplus_order s join provider_order o on o.id = s.order_id where s.provider_order_id = :name
      union all
      select o.run_id, o.id, null, n.number_order_id, null
      from number_order n join provider_order o on o.id = n.order_id where n.number_order_id = :name
      union all
      select o.run_id, o.id, null, n.number_order_id, :name
      from number_order n join provider_order o on o.id = n.order_id where :name = any (n.sub_number_order_ids)
      limit 1
      """;

  /** Of a number {@code n}: nobody here asked the provider to cancel what it is a part of. */
  static final String NOT_ASKED_FOR =
      """
      not exists (select from cancelled_part k where k.order_id = n.order_id and k.state in ('ASKED', 'CANCELLED')
        and case when n.sub_number_order_id is null then k.number_order_id = n.number_order_id
          else k.sub_number_order_id = n.sub_number_order_id end)\
      """;

  private static final String OPEN_NUMBER_ORDERS =
      """
      select o.id as "order", o.account, n.number_order_id as number_order from provider_order o
      join number_order n on n.order_id = o.id
      where o.run_id = :run and (:order::bigint is null or o.id = :order)
        and (:numberOrder::text is null or n.number_order_id = :numberOrder)
        and o.state in ('ACCEPTED', 'PROCESSING') and not n.settled
      order by o.id, n.number_order_id
      """;

  private static final String OPEN_SURPLUS =
      """
      select o.id as "order", o.account, s.provider_order_id as surplus
      from surplus_order s join provider_order o on o.id = s.order_id
      where o.run_id = :run and (:order::bigint is null or o.id = :order)
        and (:surplus::text is null or s.provider_order_id = :surplus) and s.cancelled_at is null
      order by o.id, s.provider_order_id
      """;

  private static final String UNTOUCHED =
      """
      select * from provider_order o
      where o.run_id = :run and (:order::bigint is null or o.id = :order)
        and not (o.state in ('ACCEPTED', 'PROCESSING')
          and exists (select from number_order n where n.order_id = o.id and not n.settled))
        and (:order::bigint is not null or o.state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING'))
        and not exists (select from surplus_order s where s.order_id = o.id and s.cancelled_at is null)
      order by o.order_no, o.replacement limit :limit
      """;

  private static final String PARTS =
      """
      select p.sub_number_order_id as id, p.order_id as "order",
        o.order_no || case when o.replacement > 0 then '.r' || o.replacement else '' end as label, o.account,
        p.surplus_of, p.number_order_id as number_order, p.country_iso, p.phone_number_type, p.numbers, p.status, p.state,
        p.detail
      from cancelled_part p join provider_order o on o.id = p.order_id
      where p.cancellation = ?
      order by o.order_no, o.replacement, p.number_order_id, p.sub_number_order_id
      """;

  private final JdbcClient jdbc;
  private final Events events;
  private final Actor actor;

  Cancellations(JdbcClient jdbc, Events events, Actor actor) {
    this.jdbc = jdbc;
    this.events = events;
    this.actor = actor;
  }

  /**
   * What is to be cancelled.
   *
   * @param run the run that it is of
   * @param order the only order that is meant, null for all of the run
   * @param surplus the provider's id of the only surplus order that is meant
   * @param numberOrder the provider's id of the only number order that is meant
   * @param part the provider's id of the only part that is meant
   */
  public record Target(
      int run,
      @Nullable Long order,
      @Nullable String surplus,
      @Nullable String numberOrder,
      @Nullable String part) {}

  /** A number order of which parts may be cancelled. */
  public record OpenNumberOrder(long order, String account, String numberOrder) {}

  /**
   * A surplus order of which parts may be cancelled.
   *
   * @param surplus the provider's id
   */
  public record OpenSurplus(long order, String account, String surplus) {}

  /**
   * A cancellation.
   *
   * @param listedAt when its parts were written down, null before
   * @param confirmedAt when a person was sure, null before
   * @param error why its last execution ended early, null when it did not
   */
  public record Cancellation(
      int id,
      int runId,
      String target,
      @Nullable Instant listedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant endedAt,
      long providerCalls,
      @Nullable String error) {}

  /** How far a part is. */
  public enum PartState {
    /** It is to be cancelled. */
    OPEN,
    /** The provider was asked, or was about to be. */
    ASKED,
    /** It is cancelled. */
    CANCELLED,
    /** The provider would not. */
    REFUSED,
    /** There was nothing left to cancel. */
    FINAL
  }

  /**
   * A part that a cancellation is about.
   *
   * @param id the provider's id
   * @param label number of its order in the run
   * @param surplusOf the provider's id of the surplus order that it is of, null for an order that
   *     counts
   * @param numbers how many numbers it has, null when that is not known
   * @param status the provider's word for it when it was seen last
   * @param detail what came of it, in one line
   */
  public record Part(
      String id,
      long order,
      String label,
      String account,
      @Nullable String surplusOf,
      String numberOrder,
      @Nullable String countryIso,
      @Nullable String phoneNumberType,
      @Nullable Integer numbers,
      String status,
      PartState state,
      @Nullable String detail) {}

  /**
   * What somebody means by a run's number, {@code 7:3} or {@code 7:3.r1} for an order, its
   * reference, or a provider's id of an order, a surplus order, a number order or a part.
   */
  public Optional<Target> find(String asked) {
    if (RUN.matcher(asked).matches()) {
      return jdbc.sql("select id from run where id = ? and job = 'bulkOrderJob'")
          .param(Integer.valueOf(asked))
          .query(Integer.class)
          .optional()
          .map(run -> new Target(run, null, null, null, null));
    }
    Matcher order = ORDER.matcher(asked);
    if (order.matches()) {
      return jdbc.sql(BY_NUMBER)
          .params(
              Integer.valueOf(order.group(1)),
              Integer.valueOf(order.group(2)),
              order.group(3) == null ? 0 : Integer.parseInt(order.group(3)))
          .query((rs, n) -> new Target(rs.getInt(1), rs.getLong(2), null, null, null))
          .optional();
    }
    return jdbc.sql(BY_NAME)
        .param("name", asked)
        .query(
            (rs, n) ->
                new Target(
                    rs.getInt(1), rs.getLong(2), rs.getString(3), rs.getString(4), rs.getString(5)))
        .optional();
  }

  /** Number orders of a target that are not final. */
  public List<OpenNumberOrder> openNumberOrders(Target target) {
    return target.surplus() != null
        ? List.of()
        : jdbc.sql(OPEN_NUMBER_ORDERS)
            .param("run", target.run())
            .param("order", target.order(), Types.BIGINT)
            .param("numberOrder", target.numberOrder(), Types.VARCHAR)
            .query(OpenNumberOrder.class)
            .list();
  }

  /** Surplus orders of a target that are not cancelled. */
  public List<OpenSurplus> openSurplus(Target target) {
    return target.numberOrder() != null
        ? List.of()
        : jdbc.sql(OPEN_SURPLUS)
            .param("run", target.run())
            .param("order", target.order(), Types.BIGINT)
            .param("surplus", target.surplus(), Types.VARCHAR)
            .query(OpenSurplus.class)
            .list();
  }

  /** Orders of a target of which there is nothing that could be cancelled. */
  public List<ProviderOrder> untouched(Target target, int limit) {
    return target.surplus() != null || target.numberOrder() != null
        ? List.of()
        : jdbc.sql(UNTOUCHED)
            .param("run", target.run())
            .param("order", target.order(), Types.BIGINT)
            .param("limit", limit)
            .query(Orders::order)
            .list();
  }

  /**
   * Begins a cancellation, or goes on with one that did not come to its end and is younger than a
   * day.
   *
   * @param asked what is to be cancelled, as it was named
   * @param note why, null when nothing was said
   */
  @Transactional
  public Cancellation begin(int runId, String asked, @Nullable String note) {
    int id =
        jdbc.sql(
                """
                select id from cancellation
                where run_id = ? and target = ? and ended_at is null and started_at > now() - interval '1 day'
                order by id desc limit 1
                """)
            .params(runId, asked)
            .query(Integer.class)
            .optional()
            .orElseGet(() -> insert(runId, asked, note));
    endedEarly(id, null);
    return get(id);
  }

  private int insert(int runId, String asked, @Nullable String note) {
    return jdbc.sql(
            "insert into cancellation (run_id, target, actor, note) values (:run, :target, :actor,"
                + " :note) returning id")
        .param("run", runId)
        .param("target", asked)
        .param("actor", actor.name())
        .param("note", note, Types.VARCHAR)
        .query(Integer.class)
        .single();
  }

  /** A cancellation, which must exist. */
  public Cancellation get(int id) {
    return jdbc.sql("select * from cancellation where id = ?")
        .param(id)
        .query(Cancellation.class)
        .single();
  }

  /** Writes down a part as the provider shows it. */
  public void add(int id, long order, @Nullable String surplusOf, SubNumberOrder part) {
    jdbc.sql(
            """
            insert into cancelled_part (cancellation, sub_number_order_id, order_id, surplus_of, number_order_id, country_iso,
              phone_number_type, numbers, status, state, detail)
            values (:id, :part, :order, :surplus, :numberOrder, :country, :type, :numbers, :status, :state, :detail)
            on conflict do nothing
            """)
        .param("id", id)
        .param("part", part.id())
        .param("order", order)
        .param("surplus", surplusOf, Types.VARCHAR)
        .param("numberOrder", part.numberOrderId())
        .param("country", part.countryIso(), Types.VARCHAR)
        .param("type", part.phoneNumberType(), Types.VARCHAR)
        .param("numbers", part.count(), Types.INTEGER)
        .param("status", part.status())
        .param("state", (part.isPending() ? PartState.OPEN : PartState.FINAL).name())
        .param("detail", part.isPending() ? null : "it is " + part.status(), Types.VARCHAR)
        .update();
  }

  /** All parts are written down. */
  public void listed(int id) {
    jdbc.sql("update cancellation set listed_at = clock_timestamp() where id = ?")
        .param(id)
        .update();
  }

  /** A person was sure. */
  public void confirmed(int id) {
    jdbc.sql("update cancellation set confirmed_at = clock_timestamp() where id = ?")
        .param(id)
        .update();
  }

  /** The parts of a cancellation. */
  public List<Part> parts(int id) {
    return jdbc.sql(PARTS).param(id).query(Part.class).list();
  }

  /** The provider is about to be asked to cancel a part. */
  @Transactional
  public void asked(int id, int runId, Part part) {
    move(id, part, PartState.ASKED, part.status(), null);
    events.append(
        runId,
        part.order(),
        "CANCEL_ASKED",
        "sub number order %s%s".formatted(part.id(), of(part)));
  }

  /**
   * It is known what came of a part.
   *
   * @param status the provider's word for it now
   * @param detail in one line, null when there is nothing to say
   */
  @Transactional
  public void concluded(
      int id, int runId, Part part, PartState state, String status, @Nullable String detail) {
    if (!move(id, part, state, status, detail) || state == PartState.ASKED) {
      return;
    }
    events.append(
        runId,
        part.order(),
        state == PartState.CANCELLED ? "PART_CANCELLED" : "PART_NOT_CANCELLED",
        "sub number order %s%s%s"
            .formatted(part.id(), of(part), detail == null ? "" : ": " + detail));
    jdbc.sql(
            "update sub_number_order set status = ?, read_at = clock_timestamp() where order_id = ?"
                + " and sub_number_order_id = ?")
        .params(status, part.order(), part.id())
        .update();
  }

  private static String of(Part part) {
    return part.surplusOf() == null ? "" : " of surplus order " + part.surplusOf();
  }

  /** What is cancelled, or cannot be, stays so. */
  private boolean move(int id, Part part, PartState state, String status, @Nullable String detail) {
    return jdbc.sql(
                """
                update cancelled_part set state = :state, status = :status, detail = :detail
                where cancellation = :id and sub_number_order_id = :part and state in ('OPEN', 'ASKED')
                """)
            .param("state", state.name())
            .param("status", status)
            .param("detail", detail, Types.VARCHAR)
            .param("id", id)
            .param("part", part.id())
            .update()
        == 1;
  }

  /** Has the orders of which parts were cancelled read at once. */
  public void haveRead(int id) {
    jdbc.sql(
            """
            update provider_order o set next_poll_at = clock_timestamp(), polls = 0
            where state in ('ACCEPTED', 'PROCESSING') and exists (select from cancelled_part p
              where p.cancellation = ? and p.order_id = o.id and p.surplus_of is null and p.state in ('CANCELLED', 'ASKED'))
            """)
        .param(id)
        .update();
  }

  /** Surplus orders of which the provider has nothing any more are surplus no longer. */
  @Transactional
  public void surplusGone(int runId, long order, String account, String providerOrderId) {
    int updated =
        jdbc.sql(
                "update surplus_order set cancelled_at = clock_timestamp() where account = ? and"
                    + " provider_order_id = ? and cancelled_at is null")
            .params(account, providerOrderId)
            .update();
    if (updated == 1) {
      events.append(runId, order, "SURPLUS_CANCELLED", providerOrderId);
    }
  }

  /** Records why an execution ended early; null takes that back. */
  public void endedEarly(int id, @Nullable String error) {
    jdbc.sql("update cancellation set error = :error where id = :id")
        .param("error", error, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  /** Adds to the count of calls made to the provider. */
  public void addProviderCalls(int id, long calls) {
    jdbc.sql("update cancellation set provider_calls = provider_calls + ? where id = ?")
        .params(calls, id)
        .update();
  }

  /** It has come to its end. */
  public void ended(int id) {
    jdbc.sql("update cancellation set ended_at = clock_timestamp() where id = ?")
        .param(id)
        .update();
  }
}
