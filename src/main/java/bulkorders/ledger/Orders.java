package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;
import static bulkorders.ledger.Runs.requireInstant;

import bulkorders.provider.Charge;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.RequestedNumber;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of provider orders up to the moment when the provider has them. Every change is an
 * UPDATE that names the state and the attempt it starts from; a method that answers {@code false}
 * changed nothing, because somebody else changed the order first. The event of a change is written
 * in its transaction.
 */
@Repository
public class Orders {

  /** After so many looks that did not add up, a person has to decide. */
  static final int MAX_FAILED_LOOKS = 3;

  private static final Set<String> STATES =
      Arrays.stream(OrderState.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  /**
   * The wait that a provider asked for is over when its end has come, or when the clock was set
   * back to before it began.
   */
  private static final String CLAIM =
      """
      update provider_order set state = 'SUBMITTING', attempt = attempt + 1, owner = :owner,
        sent_at = clock_timestamp(), attempt_ended_at = null, not_before = null, failed_looks = 0
      where id = (
        select id from provider_order
        where run_id = :run and account = :account and state = 'PLANNED' and parked_reason is null
          and (not_before is null or clock_timestamp() not between sent_at and not_before) and owner is distinct from :owner
          and (order_method is distinct from 'search' or chosen_at is not null)
          and (:any or order_method is distinct from 'numbers' or order_no = any (:prepared))
        order by order_no, replacement
        limit 1 for update skip locked)
      returning *
      """;

  private static final String CLAIM_AGAIN =
      """
      update provider_order set state = 'SUBMITTING', attempt = attempt + 1, owner = :owner,
        sent_at = clock_timestamp(), attempt_ended_at = null, not_before = null, failed_looks = 0
      where id = :id and state = 'PLANNED' and attempt = :attempt and parked_reason is null
      returning *
      """;

  private static final String SWEEP =
      """
      update provider_order set state = 'UNCERTAIN', attempt_ended_at = sent_at + make_interval(secs => :timeout),
        reason = 'the process that was sending it is gone'
      where run_id = :run and state = 'SUBMITTING' and owner is distinct from :owner
      returning id
      """;

  private static final String GROUPS_OF =
      """
      select p.position, p.count_requested, g.country_iso, g.phone_number_type, g.national_destination_code,
        g.administrative_area, g.locality, g.features, g.starts_with, g.ends_with, g.contains, g.quickship,
        g.exclude_held_numbers, g.strategy, g.order_method, g.phone_number, g.requirement_group_id, g.best_effort,
        g.sku_id, g.nanpa_prefix_id, g.available_did_id, g.did_reservation_id, g.billing_cycles_count, g.prorate_days_qty,
        g.capacity_pool_id, g.did_group_id
      from order_group p join ordering_group g on g.run_id = p.run_id and g.row_no = p.row_no
      where p.order_id = ? order by p.position
      """;

  /**
   * The attempt ended later than was known; its new end, always another one, keeps a look that
   * began before from saying anything about the order. Another attempt that is under way now is
   * interrupted and may last as long as a request may. An order that was replaced cannot be
   * adopted, since its groups stand in other orders; one that was accepted under two ids was bought
   * twice, whatever the provider lists now.
   */
  private static final String LATE_OUTCOME =
      """
      update provider_order o set state = 'UNCERTAIN', waiting = false, next_poll_at = null, final_at = null,
        attempt_ended_at = greatest(o.attempt_ended_at + interval '1 microsecond', clock_timestamp(),
          case when before.state = 'SUBMITTING' then o.sent_at + make_interval(secs => :timeout) end),
        reason = :reason, provider_order_id = coalesce(o.provider_order_id, :providerOrderId),
        parked_reason = case
          when o.provider_order_id <> :providerOrderId then :reason || '; it was accepted as ' || o.provider_order_id || ' before'
          when before.state = 'REJECTED' then :reason
          else o.parked_reason end,
        parked_ids = case
          when o.provider_order_id <> :providerOrderId then o.parked_ids || array[o.provider_order_id, :providerOrderId]
          else o.parked_ids end
      from (select id, state from provider_order where id = :id for update) before
      where o.id = before.id
        and (:providerOrderId::text is null or o.provider_order_id is distinct from :providerOrderId)
      returning before.state
      """;

  private static final String INSERT_REPLACEMENT =
      """
      insert into provider_order (run_id, order_no, replacement, parent_id, provider, account, reference, connection_id,
        messaging_profile_id, billing_group_id, customer_reference, allow_back_ordering, callback_url, callback_method,
        restore_reference, groups, numbers_requested, order_method)
      select run_id, order_no, :replacement, id, provider, account, :reference, connection_id, messaging_profile_id,
        billing_group_id, customer_reference, allow_back_ordering, callback_url, callback_method, restore_reference, :groups, :numbers, order_method
      from provider_order where id = :parent
      returning id
      """;

  private static final String COPY_PARTS_TO_REPLACEMENT =
      """
      insert into order_group (order_id, position, run_id, row_no, count_requested)
      select :order, row_number() over (order by position) - 1, run_id, row_no, count_requested
      from order_group where order_id = :parent and position = any (:positions)
      """;

  private static final String SURPLUS_SEEN =
      """
      insert into surplus_order (account, provider_order_id, order_id, numbers)
      values (:account, :providerOrderId, :order, :numbers)
      on conflict (account, provider_order_id) do update set numbers = excluded.numbers
        where surplus_order.cancelled_at is null
      returning xmax = 0
      """;

  private final JdbcClient jdbc;
  private final Events events;
  private final Totals totals;
  private final Charges charges;

  Orders(JdbcClient jdbc, Events events, Totals totals, Charges charges) {
    this.jdbc = jdbc;
    this.events = events;
    this.totals = totals;
    this.charges = charges;
  }

  /** An order, which must exist. */
  public ProviderOrder get(long id) {
    return jdbc.sql("select * from provider_order where id = ?")
        .param(id)
        .query(Orders::order)
        .single();
  }

  /** The first orders of a run in the order of their numbers. */
  public List<ProviderOrder> first(int runId, int limit) {
    return jdbc.sql(
            "select * from provider_order where run_id = ? order by order_no, replacement limit ?")
        .params(runId, limit)
        .query(Orders::order)
        .list();
  }

  /** The orders of a run in the order of their numbers. */
  public List<ProviderOrder> of(int runId) {
    return jdbc.sql("select * from provider_order where run_id = ? order by order_no, replacement")
        .param(runId)
        .query(Orders::order)
        .list();
  }

  /** The orders of a run that are in a state and wait for no person. */
  public List<ProviderOrder> of(int runId, OrderState state) {
    return jdbc.sql(
            "select * from provider_order where run_id = ? and state = ? and parked_reason is null"
                + " order by order_no, replacement")
        .params(runId, state.name())
        .query(Orders::order)
        .list();
  }

  /** The accounts at which a run has orders that are not placed, or not known to be. */
  public List<String> accountsToPlace(int runId) {
    return jdbc.sql(
            """
            select distinct account from provider_order
            where run_id = ? and state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN') order by account
            """)
        .param(runId)
        .query(String.class)
        .list();
  }

  /** The accounts at which something of a run is left to do. */
  public List<String> openAccounts(int runId) {
    return jdbc.sql(
            """
            select distinct account from provider_order
            where run_id = ? and (state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
              or restore_reference and state in ('COMPLETED', 'PARTIAL'))
            """)
        .param(runId)
        .query(String.class)
        .list();
  }

  /**
   * Whether a run has orders that are not placed, or not known to be, and wait for no person.
   *
   * @param without accounts whose orders do not count
   */
  public boolean anyToPlace(int runId, Set<String> without) {
    return jdbc.sql(
            """
            select exists (select from provider_order
              where run_id = ? and state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN') and parked_reason is null
                and account <> all (?))
            """)
        .params(runId, without.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  /** The groups of an order as they are sent. */
  public List<RequestedGroup> groupsOf(long orderId) {
    return jdbc.sql(GROUPS_OF).param(orderId).query(Orders::requestedGroup).list();
  }

  /** An order as it is sent. */
  public OrderRequest requestOf(ProviderOrder order) {
    List<RequestedGroup> groups = groupsOf(order.id());
    return new OrderRequest(
        order.reference(), order.settings(), order.method(), groups, numbersOf(order, groups));
  }

  private List<RequestedNumber> numbersOf(ProviderOrder order, List<RequestedGroup> groups) {
    return switch (order.method()) {
      case BULK, ITEMS, CAPACITY -> List.of();
      case NUMBERS ->
          groups.stream()
              .map(
                  group ->
                      new RequestedNumber(
                          group.position(),
                          Objects.requireNonNull(group.criteria().phoneNumber()),
                          group.criteria().requirementGroupId()))
              .toList();
      case SEARCH ->
          jdbc.sql(
                  "select position, phone_number from chosen_number where order_id = ? order by"
                      + " position, phone_number")
              .param(order.id())
              .query(
                  (rs, n) -> {
                    int position = rs.getInt("position");
                    return new RequestedNumber(
                        position,
                        rs.getString("phone_number"),
                        groups.get(position).criteria().requirementGroupId());
                  })
              .list();
    };
  }

  /**
   * Takes up the next planned order of a run at an account for sending, but none that this owner
   * was refused for now: whoever sent that one takes it up again. When this returns, the intent is
   * committed.
   *
   * @param owner the process that will send it
   */
  @Transactional
  public Optional<ProviderOrder> claim(int runId, String account, String owner) {
    return claim(runId, account, owner, null);
  }

  /**
   * As {@link #claim(int, String, String)}, but of the orders that name numbers only some.
   *
   * @param prepared numbers of the orders that may be taken up of those that name their numbers;
   *     null for all
   */
  @Transactional
  public Optional<ProviderOrder> claim(
      int runId, String account, String owner, @Nullable Set<Integer> prepared) {
    Optional<ProviderOrder> order =
        jdbc.sql(CLAIM)
            .param("run", runId)
            .param("account", account)
            .param("owner", owner)
            .param("any", prepared == null)
            .param("prepared", prepared == null ? new Integer[0] : prepared.toArray(Integer[]::new))
            .query(Orders::order)
            .optional();
    order.ifPresent(this::recordClaim);
    return order;
  }

  /** Takes up an order again that was refused for now. */
  @Transactional
  public Optional<ProviderOrder> claimAgain(ProviderOrder refused, String owner) {
    Optional<ProviderOrder> order =
        jdbc.sql(CLAIM_AGAIN)
            .param("id", refused.id())
            .param("attempt", refused.attempt())
            .param("owner", owner)
            .query(Orders::order)
            .optional();
    order.ifPresent(this::recordClaim);
    return order;
  }

  private void recordClaim(ProviderOrder order) {
    record(order, "SUBMITTING", "attempt " + order.attempt() + " by " + order.owner());
  }

  /**
   * Makes orders uncertain whose sender is gone: those that are being sent by anybody but this
   * owner. Only the holder of the run's alive-lock may call it.
   *
   * @param requestTimeout how long the sender's request may have lasted after it was written down
   * @return how many there were
   */
  @Transactional
  public int sweep(int runId, String owner, Duration requestTimeout) {
    List<Long> swept =
        jdbc.sql(SWEEP)
            .param("run", runId)
            .param("owner", owner)
            .param("timeout", inSeconds(requestTimeout))
            .query(Long.class)
            .list();
    for (long id : swept) {
      record(get(id), "UNCERTAIN", "the process that was sending it is gone");
    }
    return swept.size();
  }

  /** The reference of the order of an account that has this provider id, which must exist. */
  public String referenceOf(String account, String providerOrderId) {
    return jdbc.sql(
            "select reference from provider_order where account = ? and provider_order_id = ?")
        .params(account, providerOrderId)
        .query(String.class)
        .single();
  }

  /** The provider took the order that was being sent, and told of no charge. */
  @Transactional
  public boolean accepted(ProviderOrder sent, String providerOrderId) {
    return accepted(sent, providerOrderId, null);
  }

  /**
   * The provider took the order that was being sent.
   *
   * @param charge what it charges, null when it did not tell
   * @throws DuplicateKeyException when another order of the account has this provider id; nothing
   *     changed then
   */
  @Transactional
  public boolean accepted(ProviderOrder sent, String providerOrderId, @Nullable Charge charge) {
    if (charge != null) {
      charges.store(sent, charge);
    }
    return moved(
        jdbc.sql(
                """
                update provider_order set state = 'ACCEPTED', provider_order_id = :providerOrderId, reason = null,
                  accepted_at = clock_timestamp(), next_poll_at = clock_timestamp(), polls = 0
                where id = :id and state = 'SUBMITTING' and attempt = :attempt
                """)
            .param("providerOrderId", providerOrderId)
            .param("id", sent.id())
            .param("attempt", sent.attempt())
            .update(),
        sent,
        "ACCEPTED",
        "provider order " + providerOrderId);
  }

  /**
   * What orders of an account, of all runs, take of its money that may not be charged yet.
   *
   * @param owner whose orders in hand are told apart
   */
  public Committed committed(String account, String owner) {
    return charges.committed(account, owner);
  }

  /** What an order is expected to cost at once; zero when that is not known. */
  public BigDecimal expectedCost(ProviderOrder order) {
    return charges.expected(order);
  }

  /**
   * Nobody took the order that was being sent, and anybody may send it again.
   *
   * @param wait how long to wait before
   */
  @Transactional
  public boolean backToPlanned(ProviderOrder sent, Duration wait, String reason) {
    return backToPlanned(sent, null, wait, reason);
  }

  /**
   * The provider did not take the order that was being sent, but may take it later. While its
   * sender lives, only the sender {@linkplain #claimAgain takes it up again}, so that its attempts
   * are counted.
   *
   * @param wait how long to wait before
   */
  @Transactional
  public boolean refusedForNow(ProviderOrder sent, Duration wait, String reason) {
    return backToPlanned(sent, sent.owner(), wait, reason);
  }

  private boolean backToPlanned(
      ProviderOrder sent, @Nullable String owner, Duration wait, String reason) {
    return moved(
        jdbc.sql(
                """
                update provider_order set state = 'PLANNED', owner = :owner, reason = :reason,
                  not_before = clock_timestamp() + make_interval(secs => :wait),
                  cleared_attempt = case when cleared_attempt = attempt - 1 then attempt else cleared_attempt end
                where id = :id and state = 'SUBMITTING' and attempt = :attempt
                """)
            .param("owner", owner, Types.VARCHAR)
            .param("wait", inSeconds(wait))
            .param("reason", reason)
            .param("id", sent.id())
            .param("attempt", sent.attempt())
            .update(),
        sent,
        "PLANNED",
        reason);
  }

  /** Nobody knows whether the provider took the order that was being sent. */
  @Transactional
  public boolean uncertain(ProviderOrder sent, String reason) {
    return moved(
        jdbc.sql(
                """
                update provider_order set state = 'UNCERTAIN', attempt_ended_at = clock_timestamp(), reason = :reason
                where id = :id and state = 'SUBMITTING' and attempt = :attempt
                """)
            .param("reason", reason)
            .param("id", sent.id())
            .param("attempt", sent.attempt())
            .update(),
        sent,
        "UNCERTAIN",
        reason);
  }

  /**
   * The provider refused the content of the order that was being sent. The refused groups end as
   * rejected; the others go on in replacements that are planned in the same transaction.
   *
   * @param rejected positions of the groups that were refused
   * @param replacements positions of the groups of each replacement; together with {@code rejected}
   *     they name every group of the order once
   * @param reference the reference of the K-th replacement
   */
  @Transactional
  public boolean rejected(
      ProviderOrder sent,
      String reason,
      List<Integer> rejected,
      List<List<Integer>> replacements,
      IntFunction<String> reference) {
    return parted(sent, reason, Parting.rejecting(rejected, reason, replacements), reference);
  }

  /**
   * An order that nobody has is taken apart: some of its groups end, the others go on in
   * replacements that are planned in the same transaction. It was refused for good, or was not sent
   * and cannot have been bought.
   *
   * @param order as it was when it was sent, or planned
   * @param reference the reference of the K-th replacement
   */
  @Transactional
  public boolean parted(
      ProviderOrder order, String reason, Parting parting, IntFunction<String> reference) {
    List<RequestedGroup> groups = groupsOf(order.id());
    int rejected = numbers(groups, parting.rejected().keySet());
    int missing = numbers(groups, parting.missing().keySet());
    OrderState state =
        missing == order.numbersRequested() ? OrderState.FAILED : OrderState.REJECTED;
    int updated =
        jdbc.sql(
                """
                update provider_order set state = :end, reason = :reason, numbers_rejected = :rejected,
                  numbers_replaced = numbers_requested - :rejected - :missing, final_at = clock_timestamp()
                where id = :id and state = :state and attempt = :attempt
                  and (state = 'SUBMITTING' or state = 'PLANNED' and cleared_attempt = attempt and parked_reason is null)
                """)
            .param("end", state.name())
            .param("reason", reason)
            .param("rejected", rejected)
            .param("missing", missing)
            .param("id", order.id())
            .param("state", order.state().name())
            .param("attempt", order.attempt())
            .update();
    if (!moved(updated, order, state.name(), reason)) {
      return false;
    }
    jdbc.sql("update order_group set status = 'replaced', error_reason = null where order_id = ?")
        .param(order.id())
        .update();
    end(order, "rejected", parting.rejected());
    end(order, "missing", parting.missing());
    totals.addFinal(order, Totals.NUMBERS, "rejected", rejected);
    totals.addFinal(order, Totals.NUMBERS, "shortfall", missing);
    int number = lastReplacement(order);
    for (List<Integer> positions : parting.replacements()) {
      number++;
      replace(order, number, reference.apply(number), positions, numbers(groups, positions));
    }
    return true;
  }

  private void end(ProviderOrder order, String status, Map<Integer, String> reasons) {
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    reasons.forEach(
        (position, reason) ->
            positions.computeIfAbsent(reason, none -> new ArrayList<>()).add(position));
    positions.forEach(
        (reason, ended) ->
            jdbc.sql(
                    "update order_group set status = ?, error_reason = ? where order_id = ? and"
                        + " position = any (?)")
                .params(status, reason, order.id(), ended.toArray(Integer[]::new))
                .update());
  }

  /**
   * What becomes of the groups of an order that is taken apart; together they are all of them.
   *
   * @param rejected positions of the groups that were refused, and why
   * @param missing positions of the groups whose numbers are not to be had, and why
   * @param replacements positions of the groups of each order that takes over
   */
  public record Parting(
      Map<Integer, String> rejected,
      Map<Integer, String> missing,
      List<List<Integer>> replacements) {

    /** Nothing ends, and nothing takes over: the order stays as it is. */
    public static final Parting NONE = new Parting(Map.of(), Map.of(), List.of());

    /** Whether the order stays as it is. */
    public boolean isNone() {
      return rejected.isEmpty() && missing.isEmpty() && replacements.isEmpty();
    }

    /** All that ends was refused for the same reason. */
    public static Parting rejecting(
        List<Integer> rejected, String reason, List<List<Integer>> replacements) {
      return new Parting(
          rejected.stream().collect(Collectors.toMap(Function.identity(), position -> reason)),
          Map.of(),
          replacements);
    }
  }

  private void replace(
      ProviderOrder parent, int number, String reference, List<Integer> positions, int numbers) {
    long id =
        jdbc.sql(INSERT_REPLACEMENT)
            .param("replacement", number)
            .param("reference", reference)
            .param("groups", positions.size())
            .param("numbers", numbers)
            .param("parent", parent.id())
            .query(Long.class)
            .single();
    jdbc.sql(COPY_PARTS_TO_REPLACEMENT)
        .param("order", id)
        .param("parent", parent.id())
        .param("positions", positions.toArray(Integer[]::new))
        .update();
    if (parent.method() == OrderMethod.SEARCH) {
      passOnChoice(parent, id, positions);
    }
    record(get(id), "PLANNED", "replaces " + parent.reference());
  }

  /** The numbers were chosen for the groups, which go on with them. */
  private void passOnChoice(ProviderOrder parent, long replacement, List<Integer> positions) {
    jdbc.sql(
            """
            update chosen_number c set order_id = :order, position = m.position
            from (
              select position as before, row_number() over (order by position) - 1 as position
              from order_group where order_id = :parent and position = any (:positions)) m
            where c.order_id = :parent and c.position = m.before
            """)
        .param("order", replacement)
        .param("parent", parent.id())
        .param("positions", positions.toArray(Integer[]::new))
        .update();
    jdbc.sql("update provider_order set chosen_at = clock_timestamp() where id = ?")
        .param(replacement)
        .update();
  }

  private static int numbers(List<RequestedGroup> groups, Collection<Integer> positions) {
    return positions.stream().mapToInt(position -> groups.get(position).count()).sum();
  }

  /**
   * The highest replacement number of an order; the planned order is locked, so that the next one
   * is free.
   */
  private int lastReplacement(ProviderOrder order) {
    jdbc.sql(
            "select id from provider_order where run_id = ? and order_no = ? and replacement = 0"
                + " for update")
        .params(order.runId(), order.orderNo())
        .query(Long.class)
        .single();
    return jdbc.sql("select max(replacement) from provider_order where run_id = ? and order_no = ?")
        .params(order.runId(), order.orderNo())
        .query(Integer.class)
        .single();
  }

  /** How many orders of a run were refused for their content, and not for numbers that are gone. */
  public int countRejected(int runId) {
    return jdbc.sql(
            """
            select count(*) from provider_order
            where run_id = ? and state = 'REJECTED' and numbers_requested = numbers_rejected + numbers_replaced
            """)
        .param(runId)
        .query(Integer.class)
        .single();
  }

  /**
   * Keeps an outcome that came too late to be written to its order, and makes the order uncertain
   * unless it is already known under the same provider id. An order that was replaced meanwhile, or
   * is known under another id, is left to a person.
   *
   * @param providerOrderId the provider's id when the outcome has one
   * @param requestTimeout how long the request of another attempt may last that is under way
   * @throws DuplicateKeyException when another order of the account has this provider id; nothing
   *     changed then
   */
  @Transactional
  public void lateOutcome(
      ProviderOrder sent,
      String outcome,
      @Nullable String providerOrderId,
      Duration requestTimeout) {
    String reason = "an outcome came late: " + outcome;
    record(sent, "LATE_OUTCOME", "attempt " + sent.attempt() + ": " + outcome);
    Optional<OrderState> before =
        jdbc.sql(LATE_OUTCOME)
            .param("id", sent.id())
            .param("providerOrderId", providerOrderId, Types.VARCHAR)
            .param("reason", reason)
            .param("timeout", inSeconds(requestTimeout))
            .query((rs, n) -> OrderState.valueOf(rs.getString("state")))
            .optional();
    if (before.isPresent() && before.get() != OrderState.UNCERTAIN) {
      record(sent, OrderState.UNCERTAIN.name(), reason);
    }
  }

  /** How the orders of a run at an account are ordered. */
  public Set<OrderMethod> methods(int runId, String account) {
    return jdbc.sql(
            "select distinct order_method from provider_order where run_id = ? and account = ?")
        .params(runId, account)
        .query((rs, n) -> OrderMethod.labelled(rs.getString("order_method")))
        .set();
  }

  /**
   * The next order of a run at an account whose numbers the input names, and that could be sent.
   *
   * @param without numbers of orders that do not count
   */
  public Optional<ProviderOrder> nextNamed(int runId, String account, Set<Integer> without) {
    return jdbc.sql(
            """
            select * from provider_order
            where run_id = ? and account = ? and state = 'PLANNED' and parked_reason is null and order_method = 'numbers'
              and (not_before is null or clock_timestamp() not between sent_at and not_before) and order_no <> all (?)
            order by order_no, replacement limit 1
            """)
        .params(runId, account, without.toArray(Integer[]::new))
        .query(Orders::order)
        .optional();
  }

  /**
   * The next order of a run at an account whose numbers are to be chosen.
   *
   * @param without numbers of orders that do not count
   */
  public Optional<ProviderOrder> nextToChoose(int runId, String account, Set<Integer> without) {
    return jdbc.sql(
            """
            select * from provider_order
            where run_id = ? and account = ? and state = 'PLANNED' and parked_reason is null and order_method = 'search'
              and chosen_at is null and attempt = cleared_attempt and order_no <> all (?)
            order by order_no, replacement limit 1
            """)
        .params(runId, account, without.toArray(Integer[]::new))
        .query(Orders::order)
        .optional();
  }

  /** Whether an order of a run was ever sent, or taken over from the provider. */
  public boolean anyBegun(int runId) {
    return jdbc.sql(
            """
            select exists (select from provider_order
              where run_id = ? and (attempt > 0 or state <> 'PLANNED' or provider_order_id is not null))
            """)
        .param(runId)
        .query(Boolean.class)
        .single();
  }

  /**
   * The provider has another order with the reference of one of ours, which nobody asked for. It
   * stays surplus until it is cancelled; seeing it again changes nothing but its numbers.
   *
   * @param providerOrderId the provider's id of the other order
   * @param numbers how many numbers it has got, or may still get
   * @return whether it was not known yet
   */
  @Transactional
  public boolean surplusSeen(ProviderOrder ours, String providerOrderId, int numbers) {
    boolean isNew =
        jdbc.sql(SURPLUS_SEEN)
            .param("account", ours.account())
            .param("providerOrderId", providerOrderId)
            .param("order", ours.id())
            .param("numbers", numbers)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    if (isNew) {
      record(
          ours,
          "SURPLUS_SEEN",
          "account %s has its reference also as %s, with up to %d numbers"
              .formatted(ours.account(), providerOrderId, numbers));
    }
    return isNew;
  }

  /**
   * An uncertain order, or one that was not sent, was found at the provider. Answers {@code false}
   * also when another outcome came late since the look for it began.
   *
   * @param unplaced the order as it was before the look
   * @throws DuplicateKeyException when another order of the account has this provider id; nothing
   *     changed then
   */
  @Transactional
  public boolean adopted(ProviderOrder unplaced, String providerOrderId) {
    return adopted(unplaced, providerOrderId, List.of());
  }

  /**
   * As {@link #adopted(ProviderOrder, String)}.
   *
   * @param learned the numbers that the provider says an order of a search named, in place of those
   *     that the ledger knows; empty when it knows them
   */
  @Transactional
  public boolean adopted(
      ProviderOrder unplaced, String providerOrderId, List<RequestedNumber> learned) {
    return adopted(unplaced, providerOrderId, learned, "found at the provider: " + providerOrderId);
  }

  /** As {@link #adopted(ProviderOrder, String, List)}, with other words for the event. */
  boolean adopted(
      ProviderOrder unplaced,
      String providerOrderId,
      List<RequestedNumber> learned,
      String detail) {
    if (!moved(
        adopt(unplaced, providerOrderId),
        unplaced,
        "ACCEPTED",
        learned.isEmpty()
            ? detail
            : "%s; its %d numbers were learned from it".formatted(detail, learned.size()))) {
      return false;
    }
    if (!learned.isEmpty()) {
      learn(unplaced, learned);
    }
    return true;
  }

  private int adopt(ProviderOrder unplaced, String providerOrderId) {
    return jdbc.sql(
            """
            update provider_order set state = 'ACCEPTED', provider_order_id = :providerOrderId, parked_reason = null,
              parked_ids = '{}', reason = null, accepted_at = coalesce(accepted_at, clock_timestamp()),
              next_poll_at = clock_timestamp(), polls = 0, groups_settled = false
            where id = :id and state = :state and state in ('PLANNED', 'UNCERTAIN') and attempt = :attempt
              and attempt_ended_at is not distinct from :attemptEndedAt
            """)
        .param("providerOrderId", providerOrderId)
        .param("id", unplaced.id())
        .param("state", unplaced.state().name())
        .param("attempt", unplaced.attempt())
        .param("attemptEndedAt", at(unplaced.attemptEndedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  /** The order is placed, so that its numbers keep no other order from choosing any. */
  private void learn(ProviderOrder order, List<RequestedNumber> learned) {
    String[] numbers = learned.stream().map(RequestedNumber::phoneNumber).toArray(String[]::new);
    jdbc.sql("delete from chosen_number where order_id = ? and phone_number <> all (?)")
        .params(order.id(), numbers)
        .update();
    jdbc.sql(
            """
            insert into chosen_number (order_id, position, phone_number, account, open)
            select :order, n.position, n.number, :account, false
            from unnest(:positions::int[], :numbers::text[]) as n (position, number)
            on conflict (order_id, phone_number) do update set position = excluded.position, open = false
            """)
        .param("order", order.id())
        .param("account", order.account())
        .param("positions", learned.stream().map(RequestedNumber::group).toArray(Integer[]::new))
        .param("numbers", numbers)
        .update();
    jdbc.sql(
            "update provider_order set chosen_at = coalesce(chosen_at, clock_timestamp()) where id"
                + " = ?")
        .param(order.id())
        .update();
  }

  /**
   * An uncertain order is not at the provider and may be sent again. Answers {@code false} also
   * when the provider is known to have accepted it once, or when its attempt turned out to have
   * ended later than was known when the look for it began.
   *
   * @param uncertain the order as it was before the look
   */
  @Transactional
  public boolean absent(ProviderOrder uncertain) {
    return absent(uncertain, false);
  }

  /**
   * As {@link #absent(ProviderOrder)}.
   *
   * @param nothingBought whether it is known for certain that none of its attempts bought anything:
   *     the account has none of its numbers
   */
  @Transactional
  public boolean absent(ProviderOrder uncertain, boolean nothingBought) {
    String reason =
        "not found at the provider after the settle time"
            + (nothingBought ? ", nor is any of its numbers" : "");
    return moved(
        jdbc.sql(
                """
                update provider_order set state = 'PLANNED', owner = null, not_before = null, reason = :reason,
                  cleared_attempt = case when :nothingBought then attempt else cleared_attempt end
                where id = :id and state = 'UNCERTAIN' and attempt = :attempt
                  and attempt_ended_at = :attemptEndedAt and provider_order_id is null
                """)
            .param("nothingBought", nothingBought)
            .param("reason", reason)
            .param("id", uncertain.id())
            .param("attempt", uncertain.attempt())
            .param("attemptEndedAt", at(uncertain.attemptEndedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .update(),
        uncertain,
        "PLANNED",
        reason);
  }

  /** A look for an uncertain order was answered but did not add up; the third one parks it. */
  @Transactional
  public void lookFailed(ProviderOrder uncertain, String reason) {
    Optional<Integer> looks =
        jdbc.sql(
                """
                update provider_order set failed_looks = failed_looks + 1
                where id = ? and state = 'UNCERTAIN' and attempt = ? returning failed_looks
                """)
            .params(uncertain.id(), uncertain.attempt())
            .query(Integer.class)
            .optional();
    if (looks.isPresent()) {
      record(uncertain, "LOOK_FAILED", reason);
      if (looks.get() >= MAX_FAILED_LOOKS) {
        park(uncertain, MAX_FAILED_LOOKS + " looks did not add up: " + reason);
      }
    }
  }

  /** Leaves an uncertain order, or one that was not sent, to a person. */
  @Transactional
  public boolean park(ProviderOrder unplaced, String reason) {
    return park(unplaced, reason, List.of());
  }

  /**
   * Leaves an uncertain order, or one that was not sent, to a person.
   *
   * @param providerOrderIds the provider's ids under which it was seen
   */
  @Transactional
  public boolean park(ProviderOrder unplaced, String reason, Collection<String> providerOrderIds) {
    return moved(
        jdbc.sql(
                """
                update provider_order set parked_reason = ?, parked_ids = ?
                where id = ? and state = ? and state in ('PLANNED', 'UNCERTAIN') and attempt = ?
                """)
            .params(
                reason,
                providerOrderIds.toArray(String[]::new),
                unplaced.id(),
                unplaced.state().name(),
                unplaced.attempt())
            .update(),
        unplaced,
        "PARKED",
        reason);
  }

  /**
   * How long until the next planned order of a run at an account may be sent; empty when none is
   * planned. Zero or negative: at once.
   */
  public Optional<Duration> untilNextPlanned(int runId, String account) {
    return jdbc.sql(
            """
            select min(case when clock_timestamp() between sent_at and not_before
              then extract(epoch from not_before - clock_timestamp()) else 0 end)
            from provider_order where run_id = ? and account = ? and state = 'PLANNED' and parked_reason is null
            """)
        .params(runId, account)
        .query(Orders::seconds)
        .single();
  }

  /** The time by the database's clock, which the times of attempts are written by. */
  public Instant now() {
    return jdbc.sql("select clock_timestamp() as now")
        .query((rs, n) -> requireInstant(rs, "now"))
        .single();
  }

  private static double inSeconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  static Optional<Duration> seconds(ResultSet rs, int rowNumber) throws SQLException {
    double seconds = rs.getDouble(1);
    return rs.wasNull()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  boolean moved(int updated, ProviderOrder order, String type, @Nullable String detail) {
    if (updated == 0) {
      return false;
    }
    record(order, type, detail);
    return true;
  }

  void record(ProviderOrder order, String type, @Nullable String detail) {
    events.append(order.runId(), order.id(), type, detail);
    if (STATES.contains(type)) {
      totals.add(order.account(), Totals.ORDERS, type, 1);
    }
  }

  static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static RequestedGroup requestedGroup(ResultSet rs, int rowNumber) throws SQLException {
    return new RequestedGroup(
        rs.getInt("position"), GroupColumns.criteria(rs), rs.getInt("count_requested"));
  }

  static ProviderOrder order(ResultSet rs, int rowNumber) throws SQLException {
    return new ProviderOrder(
        rs.getLong("id"),
        rs.getInt("run_id"),
        rs.getInt("order_no"),
        rs.getInt("replacement"),
        rs.getString("account"),
        rs.getString("reference"),
        GroupColumns.settings(rs),
        OrderMethod.labelled(rs.getString("order_method")),
        rs.getInt("groups"),
        rs.getInt("numbers_requested"),
        OrderState.valueOf(rs.getString("state")),
        rs.getBoolean("waiting"),
        rs.getInt("attempt"),
        rs.getInt("cleared_attempt"),
        rs.getString("owner"),
        instant(rs, "sent_at"),
        instant(rs, "attempt_ended_at"),
        rs.getString("parked_reason"),
        rs.getString("provider_order_id"),
        rs.getInt("polls"),
        rs.getString("reason"),
        rs.getInt("numbers_ordered"),
        rs.getInt("numbers_in_service"),
        rs.getInt("numbers_cancelled"),
        rs.getInt("numbers_rejected"),
        requireInstant(rs, "created_at"),
        instant(rs, "accepted_at"),
        instant(rs, "final_at"));
  }
}
