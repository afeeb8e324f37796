package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.RequestedGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final String ME = "me";
  private static final String OTHER = "other";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Orders orders = ledger.orders();

  private ProviderOrder claimed(Run run) {
    return orders.claim(run.id(), "telnyx", ME).orElseThrow();
  }

  private ProviderOrder now(ProviderOrder order) {
    return orders.get(order.id());
  }

  private ProviderOrder uncertain(Run run) {
    ProviderOrder sent = claimed(run);
    assertThat(orders.uncertain(sent, "no answer")).isTrue();
    return now(sent);
  }

  private static String reference(ProviderOrder order, int replacement) {
    return ReferenceFormat.reference(
        null, ledger.runs().get(order.runId()).tag(), order.orderNo(), replacement);
  }

  @Test
  void a_claim_writes_down_attempt_owner_and_time_before_anything_is_sent() {
    Run run = ledger.planned(1, 5);

    ProviderOrder order = claimed(run);

    assertThat(now(order)).isEqualTo(order);
    assertThat(order.state()).isEqualTo(OrderState.SUBMITTING);
    assertThat(order.attempt()).isEqualTo(1);
    assertThat(order.owner()).isEqualTo(ME);
    assertThat(order.sentAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(ledger.eventsOf(order)).containsExactly("SUBMITTING");
    assertThat(orders.claim(run.id(), "telnyx", ME)).as("nothing is left").isEmpty();
  }

  @Test
  void orders_are_taken_up_by_their_number_and_never_those_of_another_run() {
    Run run = ledger.planned(3, 5);
    ledger.planned(3, 5);

    assertThat(Stream.generate(() -> orders.claim(run.id(), "telnyx", ME)).limit(4).toList())
        .extracting(order -> order.map(ProviderOrder::orderNo).orElse(0))
        .containsExactly(1, 2, 3, 0);
  }

  @Test
  void many_at_once_never_take_up_the_same_order() throws Exception {
    Run run = ledger.planned(120, 5);
    int senders = 6;
    List<Long> taken = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      var start = new CyclicBarrier(senders);
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        String owner = "sender " + i;
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  for (var order = orders.claim(run.id(), "telnyx", owner);
                      order.isPresent();
                      order = orders.claim(run.id(), "telnyx", owner)) {
                    taken.add(order.get().id());
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(taken).hasSize(120).doesNotHaveDuplicates();
    assertThat(orders.of(run.id()))
        .allMatch(order -> order.attempt() == 1 && order.state() == OrderState.SUBMITTING);
  }

  @Test
  void an_order_that_was_refused_for_now_is_not_taken_up_before_its_time() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);

    assertThat(orders.backToPlanned(sent, Duration.ofSeconds(30), "429")).isTrue();

    assertThat(orders.claim(run.id(), "telnyx", OTHER)).isEmpty();
    assertThat(orders.untilNextPlanned(run.id(), "telnyx"))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
    ProviderOrder again = orders.claimAgain(now(sent), ME).orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(orders.claimAgain(now(sent), ME)).as("it is being sent").isEmpty();
  }

  @Test
  void an_order_is_taken_up_again_only_from_the_attempt_that_was_refused() {
    Run run = ledger.planned(1, 5);
    ProviderOrder first = claimed(run);
    orders.backToPlanned(first, Duration.ZERO, "429");
    ProviderOrder refusedOnce = now(first);
    ProviderOrder second = orders.claim(run.id(), "telnyx", OTHER).orElseThrow();
    orders.backToPlanned(second, Duration.ZERO, "429");

    assertThat(orders.claimAgain(refusedOnce, ME)).isEmpty();
    assertThat(now(first).attempt()).isEqualTo(2);
  }

  static Stream<Named<Predicate<ProviderOrder>>> outcomesOfAnAttempt() {
    Orders orders = ledger.orders();
    return Stream.of(
        Named.of("accepted", sent -> orders.accepted(sent, "id-" + sent.id())),
        Named.of("back to planned", sent -> orders.backToPlanned(sent, Duration.ZERO, "429")),
        Named.of("uncertain", sent -> orders.uncertain(sent, "no answer")),
        Named.of(
            "rejected",
            sent ->
                orders.rejected(
                    sent, "422", List.of(0), List.of(List.of(1)), k -> reference(sent, k))));
  }

  @ParameterizedTest
  @MethodSource("outcomesOfAnAttempt")
  void an_outcome_is_written_to_its_own_attempt_only(Predicate<ProviderOrder> outcome) {
    Run run = ledger.planned(List.of(5, 6));
    ProviderOrder first = claimed(run);
    orders.uncertain(first, "no answer");
    orders.absent(now(first));
    ProviderOrder second = orders.claim(run.id(), "telnyx", OTHER).orElseThrow();
    List<String> before = ledger.eventsOf(second);

    assertThat(outcome.test(first)).as("the stale attempt").isFalse();
    assertThat(now(second)).isEqualTo(second);
    assertThat(orders.of(run.id())).hasSize(1);
    assertThat(ledger.eventsOf(second)).isEqualTo(before);
    assertThat(outcome.test(second)).as("the attempt that is on").isTrue();
    ProviderOrder after = now(second);
    assertThat(outcome.test(second)).as("a second outcome").isFalse();
    assertThat(now(second)).isEqualTo(after);
    assertThat(ledger.eventsOf(second)).hasSizeGreaterThan(before.size());
  }

  static Stream<Named<Predicate<ProviderOrder>>> endsOfADoubt() {
    Orders orders = ledger.orders();
    return Stream.of(
        Named.of("found", order -> orders.adopted(order, "found-" + order.id())),
        Named.of("absent", orders::absent),
        Named.of("parked", order -> orders.park(order, "a person decides")));
  }

  @ParameterizedTest
  @MethodSource("endsOfADoubt")
  void a_doubt_ends_only_while_it_lasts(Predicate<ProviderOrder> end) {
    Run run = ledger.planned(1, 5);
    ProviderOrder firstDoubt = uncertain(run);
    orders.absent(firstDoubt);
    ProviderOrder planned = now(firstDoubt);
    assertThat(end.test(firstDoubt)).as("the order is planned again").isFalse();
    assertThat(now(firstDoubt)).isEqualTo(planned);

    ProviderOrder secondDoubt = uncertain(run);
    assertThat(end.test(firstDoubt)).as("another attempt is in doubt").isFalse();
    assertThat(now(firstDoubt)).isEqualTo(secondDoubt);
    assertThat(end.test(secondDoubt)).isTrue();
  }

  @Test
  void orders_of_dead_senders_become_uncertain_as_of_the_latest_end_of_their_request() {
    Run run = ledger.planned(2, 5);
    ProviderOrder dead = orders.claim(run.id(), "telnyx", OTHER).orElseThrow();
    ProviderOrder mine = claimed(run);
    Run another = ledger.planned(1, 5);
    ProviderOrder elsewhere = orders.claim(another.id(), "telnyx", OTHER).orElseThrow();

    assertThat(orders.sweep(run.id(), ME, TIMEOUT)).isEqualTo(1);
    assertThat(orders.sweep(run.id(), ME, TIMEOUT)).isZero();

    ProviderOrder swept = now(dead);
    assertThat(swept.state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(swept.attemptEndedAt())
        .isEqualTo(Objects.requireNonNull(dead.sentAt()).plus(TIMEOUT));
    assertThat(sinceAttemptEnded(swept)).isNegative();
    assertThat(ledger.eventsOf(dead)).containsExactly("SUBMITTING", "UNCERTAIN");
    assertThat(now(mine)).isEqualTo(mine);
    assertThat(now(elsewhere)).isEqualTo(elsewhere);
  }

  @Test
  void an_order_accepted_after_it_was_swept_is_kept_as_a_late_outcome_and_stays_uncertain() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    orders.sweep(run.id(), OTHER, TIMEOUT);

    assertThat(orders.accepted(sent, "late-1")).isFalse();
    orders.lateOutcome(sent, "accepted as late-1", "late-1", TIMEOUT);

    assertThat(now(sent).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(ledger.eventsOf(sent)).contains("LATE_OUTCOME");
    assertThat(ledger.story(run))
        .filteredOn(event -> event.type().equals("LATE_OUTCOME"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).contains("attempt 1").contains("late-1"));
  }

  /** What can have become of an order before the outcome of its first attempt arrives. */
  static Stream<Named<UnaryOperator<ProviderOrder>>> statesMeanwhile() {
    Orders orders = ledger.orders();
    UnaryOperator<ProviderOrder> planned =
        first -> {
          orders.uncertain(first, "swept");
          orders.absent(orders.get(first.id()));
          return orders.get(first.id());
        };
    UnaryOperator<ProviderOrder> submitting =
        first -> {
          int run = planned.apply(first).runId();
          return orders.claim(run, "telnyx", OTHER).orElseThrow();
        };
    return Stream.of(
        Named.of("planned", planned),
        Named.of("submitting", submitting),
        Named.of(
            "accepted",
            first -> {
              orders.accepted(submitting.apply(first), "second-" + first.id());
              return orders.get(first.id());
            }),
        Named.of(
            "rejected",
            first -> {
              orders.rejected(
                  submitting.apply(first),
                  "422",
                  List.of(0),
                  List.of(List.of(1)),
                  k -> reference(first, k));
              return orders.get(first.id());
            }));
  }

  @ParameterizedTest
  @MethodSource("statesMeanwhile")
  void a_late_acceptance_makes_the_order_uncertain_whatever_it_is(
      UnaryOperator<ProviderOrder> meanwhile) {
    Run run = ledger.planned(List.of(5, 6));
    ProviderOrder first = claimed(run);
    ProviderOrder before = meanwhile.apply(first);

    orders.lateOutcome(first, "accepted as late", "late-" + first.id(), TIMEOUT);

    assertBecameUncertain(before);
    assertThat(orders.claimAgain(before, ME)).as("it is not sent again").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("statesMeanwhile")
  void a_late_doubt_makes_the_order_uncertain_whatever_it_is(
      UnaryOperator<ProviderOrder> meanwhile) {
    Run run = ledger.planned(List.of(5, 6));
    ProviderOrder first = claimed(run);
    ProviderOrder before = meanwhile.apply(first);

    orders.lateOutcome(first, "no answer", null, TIMEOUT);

    assertBecameUncertain(before);
  }

  private Duration sinceAttemptEnded(ProviderOrder uncertain) {
    return Duration.between(Objects.requireNonNull(uncertain.attemptEndedAt()), orders.now());
  }

  private void assertBecameUncertain(ProviderOrder before) {
    ProviderOrder after = now(before);
    assertThat(after.state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(after.attempt()).isEqualTo(before.attempt());
    Duration stillSent = before.state() == OrderState.SUBMITTING ? TIMEOUT : Duration.ZERO;
    assertThat(sinceAttemptEnded(after).plus(stillSent))
        .as("the settle time begins when whatever was sent last has ended for certain")
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(ledger.eventsOf(before)).endsWith("LATE_OUTCOME", "UNCERTAIN");
    assertThat(after.finalAt()).isNull();
  }

  @Test
  void a_late_acceptance_under_the_known_id_changes_nothing() {
    Run run = ledger.planned(1, 5);
    ProviderOrder doubt = uncertain(run);
    orders.adopted(doubt, "same-" + doubt.id());
    ProviderOrder adopted = now(doubt);

    orders.lateOutcome(doubt, "accepted", "same-" + doubt.id(), TIMEOUT);

    assertThat(now(doubt)).isEqualTo(adopted);
    assertThat(ledger.eventsOf(doubt)).endsWith("LATE_OUTCOME");
  }

  @Test
  void a_refused_order_that_was_accepted_after_all_is_left_to_a_person() {
    Run run = ledger.planned(List.of(5, 6));
    ProviderOrder first = claimed(run);
    orders.uncertain(first, "swept");
    orders.absent(now(first));
    ProviderOrder second = claimed(run);
    orders.rejected(second, "422", List.of(0), List.of(List.of(1)), k -> reference(second, k));

    orders.lateOutcome(first, "accepted as late", "late-" + first.id(), TIMEOUT);

    assertThat(now(first).parkedReason())
        .as("its groups are planned anew, nobody may adopt it by himself")
        .contains("accepted as late");
    assertThat(orders.of(run.id(), OrderState.UNCERTAIN)).isEmpty();
  }

  @Test
  void an_order_that_was_accepted_under_two_ids_is_left_to_a_person_at_once() {
    Run run = ledger.planned(1, 5);
    ProviderOrder first = claimed(run);
    orders.uncertain(first, "swept");
    orders.absent(now(first));
    ProviderOrder second = claimed(run);
    orders.accepted(second, "second-" + first.id());

    orders.lateOutcome(first, "accepted as late", "late-" + first.id(), TIMEOUT);

    assertThat(now(first).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(now(first).parkedReason())
        .as("the provider may list only one of them for a long time")
        .contains("accepted as late", "second-" + first.id());
  }

  @Test
  void a_parked_order_is_not_taken_up_again_by_the_sender_that_was_refused() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    orders.refusedForNow(sent, Duration.ZERO, "429");
    orders.park(now(sent), "something is in its place");

    assertThat(orders.claimAgain(now(sent), ME)).isEmpty();
  }

  @Test
  void a_look_that_began_before_a_late_outcome_cannot_call_the_order_absent() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    orders.sweep(run.id(), OTHER, TIMEOUT);
    ledger.age(sent, 1_000);
    ProviderOrder asLookBegan = now(sent);

    orders.lateOutcome(sent, "no answer", null, TIMEOUT);

    assertThat(orders.absent(asLookBegan)).isFalse();
    assertThat(sinceAttemptEnded(now(sent)))
        .as("the settle time counts from the late end of the attempt")
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void an_order_that_the_provider_once_accepted_is_never_planned_again() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    orders.sweep(run.id(), OTHER, TIMEOUT);
    orders.lateOutcome(sent, "accepted", "late-" + sent.id(), TIMEOUT);

    assertThat(orders.absent(now(sent))).isFalse();
    assertThat(now(sent).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(now(sent).providerOrderId()).isEqualTo("late-" + sent.id());
  }

  @Test
  void the_third_look_that_does_not_add_up_parks_the_order() {
    Run run = ledger.planned(1, 5);
    ProviderOrder doubt = uncertain(run);

    orders.lookFailed(doubt, "pages do not add up");
    orders.lookFailed(doubt, "pages do not add up");
    assertThat(now(doubt).parkedReason()).isNull();
    orders.lookFailed(doubt, "pages do not add up");

    assertThat(now(doubt).parkedReason()).contains("pages do not add up");
    assertThat(now(doubt).state()).isEqualTo(OrderState.UNCERTAIN);
    assertThat(orders.of(run.id(), OrderState.UNCERTAIN)).isEmpty();
    assertThat(ledger.runs().figures(run.id()).parked()).isEqualTo(1);
    assertThat(ledger.eventsOf(doubt))
        .endsWith("LOOK_FAILED", "LOOK_FAILED", "LOOK_FAILED", "PARKED");
  }

  @Test
  void looks_are_counted_anew_for_each_attempt() {
    Run run = ledger.planned(1, 5);
    ProviderOrder first = uncertain(run);
    orders.lookFailed(first, "no");
    orders.lookFailed(first, "no");
    orders.absent(first);
    ProviderOrder second = uncertain(run);

    orders.lookFailed(first, "stale");
    orders.lookFailed(second, "no");

    assertThat(now(second).parkedReason()).isNull();
  }

  @Test
  void a_refused_order_and_its_replacements_hold_every_group_once() {
    Run run = ledger.planned(List.of(1, 2, 4, 8, 16));
    ProviderOrder sent = claimed(run);
    List<RequestedGroup> groups = orders.groupsOf(sent.id());

    orders.rejected(
        sent,
        "422 wrong",
        List.of(1),
        List.of(List.of(0, 3), List.of(2, 4)),
        k -> reference(sent, k));

    List<ProviderOrder> all = orders.of(run.id());
    assertThat(all).extracting(ProviderOrder::numbersRequested).containsExactly(31, 9, 20);
    assertThat(all)
        .extracting(ProviderOrder::state)
        .containsExactly(OrderState.REJECTED, OrderState.PLANNED, OrderState.PLANNED);
    assertThat(all)
        .extracting(ProviderOrder::reference)
        .containsExactly(sent.reference(), sent.reference() + ".r1", sent.reference() + ".r2");
    assertThat(orders.groupsOf(all.get(1).id()))
        .containsExactly(
            new RequestedGroup(0, groups.get(0).criteria(), 1),
            new RequestedGroup(1, groups.get(3).criteria(), 8));
    assertThat(orders.groupsOf(all.get(2).id()))
        .containsExactly(
            new RequestedGroup(0, groups.get(2).criteria(), 4),
            new RequestedGroup(1, groups.get(4).criteria(), 16));
    RunFigures.Numbers numbers = ledger.runs().figures(run.id()).numbers();
    assertThat(numbers.rejected()).isEqualTo(2);
    assertThat(numbers.pending()).isEqualTo(29);
    assertThat(ledger.eventsOf(all.get(1))).containsExactly("PLANNED");
    assertThat(orders.countRejected(run.id())).isEqualTo(1);
  }

  @Test
  void replacements_get_numbers_of_their_own_however_many_are_refused_at_once() throws Exception {
    Run run = ledger.planned(List.copyOf(Collections.nCopies(64, 1)));
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      boolean halved = true;
      while (halved) {
        List<Future<Boolean>> halvings = new ArrayList<>();
        for (var order = orders.claim(run.id(), "telnyx", ME);
            order.isPresent();
            order = orders.claim(run.id(), "telnyx", ME)) {
          ProviderOrder sent = order.get();
          if (sent.groups() > 1) {
            halvings.add(threads.submit(() -> halve(sent)));
          } else {
            orders.accepted(sent, "id-" + sent.id());
          }
        }
        for (Future<Boolean> halving : halvings) {
          assertThat(halving.get()).isTrue();
        }
        halved = !halvings.isEmpty();
      }
    } finally {
      threads.shutdown();
    }
    List<ProviderOrder> all = orders.of(run.id());
    assertThat(all)
        .extracting(ProviderOrder::replacement)
        .isEqualTo(IntStream.range(0, 127).boxed().toList());
    assertThat(all).extracting(ProviderOrder::reference).doesNotHaveDuplicates();
    assertThat(all).filteredOn(order -> order.state() == OrderState.ACCEPTED).hasSize(64);
    RunFigures.Numbers numbers = ledger.runs().figures(run.id()).numbers();
    assertThat(numbers.pending()).isEqualTo(64);
    assertThat(numbers.rejected()).isZero();
  }

  private boolean halve(ProviderOrder sent) {
    List<Integer> all = IntStream.range(0, sent.groups()).boxed().toList();
    int half = sent.groups() / 2;
    return orders.rejected(
        sent,
        "somewhere in it",
        List.of(),
        List.of(all.subList(0, half), all.subList(half, sent.groups())),
        k -> reference(sent, k));
  }

  @Test
  void a_change_whose_event_cannot_be_written_does_not_happen() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    String nul = "no text can hold \u0000";

    assertThatThrownBy(() -> orders.uncertain(sent, nul)).isNotNull();
    assertThatThrownBy(() -> orders.park(sent, nul)).isNotNull();
    refuseEvents(run);
    try {
      assertThatThrownBy(() -> orders.accepted(sent, "id")).hasMessageContaining("disk full");
      assertThatThrownBy(() -> orders.uncertain(sent, "no answer"))
          .hasMessageContaining("disk full");
      assertThatThrownBy(() -> orders.backToPlanned(sent, Duration.ZERO, "429"))
          .hasMessageContaining("disk full");
      assertThatThrownBy(
              () -> orders.rejected(sent, "422", List.of(0), List.of(), k -> "never used"))
          .hasMessageContaining("disk full");
      assertThatThrownBy(() -> orders.sweep(run.id(), OTHER, TIMEOUT))
          .hasMessageContaining("disk full");
      assertThatThrownBy(() -> orders.lateOutcome(sent, "accepted", "id", TIMEOUT))
          .hasMessageContaining("disk full");
    } finally {
      allowEvents();
    }

    assertThat(now(sent)).isEqualTo(sent);
    assertThat(ledger.eventsOf(sent)).containsExactly("SUBMITTING");
    assertThat(orders.accepted(sent, "id")).isTrue();
  }

  private static void refuseEvents(Run run) {
    ledger
        .jdbc()
        .sql(
            """
            create function refuse_event() returns trigger language plpgsql as $$
            begin
              if new.run_id = %d then raise exception 'disk full'; end if;
              return new;
            end $$;
            create trigger refuse before insert on event for each row execute function refuse_event()
            """
                .formatted(run.id()))
        .update();
  }

  private static void allowEvents() {
    ledger.jdbc().sql("drop function refuse_event cascade").update();
  }

  @Test
  void totals_count_orders_by_the_states_they_entered_and_by_nothing_else() {
    ProviderOrder doubt = uncertain(ledger.planned(1, 5));
    orders.lookFailed(doubt, "no");
    orders.park(doubt, "a person decides");
    orders.lateOutcome(doubt, "no answer", null, TIMEOUT);

    assertThat(
            ledger
                .jdbc()
                .sql("select distinct label from total where kind = 'orders'")
                .query(String.class)
                .list())
        .isSubsetOf(Stream.of(OrderState.values()).map(Enum::name).toList());
    assertThat(ledger.total(Totals.ORDERS, "UNCERTAIN")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "total"})
  void what_happened_cannot_be_changed_or_removed(String table) {
    uncertain(ledger.planned(1, 5));

    for (String statement :
        List.of(
            "delete from %s",
            "truncate %s", "update %s set at = now()", "delete from %s where false")) {
      assertThatThrownBy(() -> ledger.jdbc().sql(statement.formatted(table)).update())
          .as(statement)
          .hasMessageContaining(table + " is append-only");
    }
  }
}
