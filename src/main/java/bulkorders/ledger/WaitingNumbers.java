package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The numbers of all runs that wait for papers. */
@Repository
public class WaitingNumbers {

  private static final String ORDERS =
      """
      select distinct o.id, o.run_id, o.order_no, o.replacement, n.number_order_id
      from provider_order o join phone_number n on n.order_id = o.id
      where o.account = :account and o.state in ('ACCEPTED', 'PROCESSING') and n.state = 'WAITING'
        and (:reviewed or n.requirements_status is distinct from 'requirement-info-under-review')
      order by o.run_id, o.order_no, o.replacement, n.number_order_id
      """;

  private static final String NUMBERS =
      """
      select n.phone_number, n.deadline, g.row_no, g.line, g.request_id, g.locality
      from phone_number n
      join order_group p on p.order_id = n.order_id and p.position = n.position
      join ordering_group g on g.run_id = p.run_id and g.row_no = p.row_no
      where n.order_id = ? and n.number_order_id = ?
      """;

  private static final String UNREAD =
      """
      select count(*) from provider_order o
      where o.account = ? and o.state in ('ACCEPTED', 'PROCESSING') and (
        not exists (select from phone_number p where p.order_id = o.id)
        or exists (select from number_order n where n.order_id = o.id and not n.settled and not exists (
          select from phone_number p where p.order_id = n.order_id and p.number_order_id = n.number_order_id)))
      """;

  private final JdbcClient jdbc;

  WaitingNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A number order some of whose numbers wait.
   *
   * @param order the order that it came of, for people: {@code RUN:LABEL}
   */
  public record WaitingOrder(long orderId, int runId, String order, String numberOrderId) {}

  /**
   * What the ledger knows of a number and the provider does not tell.
   *
   * @param line line of the input that asked for it
   * @param locality the place that was asked for, null for any
   * @param deadline until when its papers are due, null when that is not known
   */
  public record KnownNumber(
      long row,
      long line,
      @Nullable String requestId,
      @Nullable String locality,
      @Nullable Instant deadline) {}

  /**
   * The number orders of an account with numbers that wait, run by run.
   *
   * @param reviewed whether those count whose papers are only being looked at
   */
  public List<WaitingOrder> orders(String account, boolean reviewed) {
    return jdbc.sql(ORDERS)
        .param("account", account)
        .param("reviewed", reviewed)
        .query(
            (rs, n) ->
                new WaitingOrder(
                    rs.getLong("id"),
                    rs.getInt("run_id"),
                    rs.getInt("run_id")
                        + ":"
                        + ProviderOrder.label(rs.getInt("order_no"), rs.getInt("replacement")),
                    rs.getString("number_order_id")))
        .list();
  }

  /** Orders that the provider took, and of which numbers that may wait are not known yet. */
  public long unreadOrders(String account) {
    return jdbc.sql(UNREAD).param(account).query(Long.class).single();
  }

  /** The rows of a run's input whose numbers wait. */
  public Set<Long> rows(int runId) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct p.row_no from provider_order o
                join phone_number n on n.order_id = o.id and n.state = 'WAITING'
                join order_group p on p.order_id = n.order_id and p.position = n.position
                where o.run_id = ? and o.state in ('ACCEPTED', 'PROCESSING')
                """)
            .param(runId)
            .query(Long.class)
            .list());
  }

  /** What is known of the numbers of a number order, by number. */
  public Map<String, KnownNumber> numbers(WaitingOrder order) {
    Map<String, KnownNumber> numbers = new HashMap<>();
    jdbc.sql(NUMBERS)
        .params(order.orderId(), order.numberOrderId())
        .query(
            rs -> {
              numbers.put(
                  rs.getString("phone_number"),
                  new KnownNumber(
                      rs.getLong("row_no"),
                      rs.getLong("line"),
                      rs.getString("request_id"),
                      rs.getString("locality"),
                      instant(rs, "deadline")));
            });
    return numbers;
  }
}
