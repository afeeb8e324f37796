package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;

import bulkorders.provider.RequestedNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person decides about orders of which nobody knows whether the provider took them. Every
 * decision is an UPDATE that names the state, the attempt and its end that the person was shown; it
 * answers {@code false} and changes nothing when the order has changed since.
 */
@Repository
public class Decisions {

  private static final String SELECT =
      """
      select o.*, coalesce((select max(e.at) from event e
          where e.order_id = o.id and e.type in ('PARKED', 'UNCERTAIN')), o.attempt_ended_at) as since,
        array(select distinct id from unnest(o.parked_ids || o.provider_order_id) id where id is not null order by id) as ids,
        exists (select from number_order n where n.order_id = o.id) as is_delivered
      from provider_order o join run on run.id = o.run_id and run.job = 'bulkOrderJob'
      """;

  private static final String AS_SHOWN =
      """
      where id = :id and state = :state and state in ('PLANNED', 'UNCERTAIN') and attempt = :attempt
        and attempt_ended_at is not distinct from :attemptEndedAt and (state = 'UNCERTAIN' or parked_reason is not null)
      """;

  private static final String NOT_REFUSED =
      "update provider_order set numbers_rejected = 0 where id = ? and numbers_replaced = 0";

  private static final String GROUPS_NOT_REFUSED =
      "update order_group set status = null, error_reason = null where order_id = ? and status ="
          + " 'rejected'";

  private static final String SEND_AGAIN =
      """
      update provider_order set state = 'PLANNED', owner = null, not_before = null, parked_reason = null,
        parked_ids = '{}', provider_order_id = null, failed_looks = 0, reason = :reason, cleared_attempt = attempt
      """
          + AS_SHOWN
          + "and numbers_replaced + numbers_rejected = 0\n"
          + "and not exists (select from number_order where order_id = :id)";

  private static final String END =
      """
      update provider_order set state = :end, parked_reason = null, parked_ids = '{}', waiting = false,
        next_poll_at = null, reason = :reason, final_at = clock_timestamp()
      """
          + AS_SHOWN;

  private final JdbcClient jdbc;
  private final Orders orders;
  private final Totals totals;

  Decisions(JdbcClient jdbc, Orders orders, Totals totals) {
    this.jdbc = jdbc;
    this.orders = orders;
    this.totals = totals;
  }

  /** The order with this reference. */
  public Optional<Undecided> find(String reference) {
    return jdbc.sql(SELECT + "where o.reference = ?")
        .param(reference)
        .query(Decisions::undecided)
        .optional();
  }

  /** The order of this number in a run. */
  public Optional<Undecided> find(int runId, int orderNo, int replacement) {
    return jdbc.sql(SELECT + "where o.run_id = ? and o.order_no = ? and o.replacement = ?")
        .params(runId, orderNo, replacement)
        .query(Decisions::undecided)
        .optional();
  }

  /** The first orders of a run that wait for a person's decision. */
  public List<Undecided> parked(int runId, int limit) {
    return jdbc.sql(
            SELECT
                + "where o.run_id = ? and o.parked_reason is not null and o.state in ('PLANNED',"
                + " 'UNCERTAIN') order by o.order_no, o.replacement limit ?")
        .params(runId, limit)
        .query(Decisions::undecided)
        .list();
  }

  /** The order that stands for an order of an account, whether it counts or is surplus. */
  public Optional<String> holderOf(String account, String providerOrderId) {
    return jdbc
        .sql(
            """
            select reference from provider_order where account = :account and provider_order_id = :id
            union all
            select o.reference from surplus_order s join provider_order o on o.id = s.order_id
            where s.account = :account and s.provider_order_id = :id
            """)
        .param("account", account)
        .param("id", providerOrderId)
        .query(String.class)
        .list()
        .stream()
        .findFirst();
  }

  /** What the provider has beyond the orders of a run that count, and was not cancelled. */
  public List<SurplusOrder> surplus(int runId) {
    return jdbc.sql(
            """
            select o.reference, s.provider_order_id, s.numbers from surplus_order s
            join provider_order o on o.id = s.order_id
            where o.run_id = ? and s.cancelled_at is null order by o.order_no, o.replacement, s.seen_at
            """)
        .param(runId)
        .query(SurplusOrder.class)
        .list();
  }

