package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;

import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.Reservations.Hold;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The numbers that orders of a search are to name. They are written down before they are reserved,
 * and no two orders of an account can have chosen the same one. As long as an order may have been
 * sent, its choice stays as it is.
 */
@Repository
public class ChosenNumbers {

  /**
   * Two that choose the same numbers in another sequence would each wait for a number of the other,
   * so those of an account choose one after the other. The first key is "choo" in ASCII.
   */
  private static final String TAKE_TURN =
      "select pg_advisory_xact_lock(%d, hashtext(:account))".formatted(0x6368_6f6f);

  /** An order that is placed, or has ended, needs its numbers no longer. */
  private static final String CLOSE_STALE =
      """
      update chosen_number c set open = false from provider_order o
      where o.id = c.order_id and c.open and c.account = :account and c.phone_number = any (:numbers)
        and o.state not in ('PLANNED', 'SUBMITTING', 'UNCERTAIN')
      """;

  private static final String CHOOSE =
      """
      insert into chosen_number (order_id, position, phone_number, account, setup_cost, monthly_cost, currency)
      select o.id, :position, n.number, o.account, n.setup, n.monthly, n.currency
      from provider_order o,
        unnest(:numbers::text[], :setups::numeric[], :monthlies::numeric[], :currencies::text[])
          as n (number, setup, monthly, currency)
      where o.id = :order and o.state = 'PLANNED' and o.attempt = :attempt and o.chosen_at is null
      on conflict do nothing
      returning phone_number
      """;

  /** The choice is not complete: numbers of it may be exchanged. */
  private static final String OF_INCOMPLETE =
      """
      and exists (select from provider_order o
        where o.id = chosen_number.order_id and o.state = 'PLANNED' and o.attempt = ? and o.chosen_at is null)
      """;

  private final JdbcClient jdbc;
  private final Orders orders;

  ChosenNumbers(JdbcClient jdbc, Orders orders) {
    this.jdbc = jdbc;
    this.orders = orders;
  }

  /**
   * Chooses numbers for a group of an order whose numbers are being chosen.
   *
   * @return those that were free to be chosen
   */
  @Transactional
  public Set<String> choose(ProviderOrder order, int position, Collection<Offer> offers) {
    @Nullable String[] numbers = new String[offers.size()];
    @Nullable Object[] setups = new Object[offers.size()];
    @Nullable Object[] monthlies = new Object[offers.size()];
    @Nullable String[] currencies = new String[offers.size()];
    int i = 0;
    for (Offer offer : offers) {
      numbers[i] = offer.phoneNumber();
      setups[i] = offer.setupCost() == null ? null : offer.setupCost().toPlainString();
      monthlies[i] = offer.monthlyCost() == null ? null : offer.monthlyCost().toPlainString();
      currencies[i++] = offer.currency();
    }
    jdbc.sql(TAKE_TURN).param("account", order.account()).query((rs, n) -> true).single();
    jdbc.sql(CLOSE_STALE).param("account", order.account()).param("numbers", numbers).update();
    return jdbc.sql(CHOOSE)
        .param("order", order.id())
        .param("attempt", order.attempt())
        .param("position", position)
        .param("numbers", numbers)
        .param("setups", texts(setups))
        .param("monthlies", texts(monthlies))
        .param("currencies", currencies)
        .query(String.class)
        .set();
  }

