package bulkorders.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import bulkorders.ledger.Events;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NotUnderstood;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.ScriptedProvider;
import bulkorders.provider.SubNumberOrder;
import bulkorders.run.RunStoppedException;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TrackingTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static final Duration WARNING = Duration.ofDays(3);
  private static final Duration STUCK = Duration.ofDays(1);

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final TestControl control = new TestControl();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final Instant deadline = time.instant().plus(Duration.ofMinutes(30));

  private static TrackingProperties properties() {
    return new TrackingProperties(Duration.ofMillis(5), Duration.ofMillis(40), 2, WARNING, STUCK);
  }

  private Tracking tracking() {
    return new Tracking(
        orders, ledger.progress(), ledger.references(), ledger.parts(), properties(), time);
  }

  private void follow(Run run) {
    follow(run, deadline, () -> false);
  }

  private void follow(Run run, Instant until, BooleanSupplier urgent) {
    tracking().follow(run, account -> provider, new AccountStops(control), isOver(until), urgent);
  }

  private BooleanSupplier isOver(Instant end) {
    return () -> !time.instant().isBefore(end);
  }

  /** A run whose orders, each with such groups, are all accepted. */
  @SafeVarargs
  private Run accepted(List<Integer>... counts) {
    Run run = ledger.planned(counts);
    for (int i = 0; i < counts.length; i++) {
      ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
      orders.accepted(sent, "order-" + sent.id());
    }
    return run;
  }

  @Test
  void of_an_order_of_channels_the_providers_own_count_is_taken() {
    Run run = ledger.plannedChannels(3, 5);
    for (int i = 0; i < 2; i++) {
      ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
      orders.accepted(sent, "order-" + sent.id());
    }
    provider.reads(id(run, 0), understood(pending(0)), understood(settled(0, 3, id(run, 0))));
    provider.reads(id(run, 1), understood(settled(0, 0, id(run, 1))));

    follow(run);

    assertThat(orders.of(run.id()))
        .extracting(
            ProviderOrder::state, ProviderOrder::numbersOrdered, ProviderOrder::numbersInService)
        .containsExactly(tuple(OrderState.COMPLETED, 3, 3), tuple(OrderState.FAILED, 0, 0));
  }

  private ProviderOrder first(Run run) {
    return orders.of(run.id()).get(0);
  }

  private String id(Run run, int order) {
    return String.valueOf(orders.of(run.id()).get(order).providerOrderId());
  }

  private static GroupProgress pending(int position) {
    return new GroupProgress(position, "pending", false, null, null, List.of());
  }

  private static GroupProgress settled(
      int position, @Nullable Integer allocated, String... numberOrders) {
    List<NumberOrderRef> refs = new ArrayList<>();
    for (String numberOrder : numberOrders) {
      refs.add(new NumberOrderRef(numberOrder, List.of("sub-" + numberOrder)));
    }
    return new GroupProgress(position, "success", true, allocated, null, refs);
  }

  private static Supplier<OrderReading> understood(GroupProgress... groups) {
    return () -> new Understood(List.of(groups));
  }

  /** A number order with these numbers, which says that it has all of them. */
  private static Function<Consumer<OrderedNumber>, NumberOrderReading> numbers(State... states) {
    return numbers(states.length, states);
  }

  private static Function<Consumer<OrderedNumber>, NumberOrderReading> numbers(
      int said, State... states) {
    int from = NUMBERS.getAndAdd(states.length);
    return consumer -> {
      for (int i = 0; i < states.length; i++) {
        consumer.accept(number(from + i, states[i]));
      }
      return new NumberOrderReading("pending", said);
    };
  }

  private static OrderedNumber number(int n, State state) {
    return new OrderedNumber(
        null, "+1312%07d".formatted(n), "local", null, state.name(), state, null, null);
  }

  @Test
  void an_order_is_followed_from_unsettled_groups_to_its_last_number() {
    Run run = accepted(List.of(2, 1));
    String a = "a-" + run.id();
    String b = "b-" + run.id();
    provider.reads(
        id(run, 0),
        understood(pending(0), pending(1)),
        understood(settled(0, 2, a), pending(1)),
        understood(settled(0, 2, a), settled(1, 1, b)));
    provider.readsNumbers(a, numbers(State.IN_SERVICE, State.IN_SERVICE));
    provider.readsNumbers(b, numbers(State.IN_SERVICE));

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).numbersInService()).isEqualTo(3);
    assertThat(first(run).polls()).isEqualTo(2);
    assertThat(ledger.eventsOf(first(run)))
        .containsExactly("SUBMITTING", "ACCEPTED", "PROCESSING", "COMPLETED");
  }

  @Test
  void a_number_order_is_read_until_its_numbers_are_final_and_then_no_more() {
    Run run = accepted(List.of(1, 1));
    String a = "a-" + run.id();
    String b = "b-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 1, a), settled(1, 1, b)));
    var readA = new AtomicInteger();
    provider.readsNumbers(
        a,
        consumer -> {
          readA.incrementAndGet();
          consumer.accept(number(9_000_001, State.IN_SERVICE));
          return new NumberOrderReading("success", 1);
        });
    var readB = new AtomicInteger();
    provider.readsNumbers(
        b,
        consumer -> {
          State state = readB.incrementAndGet() < 4 ? State.PENDING : State.FAILED;
          consumer.accept(number(9_000_002, state));
          return new NumberOrderReading("pending", 1);
        });

    follow(run);

    assertThat(readA).hasValue(1);
    assertThat(readB).hasValue(4);
    assertThat(first(run).state()).isEqualTo(OrderState.PARTIAL);
    assertThat(ledger.runs().figures(run.id()).numbers().shortfall()).isEqualTo(1);
  }

  @Test
  void nothing_is_final_on_an_answer_that_is_not_understood() {
    Run run = accepted(List.of(2));
    provider.reads(id(run, 0), () -> new NotUnderstood("sent 1 group, answered with 2"));
    var passes = new AtomicInteger();

    follow(run, deadline, () -> passes.incrementAndGet() > 5);

    ProviderOrder order = first(run);
    assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(order.reason()).isEqualTo("sent 1 group, answered with 2");
    assertThat(order.polls()).isPositive();
    assertThat(ledger.eventsOf(order)).containsExactly("SUBMITTING", "ACCEPTED", "NOT_UNDERSTOOD");
  }

  @Test
  void an_answer_that_is_understood_again_leads_to_the_end() {
    Run run = accepted(List.of(1));
    String a = "a-" + run.id();
    provider.reads(
        id(run, 0),
        understood(settled(0, 1, a)),
        () -> new NotUnderstood("half a document"),
        understood(settled(0, 1, a)));
    var reads = new AtomicInteger();
    provider.readsNumbers(
        a,
        consumer -> {
          State state = reads.incrementAndGet() == 1 ? State.PENDING : State.IN_SERVICE;
          consumer.accept(number(9_100_000, state));
          return new NumberOrderReading("success", 1);
        });

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).reason()).isNull();
  }

  @Test
  void nothing_is_final_while_allocated_numbers_are_missing() {
    Run run = accepted(List.of(3));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 3, a)));
    provider.readsNumbers(a, numbers(State.IN_SERVICE, State.IN_SERVICE));

    assertStaysOpen(run, "3 numbers are allocated");
  }

  @Test
  void nothing_is_final_while_a_number_order_says_it_has_more_numbers() {
    Run run = accepted(List.of(3));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, null, a)));
    provider.readsNumbers(a, numbers(3, State.IN_SERVICE, State.IN_SERVICE));

    assertStaysOpen(run, a);
  }

  @Test
  void nothing_is_final_while_a_number_order_cannot_be_found() {
    Run run = accepted(List.of(3));
    String a = "a-" + run.id();
    // The order does not say how many numbers it got, so that only the number order could tell.
    provider.reads(id(run, 0), understood(settled(0, null, a)));

    assertStaysOpen(run, a);

    provider.readsNumbers(a, numbers(State.IN_SERVICE, State.IN_SERVICE, State.IN_SERVICE));
    follow(run);
    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
  }

  private void assertStaysOpen(Run run, String reason) {
    var passes = new AtomicInteger();

    follow(run, deadline, () -> passes.incrementAndGet() > 5);

    assertThat(first(run).state()).isEqualTo(OrderState.PROCESSING);
    assertThat(first(run).reason()).contains(reason);
    assertThat(ledger.runs().figures(run.id()).numbers().shortfall()).isZero();
  }

  @Test
  void numbers_that_failed_are_shortfall_and_the_order_is_partial() {
    Run run = accepted(List.of(5));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 3, a)));
    provider.readsNumbers(a, numbers(State.IN_SERVICE, State.FAILED, State.CANCELLED));

    follow(run);

    RunFigures.Numbers numbers = ledger.runs().figures(run.id()).numbers();
    assertThat(first(run).state()).isEqualTo(OrderState.PARTIAL);
    assertThat(numbers.ordered()).isEqualTo(1);
    assertThat(numbers.cancelled()).isEqualTo(1);
    assertThat(numbers.shortfall()).isEqualTo(3);
  }

  @Test
  void it_returns_early_when_all_that_is_left_waits_for_people() {
    Run run = accepted(List.of(2), List.of(1));
    String a = "a-" + run.id();
    String b = "b-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 2, a)));
    provider.reads(id(run, 1), understood(settled(0, 1, b)));
    provider.readsNumbers(a, numbers(State.WAITING, State.IN_SERVICE));
    provider.readsNumbers(b, numbers(State.IN_SERVICE));

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.PROCESSING);
    assertThat(first(run).waiting()).isTrue();
    assertThat(ledger.runs().figures(run.id()).waiting()).isEqualTo(1);
  }

  @Test
  void it_goes_on_while_one_order_waits_and_another_does_not() {
    Run run = accepted(List.of(1), List.of(1));
    String a = "a-" + run.id();
    String b = "b-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 1, a)));
    provider.reads(
        id(run, 1),
        understood(pending(0)),
        understood(pending(0)),
        understood(pending(0)),
        understood(settled(0, 1, b)));
    provider.readsNumbers(a, numbers(State.WAITING));
    provider.readsNumbers(b, numbers(State.IN_SERVICE));

    follow(run);

    assertThat(orders.of(run.id()))
        .extracting(ProviderOrder::state)
        .containsExactly(OrderState.PROCESSING, OrderState.COMPLETED);
  }

  @Test
  void after_the_deadline_every_order_that_is_due_is_read_once() {
    Run run = accepted(List.of(1), List.of(1), List.of(1));
    for (int order = 0; order < 3; order++) {
      provider.reads(id(run, order), understood(pending(0)));
    }

    follow(run, time.instant(), () -> false);

    assertThat(provider.calls()).isEqualTo(3);
    assertThat(orders.of(run.id())).extracting(ProviderOrder::polls).containsOnly(1);
  }

  @Test
  void it_returns_when_there_is_something_more_urgent() {
    Run run = accepted(List.of(1));
    provider.reads(id(run, 0), understood(pending(0)));

    follow(run, deadline, () -> true);

    assertThat(provider.calls()).isEqualTo(1);
  }

  @Test
  void a_stop_request_ends_it_between_two_readings() {
    Run run = accepted(List.of(1), List.of(1), List.of(1), List.of(1), List.of(1));
    for (int order = 0; order < 5; order++) {
      provider.reads(
          id(run, order),
          () -> {
            control.stop();
            return new Understood(List.of(pending(0)));
          });
    }

    assertThatThrownBy(() -> follow(run)).isInstanceOf(RunStoppedException.class);

    assertThat(provider.calls()).isBetween(1L, 2L);
  }

  @Test
  void a_provider_that_does_not_answer_stops_the_run() {
    Run run = accepted(List.of(1));
    provider.reads(
        id(run, 0),
        () -> {
          throw new ProviderUnavailableException("no answer in 5 attempts");
        });

    assertThatThrownBy(() -> follow(run))
        .isInstanceOf(RunStoppedException.class)
        .hasMessage("no answer in 5 attempts");
    assertThat(first(run).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void a_run_without_placed_orders_costs_no_call() {
    Run run = ledger.planned(2, 5);

    follow(run);

    assertThat(provider.calls()).isZero();
  }

  @Test
  void ten_thousand_numbers_in_one_number_order_are_all_kept() {
    Run run = accepted(List.of(10_000));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 10_000, a)));
    provider.readsNumbers(
        a, numbers(Collections.nCopies(10_000, State.IN_SERVICE).toArray(State[]::new)));

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).numbersInService()).isEqualTo(10_000);
  }

  @Test
  void the_numbers_of_many_number_orders_are_stored_in_few_transactions() {
    Run run = acceptedWithNumberOrders(1_500);

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).numbersInService()).isEqualTo(1_500);
    assertThat(
            ledger
                .jdbc()
                .sql("select count(distinct xmin::text) from phone_number where order_id = ?")
                .param(first(run).id())
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void what_can_be_read_together_is_not_read_one_by_one() {
    Run run = acceptedWithNumberOrders(20);
    for (int position = 0; position < 17; position++) {
      provider.shows(
          new ListedNumberOrder(
              numberOrder(run, position),
              "success",
              List.of(number(9_300_000 + position, State.IN_SERVICE))));
    }

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).numbersInService()).isEqualTo(20);
    assertThat(provider.calls()).as("the order, the list, three number orders").isEqualTo(5);
  }

  @Test
  void what_a_list_calls_pending_is_looked_at_again_and_not_read_one_by_one() {
    Run run = acceptedWithNumberOrders(20);
    for (int position = 0; position < 20; position++) {
      provider.shows(
          new ListedNumberOrder(
              numberOrder(run, position),
              "pending",
              List.of(number(9_400_000 + position, State.PENDING))));
    }
    var passes = new AtomicInteger();

    follow(run, deadline, () -> passes.incrementAndGet() > 3);

    assertThat(first(run).state()).isEqualTo(OrderState.PROCESSING);
    assertThat(first(run).numbersOrdered()).isEqualTo(20);
    assertThat(first(run).numbersInService()).isZero();
    assertThat(provider.calls())
        .as("the order once, and the list each time it was read")
        .isEqualTo(1 + first(run).polls());
  }

  @Test
  void the_ledger_shows_the_numbers_of_an_order_that_is_still_being_read() {
    Run run = acceptedWithNumberOrders(1_050);
    List<Long> shown = new ArrayList<>();
    for (int position : List.of(30, 40, 1_049)) {
      Function<Consumer<OrderedNumber>, NumberOrderReading> answer = numbers(State.IN_SERVICE);
      provider.readsNumbers(
          numberOrder(run, position),
          consumer -> {
            shown.add(ledger.runs().orderCounts(run.id()).numbersOrdered());
            time.pass(Duration.ofSeconds(position == 30 ? 1 : 0));
            return answer.apply(consumer);
          });
    }

    follow(run);

    assertThat(shown)
        .as("nothing yet; after a second; after a thousand numbers more")
        .containsExactly(0L, 31L, 1_031L);
    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void a_few_number_orders_are_read_without_a_look_at_a_list() {
    Run run = acceptedWithNumberOrders(4);

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(provider.calls()).isEqualTo(5);
  }

  @Test
  void numbers_that_are_read_together_and_do_not_add_up_keep_the_order_open() {
    Run run = acceptedWithNumberOrders(7);
    provider.reads(
        id(run, 0),
        understood(
            IntStream.range(0, 7)
                .mapToObj(position -> settled(position, 1, numberOrder(run, position)))
                .toArray(GroupProgress[]::new)));
    provider.shows(new ListedNumberOrder(numberOrder(run, 3), "success", List.of()));

    assertStaysOpen(run, "group 3: 1 numbers are allocated");
  }

  @Test
  void a_stop_ends_the_reading_between_two_number_orders_and_what_was_read_is_kept() {
    Run run = acceptedWithNumberOrders(20);
    provider.readsNumbers(
        numberOrder(run, 3),
        consumer -> {
          control.stop();
          return numbers(State.IN_SERVICE).apply(consumer);
        });

    assertThatThrownBy(() -> follow(run)).isInstanceOf(RunStoppedException.class);

    assertThat(provider.calls()).as("the order, the list, four number orders").isEqualTo(6);
    assertThat(first(run).state()).isEqualTo(OrderState.PROCESSING);
    assertThat(ledger.progress().openNumberOrders(first(run).id())).hasSize(16);

    tracking()
        .follow(
            run,
            account -> provider,
            new AccountStops(new TestControl()),
            isOver(deadline),
            () -> false);
    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(provider.calls()).isEqualTo(6 + 2 + 16);
  }

  @Test
  void a_stop_ends_the_reading_of_a_list() {
    Run run = acceptedWithNumberOrders(20);
    GroupProgress[] groups =
        IntStream.range(0, 20)
            .mapToObj(position -> settled(position, 1, numberOrder(run, position)))
            .toArray(GroupProgress[]::new);
    provider.reads(
        id(run, 0),
        () -> {
          control.stop();
          return new Understood(List.of(groups));
        });

    assertThatThrownBy(() -> follow(run)).isInstanceOf(RunStoppedException.class);

    assertThat(provider.calls()).as("the order, one page").isEqualTo(2);
  }

  @Test
  void what_was_read_is_kept_when_the_provider_stops_to_answer() {
    Run run = acceptedWithNumberOrders(20);
    provider.readsNumbers(
        numberOrder(run, 5),
        consumer -> {
          throw new ProviderUnavailableException("it is down");
        });

    assertThatThrownBy(() -> follow(run)).hasMessage("it is down");

    assertThat(ledger.progress().openNumberOrders(first(run).id())).hasSize(15);
  }

  /** A run with an order of so many groups, each with a number order of its own with one number. */
  private Run acceptedWithNumberOrders(int count) {
    Run run = accepted(Collections.nCopies(count, 1));
    GroupProgress[] groups = new GroupProgress[count];
    for (int position = 0; position < count; position++) {
      groups[position] = settled(position, 1, numberOrder(run, position));
      provider.readsNumbers(numberOrder(run, position), numbers(State.IN_SERVICE));
    }
    provider.reads(id(run, 0), understood(groups));
    return run;
  }

  private static String numberOrder(Run run, int position) {
    return "n-%d-%d".formatted(run.id(), position);
  }

  @Test
  void numbers_that_come_again_after_an_answer_broke_off_are_counted_once() {
    Run run = accepted(List.of(300));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, 300, a)));
    provider.readsNumbers(
        a,
        consumer -> {
          for (int n = 0; n < 50; n++) {
            consumer.accept(number(9_200_000 + n, State.IN_SERVICE));
          }
          for (int n = 0; n < 300; n++) {
            consumer.accept(number(9_200_000 + n, State.IN_SERVICE));
          }
          return new NumberOrderReading("success", 300);
        });

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(first(run).numbersOrdered()).isEqualTo(300);
    assertThat(ledger.runs().figures(run.id()).numbers().surplus()).isZero();
  }

  @Test
  void numbers_that_come_again_do_not_stand_for_those_that_are_missing() {
    Run run = accepted(List.of(3));
    String a = "a-" + run.id();
    provider.reads(id(run, 0), understood(settled(0, null, a)));
    provider.readsNumbers(
        a,
        consumer -> {
          consumer.accept(number(9_300_000, State.IN_SERVICE));
          consumer.accept(number(9_300_000, State.IN_SERVICE));
          consumer.accept(number(9_300_001, State.IN_SERVICE));
          return new NumberOrderReading("success", 3);
        });

    assertStaysOpen(run, "says that it has 3 numbers, and shows 2");
  }

  @Test
  void the_wait_between_two_readings_widens_up_to_the_longest() {
    var properties =
        new TrackingProperties(Duration.ofSeconds(2), Duration.ofMinutes(5), 4, WARNING, STUCK);

    assertThat(properties.waitAfter(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(properties.waitAfter(1)).isEqualTo(Duration.ofSeconds(3));
    for (int polls = 0; polls < 60; polls++) {
      assertThat(properties.waitAfter(polls + 1))
          .isBetween(properties.waitAfter(polls), Duration.ofMinutes(5));
    }
    assertThat(properties.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }

  /** A run of one order that carries the user's own reference, with so many number orders. */
  private Run acceptedWithReference(int numberOrders) {
    Run run =
        ledger.plannedWithReference(
            "PO 4711", IntStream.range(0, numberOrders).map(i -> 1).toArray());
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.accepted(sent, "order-" + sent.id());
    List<GroupProgress> groups = new ArrayList<>();
    for (int i = 0; i < numberOrders; i++) {
      groups.add(settled(i, 1, numberOrder(run, i)));
      provider.readsNumbers(numberOrder(run, i), successful());
    }
    provider.reads("order-" + sent.id(), () -> new Understood(groups));
    return run;
  }

  private static Function<Consumer<OrderedNumber>, NumberOrderReading> successful() {
    int from = NUMBERS.getAndIncrement();
    return consumer -> {
      consumer.accept(number(from, State.IN_SERVICE));
      return new NumberOrderReading("success", 1);
    };
  }

  @Test
  void the_users_own_reference_is_restored_at_every_number_order_of_a_final_order() {
    Run run = acceptedWithReference(120);

    follow(run);

    assertThat(provider.renamed()).hasSize(120).containsValue("PO 4711");
    assertThat(Set.copyOf(provider.renamed().values())).hasSize(1);
    assertThat(ledger.runs().figures(run.id()).isFinal()).isTrue();
    assertThat(ledger.eventsOf(first(run))).endsWith("COMPLETED", "REFERENCE_RESTORED");
    long calls = provider.calls();
    follow(run);
    assertThat(provider.calls()).as("calls when nothing is left to do").isEqualTo(calls);
  }

  @Test
  void a_run_is_not_final_before_its_references_are_restored() {
    Run run = acceptedWithReference(2);

    follow(run, time.instant(), () -> false);

    assertThat(provider.renamed()).isEmpty();
    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
    RunFigures figures = ledger.runs().figures(run.id());
    assertThat(figures.isFinal()).isFalse();
    assertThat(figures.referencesOwed()).isOne();
    assertThat(figures.status()).isEqualTo(RunStatus.PLACED);

    follow(run);
    assertThat(ledger.runs().figures(run.id()).isFinal()).isTrue();
  }

  @Test
  void a_reference_that_the_provider_will_not_take_is_told_and_not_tried_again() {
    Run run = acceptedWithReference(2);
    provider.refusesToRename(numberOrder(run, 1), "it is locked");

    follow(run);

    assertThat(ledger.runs().figures(run.id()).isFinal()).isTrue();
    assertThat(ledger.story(run))
        .extracting(Events.Event::type, Events.Event::detail)
        .contains(
            tuple(
                "REFERENCE_NOT_RESTORED", "number order " + numberOrder(run, 1) + ": it is locked"),
            tuple("REFERENCE_RESTORED", "at 1 number orders; refused at 1"));
  }

  @Test
  void an_account_that_answers_no_more_keeps_no_other_from_being_followed() {
    Run run = ledger.plannedWithAnother("east", 1);
    for (String account : List.of("telnyx", "east")) {
      ProviderOrder sent = orders.claim(run.id(), account, "me").orElseThrow();
      orders.accepted(sent, "order-" + sent.id());
    }
    var east = new ScriptedProvider();
    String numberOrder = "n-" + run.id();
    east.reads(id(run, 1), understood(settled(0, 1, numberOrder)))
        .readsNumbers(numberOrder, numbers(State.IN_SERVICE));
    provider.reads(
        id(run, 0),
        () -> {
          throw new ProviderUnavailableException("it is down");
        });
    var stops = new AccountStops(control);

    // Its order stays open; who has nothing else to follow does not wait for it.
    assertThatThrownBy(
            () ->
                tracking()
                    .follow(
                        run,
                        account -> account.equals("east") ? east : provider,
                        stops,
                        isOver(deadline),
                        () -> false))
        .isInstanceOf(RunStoppedException.class)
        .hasMessage("it is down");

    assertThat(orders.of(run.id()))
        .extracting(ProviderOrder::account, ProviderOrder::state)
        .containsExactly(tuple("telnyx", OrderState.ACCEPTED), tuple("east", OrderState.COMPLETED));
    assertThat(stops.accounts()).containsExactly("telnyx");
  }

  @Test
  void references_that_are_not_restored_yet_are_restored_later() {
    Run run = acceptedWithReference(3);
    provider.failsToRename(new ProviderUnavailableException("it is down"));
    assertThatThrownBy(() -> follow(run))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("it is down");
    assertThat(ledger.runs().figures(run.id()).isFinal()).isFalse();

    follow(run);

    assertThat(provider.renamed()).hasSize(3);
    assertThat(ledger.runs().figures(run.id()).isFinal()).isTrue();
  }

  private static OrderedNumber waiting(int n, String country, String requirements) {
    return new OrderedNumber(
        "p-" + n,
        "+49%09d".formatted(n),
        "local",
        country,
        "pending",
        State.WAITING,
        false,
        requirements);
  }

  private static NumberOrderReading hand(Consumer<OrderedNumber> consumer, OrderedNumber... some) {
    List.of(some).forEach(consumer);
    return new NumberOrderReading("pending", some.length);
  }

  private Instant deadlineOf(Run run, String number) {
    return ledger
        .jdbc()
        .sql(
            "select n.deadline from phone_number n join provider_order o on o.id = n.order_id where"
                + " o.run_id = ? and n.phone_number = ?")
        .params(run.id(), number)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Test
  void what_waits_for_papers_costs_one_request_an_interval_until_something_changes() {
    Run run = accepted(List.of(3));
    String a = "a-" + run.id();
    int n = NUMBERS.getAndAdd(3);
    Instant due = time.instant().plus(Duration.ofDays(30));
    provider.reads(id(run, 0), understood(settled(0, 3, a)));
    provider.readsNumbers(
        a,
        consumer ->
            hand(
                consumer,
                waiting(n, "DE", "requirement-info-pending"),
                waiting(n + 1, "DE", "requirement-info-pending"),
                waiting(n + 2, "FR", "requirement-info-pending")));
    provider
        .parts()
        .has(a, new SubNumberOrder("sub-de", a, "DE", "local", "pending", 2, false))
        .isDue("p-" + n, due)
        .isDue("p-" + (n + 2), due.plusSeconds(60));

    follow(run, time.instant(), () -> false);

    assertThat(provider.parts().asked())
        .containsExactly("parts of " + a, "deadline of p-" + n, "deadline of p-" + (n + 2));
    assertThat(deadlineOf(run, "+49%09d".formatted(n + 1))).isEqualTo(due);
    assertThat(ledger.runs().figures(run.id()).deadlines())
        .extracting(deadline -> deadline.place() + " " + deadline.numbers())
        .containsExactly("DE 2", "FR 1");
    long calls = provider.calls();
    for (int i = 1; i <= 3; i++) {
      makeDue(run);
      follow(run, time.instant(), () -> false);
      assertThat(provider.calls()).as("calls after reading again").isEqualTo(calls + i);
    }
    // Rejected: other papers, and another deadline.
    provider.readsNumbers(
        a,
        consumer ->
            hand(
                consumer,
                waiting(n, "DE", "requirement-info-exception"),
                waiting(n + 1, "DE", "requirement-info-pending"),
                waiting(n + 2, "FR", "requirement-info-pending")));
    provider.parts().isDue("p-" + n, due.plus(Duration.ofDays(7))).isDue("p-" + (n + 1), due);
    makeDue(run);
    follow(run, time.instant(), () -> false);
    assertThat(deadlineOf(run, "+49%09d".formatted(n))).isEqualTo(due.plus(Duration.ofDays(7)));
    assertThat(deadlineOf(run, "+49%09d".formatted(n + 1))).isEqualTo(due);
  }

  private void makeDue(Run run) {
    ledger
        .jdbc()
        .sql("update provider_order set next_poll_at = clock_timestamp() where run_id = ?")
        .param(run.id())
        .update();
  }

  @Test
  void a_deadline_that_is_near_is_read_each_time_since_it_may_have_been_moved() {
    Run run = accepted(List.of(1));
    String a = "a-" + run.id();
    int n = NUMBERS.getAndIncrement();
    Instant soon = time.instant().plus(Duration.ofDays(2));
    provider.reads(id(run, 0), understood(settled(0, 1, a)));
    provider.readsNumbers(
        a, consumer -> hand(consumer, waiting(n, "DE", "requirement-info-pending")));
    provider.parts().isDue("p-" + n, soon);
    follow(run, time.instant(), () -> false);
    assertThat(deadlineOf(run, "+49%09d".formatted(n))).isEqualTo(soon);

    provider.parts().isDue("p-" + n, soon.plus(Duration.ofDays(30)));
    makeDue(run);
    follow(run, time.instant(), () -> false);

    assertThat(deadlineOf(run, "+49%09d".formatted(n))).isEqualTo(soon.plus(Duration.ofDays(30)));
  }

  @Test
  void numbers_that_a_large_number_order_hides_are_looked_up_elsewhere() {
    Run run = accepted(List.of(2));
    String a = "a-" + run.id();
    int n = NUMBERS.getAndAdd(2);
    provider.reads(id(run, 0), understood(settled(0, 2, a)));
    provider.readsNumbers(
        a,
        consumer -> {
          consumer.accept(inService(n));
          return new NumberOrderReading("success", 2);
        });
    provider.parts().lists(inService(n), inService(n + 1));

    follow(run);

    assertThat(provider.parts().asked()).containsExactly("numbers of " + a + " in DE");
    assertThat(first(run).state()).isEqualTo(OrderState.COMPLETED);
  }

  private static OrderedNumber inService(int n) {
    return new OrderedNumber(
        "p-" + n,
        "+49%09d".formatted(n),
        "local",
        "DE",
        "success",
        State.IN_SERVICE,
        true,
        "approved");
  }

  @Test
  void parts_that_were_cancelled_end_the_order_as_cancelled() {
    Run run = accepted(List.of(1));
    String a = "a-" + run.id();
    int n = NUMBERS.getAndIncrement();
    provider.reads(id(run, 0), understood(settled(0, 1, a)));
    provider.readsNumbers(
        a,
        consumer -> {
          consumer.accept(
              new OrderedNumber(
                  "p-" + n,
                  "+49%09d".formatted(n),
                  "local",
                  "DE",
                  "pending",
                  State.CANCELLED,
                  false,
                  "deleted"));
          return new NumberOrderReading("deleted", 1);
        });
    provider.parts().has(a, new SubNumberOrder("sub-1", a, "DE", "local", "deleted", 1, false));

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(ledger.runs().figures(run.id()).numbers().cancelled()).isOne();
    assertThat(
            ledger
                .jdbc()
                .sql("select status from sub_number_order where sub_number_order_id = 'sub-1'")
                .query(String.class)
                .single())
        .isEqualTo("deleted");
  }

  @Test
  void an_order_that_was_adopted_under_another_id_meanwhile_takes_nothing_of_the_first() {
    Run run = accepted(List.of(1));
    String a = "a-" + run.id();
    ProviderOrder before = first(run);
    provider.reads(
        id(run, 0),
        () -> {
          // It was doubted, and a person took another one over: state and attempt are as before.
          ledger
              .jdbc()
              .sql("update provider_order set provider_order_id = ? where id = ?")
              .params("other-" + run.id(), before.id())
              .update();
          return new Understood(List.of(settled(0, 1, a)));
        });
    provider.readsNumbers(a, numbers(State.IN_SERVICE));

    follow(run, time.instant(), () -> false);

    assertThat(first(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(ledger.progress().openNumberOrders(before.id())).isEmpty();
    assertThat(first(run).numbersOrdered()).isZero();
  }

  @Test
  void a_hundred_thousand_numbers_that_wait_cost_a_request_for_each_number_order_an_interval() {
    int orderCount = 10;
    int numberOrdersEach = 20;
    int numbersEach = 500;
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Integer>[] counts = new List[orderCount];
    Arrays.fill(counts, List.of(numberOrdersEach * numbersEach));
    Run run = accepted(counts);
    for (int order = 0; order < orderCount; order++) {
      String[] ids = new String[numberOrdersEach];
      for (int i = 0; i < numberOrdersEach; i++) {
        String id = "n-%d-%d-%d".formatted(run.id(), order, i);
        int from = NUMBERS.getAndAdd(numbersEach);
        ids[i] = id;
        provider.readsNumbers(
            id,
            consumer -> {
              for (int n = 0; n < numbersEach; n++) {
                consumer.accept(waiting(from + n, "DE", "requirement-info-pending"));
              }
              return new NumberOrderReading("pending", numbersEach);
            });
      }
      provider.reads(id(run, order), understood(settled(0, numberOrdersEach * numbersEach, ids)));
    }
    follow(run, time.instant(), () -> false);
    assertThat(ledger.runs().figures(run.id()).numbers().ordered()).isEqualTo(100_000);

    for (int interval = 0; interval < 2; interval++) {
      long before = provider.calls();
      long writer = lastWriter();
      makeDue(run);
      follow(run, time.instant(), () -> false);
      assertThat(provider.calls() - before).isEqualTo((long) orderCount * numberOrdersEach);
      assertThat(lastWriter()).as("numbers that stand as they stood").isEqualTo(writer);
    }
  }

  /** The last transaction that wrote a number. */
  private long lastWriter() {
    return ledger
        .jdbc()
        .sql("select max(xmin::text::bigint) from phone_number")
        .query(Long.class)
        .single();
  }

  /** An accepted order that names these numbers. */
  private Run acceptedNumbers(String... phoneNumbers) {
    Run run = ledger.plannedNumbers(phoneNumbers);
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.accepted(sent, "order-" + sent.id());
    return run;
  }

  @Test
  void the_numbers_of_an_order_that_names_them_belong_to_their_rows() {
    OrderedNumber first = number(NUMBERS.getAndIncrement(), State.IN_SERVICE);
    OrderedNumber second = number(NUMBERS.getAndIncrement(), State.FAILED);
    OrderedNumber third = number(NUMBERS.getAndIncrement(), State.IN_SERVICE);
    Run run = acceptedNumbers(first.phoneNumber(), second.phoneNumber(), third.phoneNumber());
    provider.readsNumbers(
        id(run, 0),
        consumer -> {
          List.of(third, second, first).forEach(consumer);
          return new NumberOrderReading("success", 3);
        });

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.PARTIAL);
    assertThat(
            ledger
                .jdbc()
                .sql(
                    """
                    select p.row_no || ' ' || n.phone_number || ' ' || p.ordered from phone_number n
                    join order_group p on p.order_id = n.order_id and p.position = n.position
                    where p.run_id = ? order by p.row_no
                    """)
                .param(run.id())
                .query(String.class)
                .list())
        .containsExactly(
            "1 " + first.phoneNumber() + " 1",
            "2 " + second.phoneNumber() + " 0",
            "3 " + third.phoneNumber() + " 1");
  }

  @Test
  void nothing_is_final_about_an_answer_that_does_not_fit_the_numbers_that_were_named() {
    OrderedNumber ours = number(NUMBERS.getAndIncrement(), State.IN_SERVICE);
    Run run = acceptedNumbers(ours.phoneNumber());
    provider.readsNumbers(
        id(run, 0),
        consumer -> {
          consumer.accept(number(NUMBERS.getAndIncrement(), State.IN_SERVICE));
          time.pass(Duration.ofHours(1));
          return new NumberOrderReading("success", 1, "has a number that was not ordered");
        });

    follow(run);

    assertThat(first(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(first(run).reason()).contains("has a number that was not ordered");
    assertThat(ledger.runs().figures(run.id()).numbers().ordered()).isZero();
  }
}
