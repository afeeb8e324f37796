package bulkorders.submission;

import static bulkorders.provider.ScriptedProvider.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import bulkorders.ledger.Events;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.Look;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.RunStoppedException;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.Submission.Placing;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SubmissionTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final Duration SETTLE_TIME = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final TestControl control = new TestControl();
  private final ScriptedProvider provider = new ScriptedProvider();

  private int workers = 1;
  private int maxAttempts = 3;
  private int maxRejected = 1_000;
  private OnAbsent onAbsent = OnAbsent.RESEND;

  private SubmissionProperties properties(Duration settleTime) {
    return new SubmissionProperties(
        workers, settleTime, TIMEOUT, onAbsent, maxAttempts, maxRejected);
  }

  /** As a process that was just started would begin. */
  private Placing placing(Run run) {
    return new Submission(
            orders, ledger.chosenNumbers(), properties(SETTLE_TIME), time, time::nanoTime)
        .placing(run, account -> provider, new AccountStops(control));
  }

  private static void place(Placing placing) {
    placing.place(() -> true);
  }

  private void place(Run run) {
    place(placing(run));
  }

  private void assertStops(Run run, String reason) {
    assertThatThrownBy(() -> place(run))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining(reason);
  }

  private ProviderOrder only(Run run) {
    List<ProviderOrder> all = orders.of(run.id());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<OrderState> states(Run run) {
    return orders.of(run.id()).stream().map(ProviderOrder::state).toList();
  }

  private static Refusal passing(Duration retryAfter) {
    return new Refusal(Refusal.Kind.PASSING, "429 too many", null, false, retryAfter);
  }

  private static Refusal content(String reason, @Nullable Integer group, boolean orderLevel) {
    return new Refusal(Refusal.Kind.CONTENT, reason, group, orderLevel, null);
  }

  private static void settle(SettableTime time, Run run, Duration passed) {
    time.pass(passed);
    for (ProviderOrder order : ledger.orders().of(run.id())) {
      ledger.age(order, passed.toSeconds());
    }
  }

  // -- accepted

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void every_order_is_placed_once_with_what_was_planned(int senders) {
    workers = senders;
    Run run = ledger.planned(20, 7);
    Placing placing = placing(run);

    place(placing);

    assertThat(placing.isDone()).isTrue();
    assertThat(states(run)).hasSize(20).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.references())
        .containsOnlyKeys(orders.of(run.id()).stream().map(ProviderOrder::reference).toList());
    assertThat(provider.references().values()).containsOnly(1);
    assertThat(provider.asked())
        .allSatisfy(
            asked -> {
              ProviderOrder order = byReference(run, asked.reference());
              assertThat(asked.groups()).isEqualTo(orders.groupsOf(order.id()));
              assertThat(order.providerOrderId()).isEqualTo("id-" + asked.reference() + "-0");
              assertThat(order.attempt()).isEqualTo(1);
            });
  }

  private ProviderOrder byReference(Run run, String reference) {
    return orders.of(run.id()).stream()
        .filter(order -> order.reference().equals(reference))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_intent_is_in_the_ledger_before_the_order_leaves() {
    Run run = ledger.planned(1, 5);
    List<ProviderOrder> seen = new ArrayList<>();
    provider.next(
        order -> {
          // On another connection than the sender's, so that only what is committed shows.
          seen.add(only(run));
          return provider.accept(order);
        });

    place(run);

    assertThat(seen).singleElement().satisfies(this::isBeingSent);
  }

  private void isBeingSent(ProviderOrder order) {
    assertThat(order.state()).isEqualTo(OrderState.SUBMITTING);
    assertThat(order.attempt()).isEqualTo(1);
    assertThat(order.sentAt()).isNotNull();
  }

  // -- refused for now

  @Test
  void an_order_refused_for_now_is_sent_again_after_the_time_the_provider_asks_for() {
    Run run = ledger.planned(1, 5);
    Duration asked = Duration.ofMillis(400);
    List<Long> sentAt = new ArrayList<>();
    provider
        .next(
            order -> {
              sentAt.add(System.nanoTime());
              return new Placement.Refused(passing(asked));
            })
        .always(
            order -> {
              sentAt.add(System.nanoTime());
              return provider.accept(order);
            });

    place(run);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(only(run).attempt()).isEqualTo(2);
    assertThat(Duration.ofNanos(sentAt.get(1) - sentAt.get(0))).isGreaterThanOrEqualTo(asked);
    assertThat(ledger.eventsOf(only(run)))
        .containsExactly("SUBMITTING", "PLANNED", "SUBMITTING", "ACCEPTED");
  }

  @Test
  void the_time_the_provider_asks_for_is_kept_over_a_restart() {
    maxAttempts = 1;
    Run run = ledger.planned(1, 5);
    provider.next(refuse(passing(Duration.ofHours(1))));

    assertStops(run, "429 too many");

    assertThat(only(run).state()).isEqualTo(OrderState.PLANNED);
    assertThat(orders.untilNextPlanned(run.id(), "telnyx"))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60)));
    assertThat(orders.claim(run.id(), "telnyx", "the next process")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void a_provider_that_goes_on_refusing_stops_the_run_after_so_many_attempts(int senders) {
    workers = senders;
    maxAttempts = 2;
    Run run = ledger.planned(1, 5);
    // Without a time to wait for, so that the order could be taken up at once by an idle worker.
    provider.always(refuse(Refusal.of(Refusal.Kind.PASSING, "connection refused")));

    assertStops(run, "refused order " + only(run).reference() + " 2 times: connection refused");

    assertThat(provider.asked()).hasSize(2);
    assertThat(only(run).state()).isEqualTo(OrderState.PLANNED);
    assertThat(only(run).attempt()).isEqualTo(2);
  }

  @Test
  void a_run_stopped_by_refusals_goes_on_when_it_is_launched_again() {
    maxAttempts = 1;
    Run run = ledger.planned(2, 5);
    provider.next(refuse(passing(Duration.ZERO)));
    assertStops(run, "429");

    place(run);

    assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1, 1);
  }

  // -- refused content

  @Test
  void the_group_that_the_provider_points_at_is_rejected_and_the_others_are_ordered_together() {
    Run run = ledger.planned(List.of(1, 2, 4, 8));
    provider.next(refuse(content("422 wrong area code", 2, false)));

    place(run);

    List<ProviderOrder> all = orders.of(run.id());
    assertThat(all)
        .extracting(ProviderOrder::state)
        .containsExactly(OrderState.REJECTED, OrderState.ACCEPTED);
    assertThat(all.get(1).reference()).isEqualTo(all.get(0).reference() + ".r1");
    assertThat(all.get(1).numbersRequested()).isEqualTo(11);
    RunFigures figures = ledger.runs().figures(run.id());
    assertThat(figures.numbers().rejected()).isEqualTo(4);
    assertThat(figures.numbers().pending()).isEqualTo(11);
  }

  @Test
  void a_pointer_to_a_group_that_was_not_sent_is_no_pointer() {
    Run run = ledger.planned(List.of(1, 2, 4, 8));
    provider.next(refuse(content("422", 4, false)));

    place(run);

    assertThat(orders.of(run.id()))
        .extracting(ProviderOrder::numbersRequested)
        .containsExactly(15, 3, 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void without_a_pointer_just_the_culprits_are_rejected_and_all_else_is_ordered_once(int senders) {
    workers = senders;
    Integer[] counts = IntStream.rangeClosed(1, 37).boxed().toArray(Integer[]::new);
    Run run = ledger.planned(List.of(counts));
    Set<String> culprits = Set.of("205", "223");
    provider.always(
        order ->
            order.groups().stream().anyMatch(group -> isOneOf(culprits, group))
                ? new Placement.Refused(content("422 something is wrong", null, false))
                : provider.accept(order));

    place(run);

    Set<String> accepted = Set.copyOf(provider.references().keySet());
    List<RequestedGroup> ordered =
        provider.asked().stream()
            .filter(asked -> accepted.contains(asked.reference()))
            .map(OrderRequest::groups)
            .flatMap(List::stream)
            .toList();
    assertThat(ordered)
        .extracting(RequestedGroup::count)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 37).filter(n -> n != 5 && n != 23).boxed().toList());
    assertThat(provider.references().values()).containsOnly(1);
    RunFigures figures = ledger.runs().figures(run.id());
    assertThat(figures.numbers().rejected()).isEqualTo(28);
    assertThat(figures.numbers().pending()).isEqualTo(37 * 38 / 2 - 28);
    assertThat(figures.orders())
        .containsEntry(OrderState.ACCEPTED, (long) accepted.size())
        .containsEntry(OrderState.PLANNED, 0L);
    assertThat(provider.asked())
        .extracting(OrderRequest::reference)
        .as("no reference is used for two different orders")
        .doesNotHaveDuplicates();
  }

  private static boolean isOneOf(Set<String> areaCodes, RequestedGroup group) {
    String areaCode = group.criteria().nationalDestinationCode();
    return areaCode != null && areaCodes.contains(areaCode);
  }

  @Test
  void a_refused_order_level_field_rejects_all_groups_and_stops_no_other_order() {
    Run run = ledger.planned(List.of(1, 2), List.of(4));
    provider.next(refuse(content("422 connection_id", 0, true)));

    place(run);

    assertThat(states(run)).containsExactly(OrderState.REJECTED, OrderState.ACCEPTED);
    assertThat(ledger.runs().figures(run.id()).numbers().rejected()).isEqualTo(3);
  }

  @Test
  void too_many_orders_refused_for_their_content_stop_the_run() {
    maxRejected = 2;
    Run run = ledger.planned(5, 1);
    provider.always(refuse(content("422 wrong", null, false)));

    assertStops(run, "more than 2 orders were refused for their content");

    assertThat(states(run))
        .containsExactly(
            OrderState.REJECTED,
            OrderState.REJECTED,
            OrderState.REJECTED,
            OrderState.PLANNED,
            OrderState.PLANNED);
  }

  // -- stop

  @Test
  void a_refused_account_stops_the_run_with_every_order_planned() {
    Run run = ledger.planned(3, 5);
    provider.always(refuse(Refusal.of(Refusal.Kind.STOP, "no funds: top up the account")));

    assertStops(run, "no funds: top up the account");

    assertThat(provider.asked()).hasSize(1);
    assertThat(states(run)).containsOnly(OrderState.PLANNED);
    provider.always(provider::accept);
    place(run);
    assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
  }

  @Test
  void a_stop_request_lets_the_order_in_hand_end_and_begins_no_other() {
    Run run = ledger.planned(3, 5);
    provider.next(
        order -> {
          control.stop();
          return provider.accept(order);
        });

    assertStops(run, "stopped on request");

    assertThat(states(run))
        .containsExactly(OrderState.ACCEPTED, OrderState.PLANNED, OrderState.PLANNED);
  }

  @Test
  void a_stop_request_ends_the_wait_for_the_next_attempt() {
    Run run = ledger.planned(1, 5);
    provider.next(
        order -> {
          control.stop();
          return new Placement.Refused(passing(Duration.ofMinutes(10)));
        });

    assertStops(run, "stopped on request");

    assertThat(only(run).state()).isEqualTo(OrderState.PLANNED);
  }

  @Test
  void nothing_leaves_once_the_alive_lock_is_lost() {
    Run run = ledger.planned(2, 5);
    control.loseLock();

    assertStops(run, "the alive-lock was lost");

    assertThat(provider.asked()).isEmpty();
    assertThat(states(run)).containsOnly(OrderState.PLANNED);
  }

  // -- held back

  @Test
  void an_order_that_is_held_back_is_taken_up_anew() {
    Run run = ledger.planned(1, 5);
    var suspended = new ArrayList<>(List.of(Duration.ofSeconds(11)));
    provider.beforeSending(
        () -> {
          if (!suspended.isEmpty()) {
            time.pass(suspended.remove(0));
          }
        });

    place(run);

    assertThat(provider.asked()).hasSize(1);
    assertThat(only(run).attempt()).isEqualTo(2);
    assertThat(ledger.eventsOf(only(run)))
        .containsExactly("SUBMITTING", "PLANNED", "SUBMITTING", "ACCEPTED");
  }

  @Test
  void orders_that_are_held_back_again_and_again_stop_the_run() {
    Run run = ledger.planned(1, 5);
    provider.beforeSending(() -> time.pass(Duration.ofSeconds(11)));

    assertStops(run, "held back");

    assertThat(provider.asked()).isEmpty();
    assertThat(only(run).state()).isEqualTo(OrderState.PLANNED);
    assertThat(only(run).attempt()).isEqualTo(5);
  }

  // -- unclear

  @Test
  void an_order_that_was_taken_without_an_answer_is_found_and_adopted() {
    Run run = ledger.planned(2, 5);
    provider.next(provider::acceptSilently);

    place(run);

    assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1, 1);
    ProviderOrder adopted = orders.of(run.id()).get(0);
    assertThat(adopted.providerOrderId()).isEqualTo("id-" + adopted.reference() + "-0");
    assertThat(ledger.eventsOf(adopted)).containsExactly("SUBMITTING", "UNCERTAIN", "ACCEPTED");
  }

  /** Which of the clocks say that the settle time has passed. */
  private enum Passed {
    NEITHER,
    DATABASE,
    MONOTONIC,
    BOTH
  }

  @ParameterizedTest
  @EnumSource
  void an_order_that_is_not_found_is_sent_again_only_when_both_clocks_say_it_settled(
      Passed passed) {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing placing = placing(run);
    place(placing);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(provider.looks()).isEqualTo(1);
    // The wall clock is not asked.
    time.stepWallClock(Duration.ofDays(1));
    if (passed == Passed.DATABASE || passed == Passed.BOTH) {
      ledger.age(only(run), SETTLE_TIME.toSeconds());
    } else {
      ledger.age(only(run), SETTLE_TIME.toSeconds() - 30);
    }
    if (passed == Passed.MONOTONIC || passed == Passed.BOTH) {
      time.passMonotonic(SETTLE_TIME);
    } else {
      time.passMonotonic(SETTLE_TIME.minusNanos(1_000_000));
    }

    place(placing);

    boolean resent = passed == Passed.BOTH;
    assertThat(only(run).state()).isEqualTo(resent ? OrderState.ACCEPTED : OrderState.UNCERTAIN);
    assertThat(provider.asked()).hasSize(resent ? 2 : 1);
    assertThat(provider.looks()).isEqualTo(resent ? 2 : 1);
    assertThat(placing.isDone()).isEqualTo(resent);
  }

  @Test
  void another_process_lets_an_order_settle_anew() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    place(run);
    settle(time, run, SETTLE_TIME);

    Placing restarted = placing(run);
    place(restarted);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);

    time.passMonotonic(SETTLE_TIME);
    place(restarted);
    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void a_look_that_began_before_the_order_settled_calls_nothing_absent() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    provider.nextLooks(
        () -> {
          settle(time, run, SETTLE_TIME);
          return new Look.Complete(Map.of());
        },
        () -> new Look.Complete(Map.of()));
    Placing placing =
        new Submission(orders, ledger.chosenNumbers(), properties(SHORT), time, time::nanoTime)
            .placing(run, account -> provider, new AccountStops(control));
    provider.beforeSending(
        () -> assertThat(provider.looks()).as("looks before the second sending").isIn(0, 2));

    place(placing);
    place(placing);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void an_order_that_shows_up_late_in_the_list_is_not_sent_again() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::acceptSilently).nextLooks(() -> new Look.Complete(Map.of()));
    Placing placing = placing(run);
    place(placing);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(placing.lookIsDue()).isFalse();

    settle(time, run, SETTLE_TIME);
    assertThat(placing.lookIsDue()).isTrue();
    place(placing);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void three_looks_that_do_not_add_up_leave_the_order_to_a_person() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    provider.nextLooks(incomplete(), incomplete(), incomplete());
    var submission =
        new Submission(
            orders, ledger.chosenNumbers(), properties(SHORT), Clock.systemUTC(), System::nanoTime);
    Placing placing = submission.placing(run, account -> provider, new AccountStops(control));

    placing.place(() -> false);

    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).contains("12 of 13");
    assertThat(provider.looks()).isEqualTo(3);
    assertThat(placing.isDone()).isTrue();
    assertThat(provider.asked()).hasSize(1);
  }

  private static Supplier<Look> incomplete() {
    return () -> new Look.Incomplete(Map.of(), "12 of 13 orders were seen");
  }

  @Test
  void an_order_that_an_incomplete_look_shows_is_adopted_all_the_same() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::acceptSilently);
    provider.nextLooks(
        () -> new Look.Incomplete(provider.found(Set.of(only(run).reference())), "12 of 13"));

    place(run);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void a_reference_found_twice_is_left_to_a_person() {
    Run run = ledger.planned(1, 5);
    provider.next(
        order -> {
          provider.accept(order);
          return provider.acceptSilently(order);
        });

    place(run);

    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).contains("2 times");
  }

  @Test
  void on_request_an_absent_order_is_left_to_a_person() {
    onAbsent = OnAbsent.PARK;
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing placing = placing(run);
    place(placing);
    settle(time, run, SETTLE_TIME);

    place(placing);

    assertThat(only(run).parkedReason()).contains("not found");
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void a_provider_that_cannot_be_looked_through_stops_the_run_and_parks_nothing() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::acceptSilently);
    provider.nextLooks(
        () -> {
          throw new ProviderUnavailableException("the provider does not answer");
        });

    assertStops(run, "the provider does not answer");

    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).isNull();
    place(run);
    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
  }

  // -- others, before and meanwhile

  @Test
  void what_a_dead_process_was_sending_is_looked_for_before_it_is_sent_again() {
    Run run = ledger.planned(2, 5);
    ProviderOrder taken = orders.claim(run.id(), "telnyx", "dead process").orElseThrow();
    provider.accept(request(taken));
    ProviderOrder lost = orders.claim(run.id(), "telnyx", "dead process").orElseThrow();
    Placing placing = placing(run);

    place(placing);

    assertThat(orders.get(taken.id()).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(orders.get(lost.id()).state()).isEqualTo(OrderState.UNCERTAIN);
    settle(time, run, SETTLE_TIME);
    place(placing);
    assertThat(orders.get(lost.id()).state())
        .as("the dead sender's request may have lasted up to its timeout")
        .isEqualTo(OrderState.UNCERTAIN);
    settle(time, run, TIMEOUT);
    place(placing);
    assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1, 1);
  }

  private OrderRequest request(ProviderOrder order) {
    return new OrderRequest(order.reference(), order.settings(), orders.groupsOf(order.id()));
  }

  @Test
  void an_outcome_that_could_not_be_written_is_looked_for_even_by_the_same_process() {
    Run run = ledger.planned(1, 5);
    provider.next(
        order -> {
          provider.accept(order);
          // No text column takes this, so that writing the outcome fails as with a lost database.
          return new Placement.Accepted("\u0000");
        });
    var submission =
        new Submission(
            orders, ledger.chosenNumbers(), properties(SETTLE_TIME), time, time::nanoTime);
    Placing first = submission.placing(run, account -> provider, new AccountStops(control));
    assertThatThrownBy(() -> place(first)).isNotInstanceOf(RunStoppedException.class);
    assertThat(only(run).state()).isEqualTo(OrderState.SUBMITTING);

    place(submission.placing(run, account -> provider, new AccountStops(control)));

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void an_acceptance_that_comes_after_others_swept_the_order_is_not_lost() {
    Run run = ledger.planned(1, 5);
    provider.next(sweptMeanwhile(run));

    place(run);

    assertThat(ledger.eventsOf(only(run)))
        .containsExactly("SUBMITTING", "UNCERTAIN", "LATE_OUTCOME", "ACCEPTED");
    assertThat(provider.references().values()).containsExactly(1);
  }

  private Function<OrderRequest, Placement> sweptMeanwhile(Run run) {
    return order -> {
      orders.sweep(run.id(), "another process", TIMEOUT);
      return provider.accept(order);
    };
  }

  @Test
  void an_order_that_was_accepted_late_and_is_not_listed_is_left_to_a_person() {
    Run run = ledger.planned(1, 5);
    provider
        .next(sweptMeanwhile(run))
        .nextLooks(() -> new Look.Complete(Map.of()), () -> new Look.Complete(Map.of()));
    Placing placing = placing(run);
    place(placing);
    settle(time, run, SETTLE_TIME.plus(TIMEOUT));

    place(placing);

    assertThat(provider.asked()).as("it is never sent again").hasSize(1);
    assertThat(only(run).parkedReason()).contains("id-" + only(run).reference() + "-0");
  }

  @Test
  void a_second_order_accepted_late_is_left_to_a_person() {
    Run run = ledger.planned(1, 5);
    ProviderOrder first = orders.claim(run.id(), "telnyx", "slow process").orElseThrow();
    orders.uncertain(first, "swept");
    orders.absent(orders.get(first.id()));
    provider.next(
        order -> {
          // The list shows the other order only.
          orders.lateOutcome(first, "accepted as slow", "slow", TIMEOUT);
          return provider.accept(order);
        });

    place(run);

    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).contains("slow").contains(only(run).reference());
  }

  @Test
  void an_order_answered_with_the_id_of_another_is_looked_for_and_adopted_as_its_own() {
    Run run = ledger.planned(2, 5);
    provider.next(provider::accept, this::acceptUnderTheFirstId);

    place(run);

    ProviderOrder second = orders.of(run.id()).get(1);
    assertThat(states(run)).containsExactly(OrderState.ACCEPTED, OrderState.ACCEPTED);
    assertThat(second.providerOrderId()).isEqualTo("id-" + second.reference() + "-0");
    assertThat(ledger.eventsOf(second)).containsExactly("SUBMITTING", "UNCERTAIN", "ACCEPTED");
    assertThat(ledger.story(run))
        .filteredOn(event -> event.type().equals("UNCERTAIN"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .contains("the id of another order", orders.of(run.id()).get(0).reference()));
    assertThat(provider.references().values()).containsOnly(1);
  }

  private Placement acceptUnderTheFirstId(OrderRequest order) {
    String first = provider.references().keySet().iterator().next();
    provider.accept(order);
    return new Placement.Accepted("id-" + first + "-0");
  }

  @Test
  void an_order_that_the_provider_lists_under_the_id_of_another_is_left_to_a_person() {
    Run run = ledger.planned(2, 5);
    String first = orders.of(run.id()).get(0).reference();
    String second = orders.of(run.id()).get(1).reference();
    provider
        .next(provider::accept, this::acceptUnderTheFirstId)
        .nextLooks(() -> new Look.Complete(Map.of(second, List.of("id-" + first + "-0"))));

    place(run);

    assertThat(states(run)).containsExactly(OrderState.ACCEPTED, OrderState.UNCERTAIN);
    assertThat(orders.of(run.id()).get(1).parkedReason())
        .contains("the id of another order", first);
  }

  @Test
  void a_late_acceptance_under_the_id_of_another_order_is_kept_and_looked_for() {
    Run run = ledger.planned(2, 5);
    provider.next(
        provider::accept,
        order -> {
          orders.sweep(run.id(), "another process", TIMEOUT);
          return acceptUnderTheFirstId(order);
        });

    place(run);

    ProviderOrder second = orders.of(run.id()).get(1);
    assertThat(second.providerOrderId()).isEqualTo("id-" + second.reference() + "-0");
    assertThat(ledger.eventsOf(second))
        .containsExactly("SUBMITTING", "UNCERTAIN", "LATE_OUTCOME", "ACCEPTED");
  }

  @Test
  void a_provider_that_always_answers_with_the_same_id_stops_the_run() {
    Run run = ledger.planned(8, 5);
    String id = "same-" + run.id();
    provider.always(order -> new Placement.Accepted(id));

    assertStops(run, "the id of another order");

    assertThat(provider.asked()).hasSize(6);
  }

  /**
   * Between one process's look and what it concludes, another one has found the order absent, sent
   * it again, and lost the answer.
   */
  private Supplier<Look> lookDuringWhichAnotherSendsItAgain(Run run, Supplier<Look> seen) {
    return () -> {
      Look look = seen.get();
      ProviderOrder before = only(run);
      assertThat(orders.absent(before)).isTrue();
      ProviderOrder sent = orders.claim(run.id(), "telnyx", "another process").orElseThrow();
      provider.accept(request(sent));
      assertThat(orders.uncertain(sent, "no answer")).isTrue();
      return look;
    };
  }

  /** An order that is uncertain and has settled, for who looks for it from now on. */
  private UncertainOrders settledDoubt(Run run) {
    provider.next(provider::lose);
    place(run);
    var looking =
        new UncertainOrders(
            run.id(), "telnyx", orders, provider, properties(SETTLE_TIME), time::nanoTime);
    looking.look();
    settle(time, run, SETTLE_TIME);
    return looking;
  }

  private void lookTwiceAndFindIt(Run run, UncertainOrders looking) {
    looking.look();
    assertThat(only(run).attempt()).isEqualTo(2);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).isNull();

    looking.look();
    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void an_order_that_another_process_sent_again_meanwhile_is_not_taken_for_absent() {
    Run run = ledger.planned(1, 5);
    UncertainOrders looking = settledDoubt(run);
    provider.nextLooks(lookDuringWhichAnotherSendsItAgain(run, () -> new Look.Complete(Map.of())));

    lookTwiceAndFindIt(run, looking);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_was_seen_before_another_process_sent_the_order_again_says_nothing_of_it(
      boolean incomplete) {
    Run run = ledger.planned(1, 5);
    UncertainOrders looking = settledDoubt(run);
    Map<String, List<String>> twice = Map.of(only(run).reference(), List.of("a", "b"));
    provider.nextLooks(
        lookDuringWhichAnotherSendsItAgain(
            run,
            () ->
                incomplete
                    ? new Look.Incomplete(Map.of(), "pages shifted")
                    : new Look.Complete(twice)));

    lookTwiceAndFindIt(run, looking);
  }

  @Test
  void of_two_processes_that_find_an_order_absent_one_sends_it_again() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing one = placing(run);
    Placing other = placing(run);
    place(one);
    place(other);
    settle(time, run, SETTLE_TIME);
    provider.nextLooks(
        () -> {
          // The other looks, concludes and sends while this look is under way.
          place(other);
          return new Look.Complete(Map.of());
        });

    place(one);

    assertThat(only(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(only(run).attempt()).isEqualTo(2);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void a_doubt_that_comes_back_has_to_settle_anew() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    Placing placing = placing(run);
    place(placing);
    ProviderOrder doubt = only(run);
    settle(time, run, SETTLE_TIME);
    assertThat(placing.lookIsDue()).isTrue();
    orders.lateOutcome(doubt, "no answer after all", null, TIMEOUT);
    place(placing);
    // As if the database's clock had been set forward.
    ledger.age(only(run), SETTLE_TIME.toSeconds());

    place(placing);

    assertThat(provider.asked()).hasSize(1);
    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
  }

  /** A database clock that was set forward hides how long the dead sender may still have sent. */
  @Test
  void what_a_dead_process_was_sending_settles_after_its_request_by_the_monotonic_clock_too() {
    Run run = ledger.planned(1, 5);
    assertThat(orders.claim(run.id(), "telnyx", "dead process")).isPresent();
    Placing placing = placing(run);
    place(placing);
    ledger.age(only(run), Duration.ofDays(1).toSeconds());
    time.pass(SETTLE_TIME);

    place(placing);
    assertThat(provider.asked()).isEmpty();

    time.pass(TIMEOUT);
    place(placing);
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void a_thousand_uncertain_orders_cost_one_reading_of_the_list() {
    Run run = ledger.planned(1_000, 1);
    orders.of(run.id()).forEach(order -> provider.accept(request(order)));
    ledger
        .jdbc()
        .sql(
            """
            update provider_order set state = 'UNCERTAIN', attempt = 1, sent_at = clock_timestamp(),
              attempt_ended_at = clock_timestamp()
            where run_id = ?
            """)
        .param(run.id())
        .update();

    place(run);

    assertThat(states(run)).hasSize(1_000).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.calls()).isEqualTo(1);
  }

  @Test
  void a_look_reaches_back_to_the_first_moment_at_which_an_uncertain_order_can_have_been_sent() {
    Run run = ledger.planned(3, 5);
    provider.next(provider::accept, provider::acceptSilently, provider::acceptSilently);

    place(run);

    assertThat(provider.lookedSince()).isEqualTo(orders.of(run.id()).get(1).createdAt());
    placing(ledger.planned(1, 5)).askAccounts(false);
    assertThat(provider.lookedSince()).as("the witness reads everything").isNull();
  }

  @Test
  void every_step_has_its_event() {
    Run run = ledger.planned(1, 5);
    provider.next(refuse(passing(SHORT)), provider::acceptSilently);

    place(run);

    assertThat(ledger.story(run))
        .filteredOn(event -> event.reference() != null)
        .extracting(Events.Event::type)
        .containsExactly("SUBMITTING", "PLANNED", "SUBMITTING", "UNCERTAIN", "ACCEPTED");
    assertThat(ledger.story(run).stream().map(Events.Event::actor).collect(Collectors.toSet()))
        .containsExactly(TestLedger.ACTOR);
  }

  @Test
  void a_run_with_nothing_to_place_is_done_without_a_call() {
    Run run = ledger.run();
    Placing placing = placing(run);

    place(placing);

    assertThat(placing.isDone()).isTrue();
    assertThat(provider.calls()).isZero();
  }

  // -- several accounts

  @Test
  void an_account_that_takes_nothing_keeps_no_other_from_its_orders() {
    Run run = ledger.plannedWithAnother("east", 5);
    provider.always(refuse(Refusal.of(Refusal.Kind.STOP, "no funds")));
    var east = new ScriptedProvider();
    var stops = new AccountStops(control);
    Placing placing =
        new Submission(
                orders, ledger.chosenNumbers(), properties(SETTLE_TIME), time, time::nanoTime)
            .placing(run, account -> account.equals("east") ? east : provider, stops);

    place(placing);

    assertThat(placing.isDone()).isTrue();
    assertThatThrownBy(stops::requireNone)
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("no funds");
    assertThat(orders.of(run.id()))
        .extracting(ProviderOrder::account, ProviderOrder::state)
        .containsExactly(tuple("telnyx", OrderState.PLANNED), tuple("east", OrderState.ACCEPTED));
    assertThat(east.references()).containsOnlyKeys(orders.of(run.id()).get(1).reference());
    assertThat(provider.references()).isEmpty();
  }

  // -- what the account has already

  /** The provider has an order of this reference, whoever sent it. */
  private String hasAlready(String reference) {
    var placed =
        (Placement.Accepted)
            provider.accept(new OrderRequest(reference, OrderSettings.NONE, List.of()));
    return placed.providerOrderId();
  }

  private void fits(String providerOrderId) {
    provider.reads(providerOrderId, () -> new OrderReading.Understood(List.of()));
  }

  /** As if an order of the run had been sent once. */
  private void begin(Run run) {
    ProviderOrder taken = orders.claim(run.id(), "telnyx", "an earlier process").orElseThrow();
    orders.backToPlanned(taken, Duration.ZERO, "refused for now");
  }

  @Test
  void a_run_that_was_ordered_from_another_ledger_is_not_ordered_here() {
    Run run = ledger.planned(3, 5);
    String second = orders.of(run.id()).get(1).reference();
    fits(hasAlready(second));
    hasAlready("bo" + "a".repeat(16) + ".1");

    assertThatThrownBy(() -> placing(run).askAccounts(false))
        .isInstanceOf(OrderedElsewhereException.class)
        .hasMessageContainingAll("account telnyx has 1 order of it", "--adopt", "--run-key");
    assertThat(states(run)).containsOnly(OrderState.PLANNED);

    Placing adopting = placing(run);
    adopting.askAccounts(true);
    assertThat(states(run))
        .containsExactly(OrderState.PLANNED, OrderState.ACCEPTED, OrderState.PLANNED);
    place(adopting);
    assertThat(provider.asked())
        .extracting(OrderRequest::reference)
        .doesNotContain(second)
        .hasSize(2);
    assertThat(provider.references().values()).containsOnly(1);
    assertThat(provider.looks()).as("one for each execution").isEqualTo(2);
  }

  @Test
  void a_run_that_this_ledger_has_begun_adopts_what_fits_and_leaves_the_rest_to_a_person() {
    Run run = ledger.planned(6, 5);
    begin(run);
    List<String> references = orders.of(run.id()).stream().map(ProviderOrder::reference).toList();
    fits(hasAlready(references.get(0)));
    provider.reads(
        hasAlready(references.get(1)), () -> new OrderReading.NotUnderstood("4 numbers, not 5"));
    hasAlready(references.get(2));
    hasAlready(references.get(2));
    hasAlready(references.get(3) + ".r2");

    Placing placing = placing(run);
    placing.askAccounts(false);
    place(placing);

    assertThat(states(run))
        .containsExactly(
            OrderState.ACCEPTED,
            OrderState.PLANNED,
            OrderState.PLANNED,
            OrderState.PLANNED,
            OrderState.ACCEPTED,
            OrderState.ACCEPTED);
    assertThat(orders.of(run.id()).subList(1, 4))
        .extracting(ProviderOrder::parkedReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("4 numbers, not 5"),
            reason -> assertThat(reason).contains("2 times"),
            reason -> assertThat(reason).contains(".r2", "does not know"));
    assertThat(provider.asked())
        .extracting(OrderRequest::reference)
        .containsExactlyInAnyOrder(references.get(4), references.get(5));
    assertThat(placing.isDone()).isTrue();
  }

  @Test
  void an_uncertain_order_whose_replacements_are_there_is_not_sent_again() {
    Run run = ledger.planned(1, 5);
    provider.next(provider::lose);
    place(placing(run));
    hasAlready(only(run).reference() + ".r1");
    settle(time, run, SETTLE_TIME);

    Placing placing = placing(run);
    placing.askAccounts(false);
    place(placing);

    assertThat(only(run).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(only(run).parkedReason()).contains("does not know");
  }

  @Test
  void an_order_that_is_not_in_the_plan_stops_the_run() {
    Run run = ledger.planned(2, 5);
    hasAlready("bo" + run.tag() + ".7");

    assertThatThrownBy(() -> placing(run).askAccounts(true))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("bo" + run.tag() + ".7");
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void looks_that_do_not_add_up_stop_the_run_before_anything_is_sent() {
    Run run = ledger.planned(1, 5);
    Supplier<Look> incomplete = () -> new Look.Incomplete(Map.of(), "12 of 13 orders were seen");
    provider.nextLooks(incomplete, incomplete, incomplete);
    Placing placing =
        new Submission(orders, ledger.chosenNumbers(), properties(SHORT), time, time::nanoTime)
            .placing(run, account -> provider, new AccountStops(control));

    assertThatThrownBy(() -> placing.askAccounts(false))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("12 of 13");
    assertThat(only(run).attempt()).isZero();

    placing.askAccounts(false);
    placing.askAccounts(false);
    assertThat(provider.looks()).isEqualTo(4);
  }
}