  private static @Nullable String[] texts(@Nullable Object[] values) {
    @Nullable String[] texts = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      texts[i] = value == null ? null : value.toString();
    }
    return texts;
  }

  /** Numbers of an order whose numbers are being chosen are held for us. */
  @Transactional
  public void held(ProviderOrder order, Map<String, Hold> holds) {
    holds.forEach(
        (number, hold) ->
            jdbc.sql(
                    """
                    update chosen_number set reservation = :reservation, expires_at = :until
                    where order_id = :order and phone_number = :number
                    """)
                .param("reservation", hold.reservation())
                .param("until", Orders.at(hold.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("order", order.id())
                .param("number", number)
                .update());
  }

  /** Leaves numbers to others that cannot be had; only while the numbers are being chosen. */
  @Transactional
  public void leave(ProviderOrder order, Collection<String> numbers) {
    jdbc.sql(
            "delete from chosen_number where order_id = ? and phone_number = any (?)"
                + OF_INCOMPLETE)
        .params(order.id(), numbers.toArray(String[]::new), order.attempt())
        .update();
  }

  /** The numbers that were chosen for each group of an order, by position. */
  public Map<Integer, List<Choice>> of(long orderId) {
    Map<Integer, List<Choice>> chosen = new HashMap<>();
    jdbc.sql(
            "select position, phone_number, reservation, expires_at from chosen_number where"
                + " order_id = ? order by position, phone_number")
        .param(orderId)
        .query(
            (rs, n) ->
                chosen
                    .computeIfAbsent(rs.getInt("position"), none -> new ArrayList<>())
                    .add(
                        new Choice(
                            rs.getString("phone_number"),
                            rs.getString("reservation"),
                            instant(rs, "expires_at"))))
        .list();
    return chosen;
  }

  /** The choice for an order is complete, and it may be sent. */
  @Transactional
  public boolean complete(ProviderOrder order) {
    int numbers =
        jdbc.sql("select count(*) from chosen_number where order_id = ?")
            .param(order.id())
            .query(Integer.class)
            .single();
    return orders.moved(
        jdbc.sql(
                """
                update provider_order set chosen_at = clock_timestamp()
                where id = ? and state = 'PLANNED' and attempt = ? and chosen_at is null
                """)
            .params(order.id(), order.attempt())
            .update(),
        order,
        "CHOSEN",
        "%d of %d numbers".formatted(numbers, order.numbersRequested()));
  }

  /**
   * An order that was refused because numbers of it are gone goes back, so that others are chosen
   * in their place. Nothing of it was bought.
   *
   * @param gone the numbers; all when nobody says which
   */
  @Transactional
  public boolean chooseAnew(ProviderOrder sent, Set<String> gone, String reason) {
    if (!orders.backToPlanned(sent, Duration.ZERO, reason)) {
      return false;
    }
    jdbc.sql("update provider_order set chosen_at = null where id = ?").param(sent.id()).update();
    jdbc.sql("delete from chosen_number where order_id = ? and (phone_number = any (?) or ?)")
        .params(sent.id(), gone.toArray(String[]::new), gone.isEmpty())
        .update();
    return true;
  }

  /**
   * A planned order of a run at an account whose numbers are held for less than a while from now.
   *
   * @param seconds the while
   */
  public Optional<ProviderOrder> endingSoon(int runId, String account, int seconds) {
    return jdbc.sql(
            """
            select * from provider_order o
            where run_id = ? and account = ? and state = 'PLANNED' and parked_reason is null and chosen_at is not null
              and exists (select from chosen_number c where c.order_id = o.id
                and c.expires_at between clock_timestamp() and clock_timestamp() + make_interval(secs => ?))
            order by order_no, replacement limit 1
            """)
        .params(runId, account, seconds)
        .query(Orders::order)
        .optional();
  }

  /**
   * A reservation was asked to last longer.
   *
   * @param until when it ends now; null when that is not known, and it is not asked again
   */
  @Transactional
  public void extended(ProviderOrder order, String reservation, @Nullable Instant until) {
    jdbc.sql(
            """
            update chosen_number set expires_at = :until where order_id = :order and reservation = :reservation
            """)
        .param("until", Orders.at(until), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("order", order.id())
        .param("reservation", reservation)
        .update();
  }

  /**
   * A number that is to be ordered.
   *
   * @param reservation the provider's id of what holds it, null where nothing does
   * @param heldUntil when that ends, null when that is not known
   */
  public record Choice(
      String phoneNumber, @Nullable String reservation, @Nullable Instant heldUntil) {}
}
