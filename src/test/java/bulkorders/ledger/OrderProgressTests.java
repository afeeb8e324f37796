package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.OrderProgress.FoundNumber;
import bulkorders.ledger.OrderProgress.OpenNumberOrder;
import bulkorders.ledger.OrderProgress.ReadNumberOrder;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderProgressTests {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Orders orders = ledger.orders();
  private final OrderProgress progress = ledger.progress();

  private ProviderOrder accepted(Integer... counts) {
    Run run = ledger.planned(List.of(counts));
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.accepted(sent, "order-" + sent.id());
    return orders.get(sent.id());
  }

  private static String numberOrder(ProviderOrder order, int position) {
    return "number-order-%d-%d".formatted(order.id(), position);
  }

  private static GroupProgress settled(
      ProviderOrder order, int position, @Nullable Integer allocated) {
    return new GroupProgress(
        position,
        "success",
        true,
        allocated,
        null,
        List.of(new NumberOrderRef(numberOrder(order, position), List.of("sub-" + position))));
  }

  private static OrderedNumber number(State state) {
    return number("+1312%07d".formatted(NUMBERS.incrementAndGet()), state);
  }

  private static OrderedNumber number(String e164, State state) {
    return new OrderedNumber(
        "n-" + e164, e164, "local", "US", "status " + state, state, true, "approved");
  }

  private List<OrderedNumber> store(ProviderOrder order, int position, State... states) {
    List<OrderedNumber> numbers = new ArrayList<>();
    for (State state : states) {
      numbers.add(number(state));
    }
    store(order, position, numbers);
    return numbers;
  }

  private void store(ProviderOrder order, int position, List<OrderedNumber> numbers) {
    progress.store(
        order,
        numbers.stream().map(number -> new FoundNumber(open(order, position), number)).toList(),
        List.of());
  }

  private void read(ProviderOrder order, String status, boolean settled) {
    progress.store(
        order, List.of(), List.of(new ReadNumberOrder(numberOrder(order, 0), status, settled)));
  }

  private static OpenNumberOrder open(ProviderOrder order, int position) {
    return new OpenNumberOrder(
        position, new NumberOrderRef(numberOrder(order, position), List.of("sub-" + position)));
  }

  private ProviderOrder now(ProviderOrder order) {
    return orders.get(order.id());
  }

  @ParameterizedTest
  @CsvSource({
    "IN_SERVICE IN_SERVICE IN_SERVICE, COMPLETED, 3, 0",
    "IN_SERVICE FAILED IN_SERVICE, PARTIAL, 2, 0",
    "IN_SERVICE CANCELLED CANCELLED, PARTIAL, 1, 2",
    "FAILED FAILED FAILED, FAILED, 0, 0",
    "FAILED, FAILED, 0, 0",
    "CANCELLED CANCELLED CANCELLED, CANCELLED, 0, 3",
  })
  void the_final_state_says_how_many_of_the_numbers_were_obtained(
      String states, OrderState state, int ordered, int cancelled) {
    ProviderOrder order = accepted(3);
    progress.progressed(order, List.of(settled(order, 0, null)));
    State[] each = Arrays.stream(states.split(" ")).map(State::valueOf).toArray(State[]::new);
    store(order, 0, each);

    assertThat(progress.count(order, true)).contains(state);

    ProviderOrder after = now(order);
    assertThat(after.state()).isEqualTo(state);
    assertThat(after.numbersOrdered()).isEqualTo(ordered);
    assertThat(after.numbersInService()).isEqualTo(ordered);
    assertThat(after.numbersCancelled()).isEqualTo(cancelled);
    assertThat(after.finalAt()).isNotNull();
    RunFigures figures = ledger.runs().figures(order.runId());
    assertThat(figures.isFinal()).isTrue();
    assertThat(figures.numbers().shortfall()).isEqualTo(3 - ordered - cancelled);
    assertThat(figures.numbers().pending()).isZero();
    assertThat(ledger.eventsOf(order))
        .containsExactly("SUBMITTING", "ACCEPTED", "PROCESSING", state.name());
    assertThat(progress.due(order.runId(), Set.of(), LONGEST_WAIT)).isEmpty();
    assertThat(progress.untilNextPoll(order.runId(), Set.of(), LONGEST_WAIT)).isEmpty();
  }

  @Test
  void an_order_without_a_single_number_failed() {
    ProviderOrder order = accepted(3);
    progress.progressed(
        order, List.of(new GroupProgress(0, "failed", true, 0, "no stock", List.of())));

    assertThat(progress.count(order, true)).contains(OrderState.FAILED);
    assertThat(ledger.runs().figures(order.runId()).status()).isEqualTo(RunStatus.SHORTFALL);
  }

  @ParameterizedTest
  @CsvSource({"PENDING, false", "WAITING, true"})
  void an_order_with_an_open_number_is_not_final_and_waits_when_all_open_ones_wait(
      State open, boolean waiting) {
    ProviderOrder order = accepted(2);
    progress.progressed(order, List.of(settled(order, 0, 2)));
    store(order, 0, State.IN_SERVICE, open);

    assertThat(progress.count(order, true)).contains(OrderState.PROCESSING);

    assertThat(now(order).waiting()).isEqualTo(waiting);
    assertThat(now(order).numbersOrdered()).isEqualTo(2);
    assertThat(now(order).numbersInService()).isEqualTo(1);
    assertThat(progress.allWaiting(order.runId(), Set.of())).isEqualTo(waiting);
    assertThat(ledger.runs().figures(order.runId()).status())
        .isEqualTo(waiting ? RunStatus.WAITING : RunStatus.PLACED);
  }

  @Test
  void an_order_waits_no_longer_when_its_numbers_move_on() {
    ProviderOrder order = accepted(1);
    progress.progressed(order, List.of(settled(order, 0, 1)));
    List<OrderedNumber> numbers = store(order, 0, State.WAITING);
    progress.count(order, true);

    store(order, 0, List.of(number(numbers.get(0).phoneNumber(), State.IN_SERVICE)));

    assertThat(progress.count(order, true)).contains(OrderState.COMPLETED);
    assertThat(now(order).waiting()).isFalse();
  }

  @Test
  void nothing_waits_in_a_run_without_placed_orders() {
    assertThat(progress.allWaiting(ledger.planned(1, 5).id(), Set.of())).isFalse();
  }

  @Test
  void unsettled_groups_keep_an_order_from_being_final() {
    ProviderOrder order = accepted(1);
    progress.progressed(order, List.of(settled(order, 0, 1)));
    store(order, 0, State.IN_SERVICE);

    assertThat(progress.count(order, false)).contains(OrderState.PROCESSING);
    assertThat(now(order).finalAt()).isNull();
  }

  @Test
  void numbers_beyond_what_was_asked_for_are_surplus() {
    ProviderOrder order = accepted(2, 3);
    progress.progressed(order, List.of(settled(order, 0, 2), settled(order, 1, 3)));
    store(order, 0, State.IN_SERVICE, State.IN_SERVICE, State.IN_SERVICE, State.IN_SERVICE);
    store(order, 1, State.IN_SERVICE, State.FAILED, State.FAILED);

    assertThat(progress.count(order, true)).contains(OrderState.PARTIAL);

    RunFigures.Numbers numbers = ledger.runs().figures(order.runId()).numbers();
    assertThat(numbers.ordered()).as("one group does not make up for another").isEqualTo(3);
    assertThat(numbers.surplus()).isEqualTo(2);
    assertThat(numbers.shortfall()).isEqualTo(2);
  }

  @Test
  void a_number_that_comes_again_is_one_number_even_in_one_batch() {
    ProviderOrder order = accepted(2);
    progress.progressed(order, List.of(settled(order, 0, 2)));
    List<OrderedNumber> numbers = store(order, 0, State.PENDING, State.PENDING);
    List<OrderedNumber> again = new ArrayList<>(numbers);
    for (OrderedNumber number : numbers) {
      again.add(number(number.phoneNumber(), State.IN_SERVICE));
    }

    store(order, 0, again);

    assertThat(progress.count(order, true))
        .as("the last word counts")
        .contains(OrderState.COMPLETED);
    assertThat(now(order).numbersOrdered()).isEqualTo(2);
  }

  @Test
  void allocated_numbers_that_no_number_order_has_are_missed() {
    ProviderOrder order = accepted(2, 3);
    progress.progressed(order, List.of(settled(order, 0, 2), settled(order, 1, 3)));
    store(order, 0, State.IN_SERVICE, State.IN_SERVICE);
    store(order, 1, State.IN_SERVICE, State.IN_SERVICE);

    assertThat(progress.numbersMissing(order.id()))
        .hasValueSatisfying(
            missing ->
                assertThat(missing)
                    .isEqualTo("group 1: 3 numbers are allocated, its number orders have 2"));
    store(order, 1, State.FAILED);
    assertThat(progress.numbersMissing(order.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {OrderProgress.NUMBERS_MISSING, OrderProgress.COUNT_GROUPS})
  void the_numbers_of_many_groups_are_counted_without_comparing_each_with_each(String sql) {
    int groups = 2_000;
    ProviderOrder order = accepted(Collections.nCopies(groups, 1).toArray(Integer[]::new));
    for (int position = 0; position < groups; position++) {
      store(order, position, State.IN_SERVICE);
    }

    Map<String, Object> id = Map.of("id", order.id());
    assertThat(rowsTouched(sql, id)).as("as the tables are").isLessThan(20L * groups);
    ledger.jdbc().sql("analyze order_group, phone_number").update();
    assertThat(rowsTouched(sql, id)).as("with statistics").isLessThan(20L * groups);
  }

  @Test
  void the_numbers_of_many_groups_are_reported_without_comparing_each_with_each() {
    int groups = 2_000;
    ProviderOrder order = accepted(Collections.nCopies(groups, 1).toArray(Integer[]::new));
    for (int position = 0; position < groups; position++) {
      store(order, position, State.IN_SERVICE);
    }

    String sql = Results.NUMBERS.replace("?", ":run");
    Map<String, Object> run = Map.of("run", order.runId());
    assertThat(rowsTouched(sql, run)).as("as the tables are").isLessThan(20L * groups);
    ledger.jdbc().sql("analyze order_group, phone_number, provider_order").update();
    assertThat(rowsTouched(sql, run)).as("with statistics").isLessThan(20L * groups);
  }

  /** How many rows PostgreSQL took in hand in all steps of a query, the discarded ones included. */
  private static long rowsTouched(String sql, Map<String, Object> parameters) {
    String plan =
        ledger
            .transaction()
            .execute(
                status -> {
                  status.setRollbackOnly();
                  ledger.jdbc().sql(OrderProgress.WITHOUT_NESTED_LOOPS).update();
                  return ledger
                      .jdbc()
                      .sql("explain (analyze, timing off, format json) " + sql)
                      .params(parameters)
                      .query(String.class)
                      .single();
                });
    long sum = 0;
    for (JsonNode node : JsonMapper.shared().readTree(plan).findParents("Actual Loops")) {
      long each =
          node.path("Actual Rows").asLong()
              + node.path("Rows Removed by Filter").asLong()
              + node.path("Rows Removed by Join Filter").asLong();
      sum += each * node.path("Actual Loops").asLong();
    }
    return sum;
  }

  @Test
  void numbers_of_many_number_orders_are_stored_together_or_not_at_all() {
    ProviderOrder order = accepted(1, 1);
    progress.progressed(order, List.of(settled(order, 0, 1), settled(order, 1, 1)));
    List<FoundNumber> numbers =
        List.of(
            new FoundNumber(open(order, 0), number(State.IN_SERVICE)),
            new FoundNumber(open(order, 1), number(State.IN_SERVICE)));
    var read = new ReadNumberOrder(numberOrder(order, 0), "success", true);
    var broken = new ReadNumberOrder(numberOrder(order, 1), "broken \0", true);

    assertThatThrownBy(() -> progress.store(order, numbers, List.of(read, broken)));

    assertThat(progress.openNumberOrders(order.id())).hasSize(2);
    assertThat(progress.numbersMissing(order.id())).isPresent();
    progress.store(order, numbers, List.of(read));
    assertThat(progress.openNumberOrders(order.id())).containsExactly(open(order, 1));
    assertThat(progress.numbersMissing(order.id())).isEmpty();
  }

  @Test
  void more_number_orders_than_fit_into_a_batch_are_all_kept_and_may_grow_parts() {
    ProviderOrder order = accepted(Collections.nCopies(2_500, 1).toArray(Integer[]::new));
    List<GroupProgress> groups =
        IntStream.range(0, 2_500).mapToObj(position -> settled(order, position, 1)).toList();
    progress.progressed(order, groups);
    progress.progressed(now(order), groups);
    assertThat(progress.openNumberOrders(order.id())).hasSize(2_500);

    var grown = new NumberOrderRef(numberOrder(order, 7), List.of("sub-7", "another"));
    progress.progressed(
        now(order), List.of(new GroupProgress(7, "success", true, 1, null, List.of(grown))));
    assertThat(progress.openNumberOrders(order.id()))
        .hasSize(2_500)
        .contains(new OpenNumberOrder(7, grown));
  }

  @Test
  void a_number_order_is_open_until_it_is_settled() {
    ProviderOrder order = accepted(2);
    progress.progressed(order, List.of(settled(order, 0, 2)));
    assertThat(progress.openNumberOrders(order.id())).containsExactly(open(order, 0));

    read(order, "pending", false);
    assertThat(progress.openNumberOrders(order.id())).hasSize(1);
    read(order, "success", true);
    assertThat(progress.openNumberOrders(order.id())).isEmpty();
    progress.progressed(now(order), List.of(settled(order, 0, 2)));
    assertThat(progress.openNumberOrders(order.id())).as("stays settled").isEmpty();
  }

  @Test
  void nothing_is_written_to_an_order_that_somebody_else_changed() {
    ProviderOrder order = accepted(1);
    progress.progressed(order, List.of(settled(order, 0, 1)));
    store(order, 0, State.IN_SERVICE);
    orders.lateOutcome(order, "accepted", "another-" + order.id(), Duration.ofMinutes(1));
    ProviderOrder uncertain = now(order);

    assertThat(progress.progressed(order, List.of(settled(order, 0, 0)))).isFalse();
    assertThat(progress.count(order, true)).isEmpty();
    progress.pollAgain(order, Duration.ZERO, "not understood");

    assertThat(now(order)).isEqualTo(uncertain);
    assertThat(uncertain.state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(ledger.eventsOf(order)).doesNotContain("NOT_UNDERSTOOD", "COMPLETED");
  }

  @Test
  void a_stale_attempt_changes_nothing() {
    Run run = ledger.planned(1, 1);
    ProviderOrder first = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.backToPlanned(first, Duration.ZERO, "429");
    ProviderOrder second = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.accepted(second, "order-" + second.id());

    assertThat(progress.progressed(first, List.of(settled(first, 0, 1)))).isFalse();
    assertThat(progress.count(first, true)).isEmpty();
    assertThat(progress.openNumberOrders(first.id())).isEmpty();
  }

  @Test
  void a_final_order_is_final_once() {
    ProviderOrder order = accepted(1);
    progress.progressed(order, List.of(settled(order, 0, 1)));
    store(order, 0, State.IN_SERVICE);
    progress.count(order, true);
    ProviderOrder completed = now(order);

    assertThat(progress.count(order, true)).isEmpty();
    assertThat(now(order)).isEqualTo(completed);
  }

  @Test
  void an_order_that_becomes_final_once_more_adds_only_what_is_new_to_the_totals() {
    ProviderOrder order = accepted(3);
    progress.progressed(order, List.of(settled(order, 0, 2)));
    store(order, 0, State.IN_SERVICE, State.IN_SERVICE);
    Map<String, Long> before = totals();
    progress.count(order, true);
    assertThat(totals())
        .isEqualTo(plus(before, Map.of("PARTIAL", 1, "ordered", 2, "shortfall", 1)));

    foundAgain(order);
    progress.count(order, true);
    assertThat(totals())
        .isEqualTo(plus(before, Map.of("PARTIAL", 1, "ordered", 2, "shortfall", 1)));

    foundAgain(order);
    store(order, 0, State.IN_SERVICE);
    progress.count(order, true);
    assertThat(now(order).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(totals())
        .as("a counter never goes down")
        .isEqualTo(
            plus(before, Map.of("PARTIAL", 1, "COMPLETED", 1, "ordered", 3, "shortfall", 1)));
  }

  /** The order, which is final, is doubted because of a late outcome, and found as it was. */
  private void foundAgain(ProviderOrder order) {
    orders.lateOutcome(order, "no answer", null, Duration.ofMinutes(1));
    orders.adopted(now(order), "order-" + order.id());
    assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
  }

  private static Map<String, Long> totals() {
    Map<String, Long> totals = new TreeMap<>();
    List.of("PARTIAL", "COMPLETED")
        .forEach(label -> totals.put(label, ledger.total(Totals.ORDERS, label)));
    List.of("ordered", "cancelled", "shortfall")
        .forEach(label -> totals.put(label, ledger.total(Totals.NUMBERS, label)));
    return totals;
  }

  private static Map<String, Long> plus(Map<String, Long> before, Map<String, Integer> more) {
    Map<String, Long> sum = new TreeMap<>(before);
    more.forEach((label, amount) -> sum.merge(label, (long) amount, Long::sum));
    return sum;
  }

  @Test
  void an_order_is_read_again_when_its_wait_is_over_the_longest_due_first() {
    Run run = ledger.planned(3, 1);
    for (int i = 0; i < 3; i++) {
      ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
      orders.accepted(sent, "order-" + sent.id());
    }
    List<ProviderOrder> due = progress.due(run.id(), Set.of(), LONGEST_WAIT);
    assertThat(due).extracting(ProviderOrder::orderNo).containsExactly(1, 2, 3);

    progress.pollAgain(due.get(0), Duration.ZERO, null);
    progress.pollAgain(due.get(1), Duration.ofSeconds(60), null);

    assertThat(progress.due(run.id(), Set.of(), LONGEST_WAIT))
        .extracting(ProviderOrder::orderNo)
        .containsExactly(3, 1);
    assertThat(now(due.get(1)).polls()).isEqualTo(1);
  }

  @Test
  void the_same_doubt_about_an_answer_is_one_event() {
    ProviderOrder order = accepted(1);
    progress.pollAgain(order, Duration.ZERO, "sent 1 group, answered with 2");
    progress.pollAgain(now(order), Duration.ZERO, "sent 1 group, answered with 2");
    progress.pollAgain(now(order), Duration.ZERO, "something else");

    assertThat(ledger.eventsOf(order))
        .containsExactly("SUBMITTING", "ACCEPTED", "NOT_UNDERSTOOD", "NOT_UNDERSTOOD");
    assertThat(now(order).reason()).isEqualTo("something else");
  }

  @Test
  void a_final_state_and_its_event_are_written_together_or_not_at_all() {
    ProviderOrder order = accepted(1);
    progress.progressed(order, List.of(settled(order, 0, 1)));
    store(order, 0, State.IN_SERVICE);

    assertThatThrownBy(
            () ->
                ledger
                    .transaction()
                    .executeWithoutResult(
                        status -> {
                          progress.count(order, true);
                          throw new IllegalStateException("crash before the commit");
                        }))
        .hasMessage("crash before the commit");

    assertThat(now(order).state()).isEqualTo(OrderState.PROCESSING);
    assertThat(ledger.eventsOf(order)).doesNotContain("COMPLETED");
  }
}