  /**
   * The order is the one that the provider has under this id, and is followed from now on.
   *
   * @param learned the numbers that the provider says it named, where the ledger does not know them
   * @param surplus the provider's other orders with its reference, and how many numbers they have
   * @param words of the person, kept with the event
   * @throws DuplicateKeyException when another order of the account has this provider id; nothing
   *     changed then
   */
  @Transactional
  public boolean adopt(
      Undecided undecided,
      String providerOrderId,
      List<RequestedNumber> learned,
      Map<String, Integer> surplus,
      String words) {
    ProviderOrder order = undecided.order();
    if (undecided.isReplaced()
        || !orders.adopted(
            order, providerOrderId, learned, "adopted as " + providerOrderId + words)) {
      return false;
    }
    jdbc.sql("delete from surplus_order where account = ? and provider_order_id = ?")
        .params(order.account(), providerOrderId)
        .update();
    if (undecided.isRefused()) {
      jdbc.sql(NOT_REFUSED).param(order.id()).update();
      jdbc.sql(GROUPS_NOT_REFUSED).param(order.id()).update();
    }
    surplus.forEach((id, numbers) -> orders.surplusSeen(order, id, numbers));
    return true;
  }

  /**
   * The groups of an order stand in its replacements, so that what the provider took of it is
   * surplus; it ends as it had ended before.
   *
   * @param surplus the provider's orders with its reference, and how many numbers they have
   * @param words of the person, kept with the event
   */
  @Transactional
  public boolean leaveReplaced(Undecided undecided, Map<String, Integer> surplus, String words) {
    return end(undecided, OrderState.REJECTED, "its groups were planned anew" + words, surplus);
  }

  /**
   * The order is not at the provider and may be sent again.
   *
   * @param words of the person, kept with the event
   */
  @Transactional
  public boolean sendAgain(Undecided undecided, String words) {
    String reason = "to be sent again; it is not at the provider" + words;
    boolean wasPlanned = undecided.order().state() == OrderState.PLANNED;
    return orders.moved(
        asShown(SEND_AGAIN, undecided).param("reason", reason).update(),
        undecided.order(),
        wasPlanned ? "UNPARKED" : OrderState.PLANNED.name(),
        reason);
  }

  /**
   * The order is given up; its numbers are a shortfall.
   *
   * @param surplus the provider's orders with its reference, and how many numbers they have
   * @param words of the person, kept with the event and told as the reason
   */
  @Transactional
  public boolean abandon(Undecided undecided, Map<String, Integer> surplus, String words) {
    ProviderOrder order = undecided.order();
    if (!end(undecided, OrderState.ABANDONED, "given up" + words, surplus)) {
      return false;
    }
    totals.addFinal(
        order,
        Totals.NUMBERS,
        "shortfall",
        order.numbersRequested()
            - order.numbersRejected()
            - undecided.numbersReplaced()
            - order.numbersOrdered()
            - order.numbersCancelled());
    return true;
  }

  private boolean end(
      Undecided undecided, OrderState state, String reason, Map<String, Integer> surplus) {
    boolean ended =
        orders.moved(
            asShown(END, undecided).param("end", state.name()).param("reason", reason).update(),
            undecided.order(),
            state.name(),
            reason);
    if (ended) {
      surplus.forEach((id, numbers) -> orders.surplusSeen(undecided.order(), id, numbers));
    }
    return ended;
  }

  private JdbcClient.StatementSpec asShown(String sql, Undecided undecided) {
    ProviderOrder order = undecided.order();
    return jdbc.sql(sql)
        .param("id", order.id())
        .param("state", order.state().name())
        .param("attempt", order.attempt())
        .param("attemptEndedAt", Orders.at(order.attemptEndedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static Undecided undecided(ResultSet rs, int rowNumber) throws SQLException {
    return new Undecided(
        Orders.order(rs, rowNumber),
        instant(rs, "since"),
        List.of((String[]) rs.getArray("ids").getArray()),
        rs.getInt("numbers_replaced"),
        rs.getBoolean("is_delivered"));
  }

  /**
   * An order at the provider that nobody asked for.
   *
   * @param reference of the order of ours that it stands beside
   * @param numbers how many it has got, or may still get
   */
  public record SurplusOrder(String reference, String providerOrderId, int numbers) {}

  /** How a person's note stands behind what was decided. */
  public static String words(@Nullable String note) {
    return note == null || note.isBlank() ? "" : ": " + note.strip();
  }
}
