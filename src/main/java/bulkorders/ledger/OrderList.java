package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;
import static bulkorders.ledger.Runs.requireInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders of all runs, by what people look for. */
@Repository
public class OrderList {

  private static final String LIST =
      """
      select * from (
        select o.id, o.run_id, o.order_no, o.replacement, o.account, o.provider, o.state, o.waiting,
          o.parked_reason is not null as parked, %s as stuck, o.reference, o.customer_reference, o.provider_order_id,
          o.numbers_requested, o.numbers_ordered, o.numbers_in_service, o.numbers_cancelled, o.created_at, o.accepted_at,
          o.final_at, coalesce(o.parked_reason, o.reason) as reason,
          (select min(n.deadline) from phone_number n where n.order_id = o.id and n.state = 'WAITING') as deadline,
          case when o.state in ('COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED') then true
            when o.state in ('ACCEPTED', 'PROCESSING') then not exists (
              select from phone_number n where n.order_id = o.id and n.state in ('PENDING', 'WAITING')
                and n.requirements_met is not true) and exists (select from phone_number n where n.order_id = o.id)
          end as requirements_met
        from provider_order o join run r on r.id = o.run_id and r.job = 'bulkOrderJob') o
      where (:account::text is null or account = :account) and (:provider::text is null or provider = :provider)
        and (:status::text is null or state = :status or :status = 'WAITING' and waiting
          or :status = 'PARKED' and parked or :status = 'STUCK' and stuck
          or :status = 'OPEN' and state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING'))
        and (:after::timestamptz is null or created_at > :after) and (:before::timestamptz is null or created_at < :before)
        and (:reference::text is null or reference = :reference or customer_reference = :reference)
        and (:count::int is null or numbers_requested = :count)
        and (:met::boolean is null or requirements_met = :met)
      order by id
      """
          .formatted(FollowedRuns.IS_STUCK);

  private static final int FETCH_SIZE = 2_000;

  private final JdbcClient jdbc;

  OrderList(DataSource dataSource) {
    var template = new JdbcTemplate(dataSource);
    template.setFetchSize(FETCH_SIZE);
    this.jdbc = JdbcClient.create(template);
  }

  /**
   * Which orders are wanted; null leaves a thing open.
   *
   * @param status a state, or one of the words of {@link #WORDS}, in upper case
   * @param createdAfter younger ones only
   * @param createdBefore older ones only
   * @param reference our reference, or the user's own
   * @param count how many numbers it asks for
   * @param requirementsMet whether nothing is asked for its numbers any more
   */
  public record Filter(
      @Nullable String account,
      @Nullable String provider,
      @Nullable String status,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore,
      @Nullable String reference,
      @Nullable Integer count,
      @Nullable Boolean requirementsMet) {}

  /** What can be asked for beside the states of an order. */
  public static final List<String> WORDS = List.of("OPEN", "WAITING", "PARKED", "STUCK");

  /**
   * An order as it is listed.
   *
   * @param label its number in the run
   * @param stuck whether it waits for nothing and was placed too long ago
   * @param requirementsMet whether nothing is asked for its numbers any more, null when that is not
   *     known yet
   * @param deadline when the first papers are due, null when none are, or that is not known
   */
  public record Listed(
      int run,
      String label,
      String account,
      String provider,
      OrderState state,
      boolean waiting,
      boolean parked,
      boolean stuck,
      String reference,
      @Nullable String customerReference,
      @Nullable String providerOrderId,
      int requested,
      int ordered,
      int inService,
      int cancelled,
      @Nullable Boolean requirementsMet,
      @Nullable Instant deadline,
      Instant createdAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant finalAt,
      @Nullable String reason) {}

  /**
   * Hands over the orders that are wanted, one by one, the oldest first.
   *
   * @param stuckAfter how long an order that waits for nothing may take
   */
  @Transactional(readOnly = true)
  public void list(Filter filter, Duration stuckAfter, Consumer<Listed> orders) {
    try (Stream<Listed> all =
        jdbc
            .sql(LIST)
            .param("account", filter.account(), Types.VARCHAR)
            .param("provider", filter.provider(), Types.VARCHAR)
            .param("status", filter.status(), Types.VARCHAR)
            .param("after", Orders.at(filter.createdAfter()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("before", Orders.at(filter.createdBefore()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("reference", filter.reference(), Types.VARCHAR)
            .param("count", filter.count(), Types.INTEGER)
            .param("met", filter.requirementsMet(), Types.BOOLEAN)
            .param("stuck", stuckAfter.toMillis() / 1000.0)
            .query(OrderList::listed)
            .stream()) {
      all.forEach(orders);
    }
  }

  private static Listed listed(ResultSet rs, int rowNumber) throws SQLException {
    return new Listed(
        rs.getInt("run_id"),
        ProviderOrder.label(rs.getInt("order_no"), rs.getInt("replacement")),
        rs.getString("account"),
        rs.getString("provider"),
        OrderState.valueOf(rs.getString("state")),
        rs.getBoolean("waiting"),
        rs.getBoolean("parked"),
        rs.getBoolean("stuck"),
        rs.getString("reference"),
        rs.getString("customer_reference"),
        rs.getString("provider_order_id"),
        rs.getInt("numbers_requested"),
        rs.getInt("numbers_ordered"),
        rs.getInt("numbers_in_service"),
        rs.getInt("numbers_cancelled"),
        rs.getObject("requirements_met", Boolean.class),
        instant(rs, "deadline"),
        requireInstant(rs, "created_at"),
        instant(rs, "accepted_at"),
        instant(rs, "final_at"),
        rs.getString("reason"));
  }
}
