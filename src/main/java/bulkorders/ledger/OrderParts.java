package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;

import bulkorders.provider.SubNumberOrder;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is known of the parts of number orders, and until when their papers are due. */
@Repository
public class OrderParts {

  private static final String KNOWN =
      """
      select b.parts_of, (select min(n.deadline) from phone_number n
        where n.order_id = b.order_id and n.number_order_id = b.number_order_id and n.state = 'WAITING') as deadline
      from number_order b where b.order_id = ? and b.number_order_id = ?
      """;

  private static final String UPSERT_PART =
      """
      insert into sub_number_order (order_id, sub_number_order_id, number_order_id, country_iso, phone_number_type, status,
        numbers, requirements_met)
      values (:order, :id, :numberOrder, :country, :type, :status, :numbers, :met)
      on conflict (order_id, sub_number_order_id) do update set status = excluded.status, numbers = excluded.numbers,
        requirements_met = excluded.requirements_met, read_at = excluded.read_at
      """;

  private static final String SET_PART_OF_NUMBERS =
      """
      update phone_number set sub_number_order_id = :id
      where order_id = :order and number_order_id = :numberOrder and sub_number_order_id is null
        and country_iso = :country and phone_number_type = :type
      """;

  private static final String SET_DEADLINE =
      """
      with changed as (
        update phone_number set deadline = :deadline
        where order_id = :order and number_order_id = :numberOrder and state = 'WAITING'
          and (country_iso, phone_number_type, requirements_status) is not distinct from (:country, :type, :requirements)
          and deadline is distinct from :deadline
        returning 1)
      update provider_order set changes = changes + c.count
      from (select count(*) from changed) c where id = :order and c.count > 0
      """;

  private final JdbcClient jdbc;
  private final OrderProgress progress;

  OrderParts(JdbcClient jdbc, OrderProgress progress) {
    this.jdbc = jdbc;
    this.progress = progress;
  }

  /**
   * What is known of the parts of a number order.
   *
   * @param partsOf how its numbers stood when its parts were read last, null before
   * @param deadline when the first papers of it are due, null when that is not known
   */
  public record Known(@Nullable String partsOf, @Nullable Instant deadline) {}

  /**
   * Numbers of a number order that wait for the same, and until when.
   *
   * @param deadline null when the provider does not say
   */
  public record Waiting(
      @Nullable String countryIso,
      @Nullable String phoneNumberType,
      @Nullable String requirementsStatus,
      @Nullable Instant deadline) {}

  /** What is known of the parts of a number order, which must exist. */
  public Known known(long orderId, String numberOrderId) {
    return jdbc.sql(KNOWN)
        .params(orderId, numberOrderId)
        .query((rs, n) -> new Known(rs.getString("parts_of"), instant(rs, "deadline")))
        .single();
  }

  /**
   * Writes down what was read of the parts of a number order, whose numbers are stored already.
   *
   * @param partsOf how its numbers stand
   * @param parts null when they were not read this time
   * @param waiting all that waits
   */
  @Transactional
  public void store(
      ProviderOrder order,
      String numberOrderId,
      String partsOf,
      @Nullable List<SubNumberOrder> parts,
      List<Waiting> waiting) {
    if (!progress.isStillOurs(order)) {
      return;
    }
    if (parts != null) {
      parts.forEach(part -> store(order.id(), numberOrderId, part));
    }
    waiting.forEach(some -> store(order.id(), numberOrderId, some));
    jdbc.sql("update number_order set parts_of = ? where order_id = ? and number_order_id = ?")
        .params(partsOf, order.id(), numberOrderId)
        .update();
  }

  private void store(long orderId, String numberOrderId, SubNumberOrder part) {
    jdbc.sql(UPSERT_PART)
        .param("order", orderId)
        .param("id", part.id())
        .param("numberOrder", numberOrderId)
        .param("country", part.countryIso(), Types.VARCHAR)
        .param("type", part.phoneNumberType(), Types.VARCHAR)
        .param("status", part.status())
        .param("numbers", part.count(), Types.INTEGER)
        .param("met", part.requirementsMet(), Types.BOOLEAN)
        .update();
    jdbc.sql(SET_PART_OF_NUMBERS)
        .param("order", orderId)
        .param("id", part.id())
        .param("numberOrder", numberOrderId)
        .param("country", part.countryIso(), Types.VARCHAR)
        .param("type", part.phoneNumberType(), Types.VARCHAR)
        .update();
  }

  private void store(long orderId, String numberOrderId, Waiting waiting) {
    jdbc.sql(SET_DEADLINE)
        .param("order", orderId)
        .param("numberOrder", numberOrderId)
        .param("country", waiting.countryIso(), Types.VARCHAR)
        .param("type", waiting.phoneNumberType(), Types.VARCHAR)
        .param("requirements", waiting.requirementsStatus(), Types.VARCHAR)
        .param("deadline", Orders.at(waiting.deadline()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }
}
