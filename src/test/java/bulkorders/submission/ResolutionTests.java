package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Decisions.SurplusOrder;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.TestLedger;
import bulkorders.ledger.Undecided;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.Look;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.Commands;
import bulkorders.run.RunStoppedException;
import bulkorders.run.TestControl;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of orders that a person decides about. */
@Timeout(60)
class ResolutionTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final Duration SETTLE_TIME = Duration.ofMillis(200);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
  private static final String NOTE = "asked support";

  private final Orders orders = ledger.orders();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final TestControl control = new TestControl();
  private final Resolution resolution =
      new Resolution(
          ledger.decisions(),
          orders,
          new SubmissionProperties(1, SETTLE_TIME, REQUEST_TIMEOUT, OnAbsent.RESEND, 3, 1_000),
          new Commands(false));

  private ProviderOrder claimed(Run run) {
    return orders.claim(run.id(), "telnyx", "me").orElseThrow();
  }

  /** An order of one run that is parked after its answer was lost. */
  private Undecided parked(int... counts) {
    Run run = ledger.planned(Arrays.stream(counts).boxed().toList());
    ProviderOrder sent = claimed(run);
    orders.uncertain(sent, "no answer");
    orders.park(orders.get(sent.id()), "not found");
    return shown(sent);
  }

  private static Undecided shown(ProviderOrder order) {
    return ledger.decisions().find(order.reference()).orElseThrow();
  }

  /** An order refused for its content, replaced, and accepted all the same. */
  private Undecided replacedAndAccepted() {
    Run run = ledger.planned(List.of(5, 6));
    ProviderOrder first = claimed(run);
    orders.uncertain(first, "swept");
    orders.absent(orders.get(first.id()));
    ProviderOrder second = claimed(run);
    orders.rejected(
        second, "422", List.of(0), List.of(List.of(1)), k -> reference(second.reference(), k));
    orders.lateOutcome(first, "accepted", buy(first), Duration.ofMinutes(1));
    return shown(first);
  }

  private static String reference(String of, int replacement) {
    return ReferenceFormat.reference(
        null,
        ReferenceFormat.tagOf(of).orElseThrow(),
        (int) ReferenceFormat.orderNumber(of),
        replacement);
  }

  /** The provider takes an order under the reference of this one, and shows it as it was sent. */
  private String buy(ProviderOrder order) {
    return buy(order, order.reference());
  }

  private String buy(ProviderOrder order, String reference) {
    List<RequestedGroup> groups = orders.groupsOf(order.id());
    provider.accept(new OrderRequest(reference, OrderSettings.NONE, groups));
    List<String> ids = provider.found(List.of(reference)).getOrDefault(reference, List.of());
    String id = ids.get(ids.size() - 1);
    provider.reads(id, () -> understood(groups));
    return id;
  }

  private static OrderReading understood(List<RequestedGroup> groups) {
    return new OrderReading.Understood(
        groups.stream()
            .map(
                group ->
                    new GroupProgress(
                        group.position(),
                        "success",
                        true,
                        group.count(),
                        null,
                        List.of(new NumberOrderRef("no-" + group.position(), List.of()))))
            .toList());
  }

  private RunFigures figures(Undecided of) {
    RunFigures figures = ledger.runs().figures(of.order().runId());
    RunFigures.Numbers numbers = figures.numbers();
    assertThat(numbers.requested())
        .as("every number is in one place: %s", numbers)
        .isEqualTo(
            numbers.ordered()
                + numbers.shortfall()
                + numbers.cancelled()
                + numbers.rejected()
                + numbers.repeated()
                + numbers.pending());
    return figures;
  }

  private void assertRefused(Undecided undecided, ThrowingCallable decision, String... why) {
    ProviderOrder before = orders.get(undecided.order().id());
    List<String> events = ledger.eventsOf(before);
    assertThatThrownBy(decision)
        .isInstanceOf(UndecidableException.class)
        .hasMessageContainingAll(why);
    assertThat(orders.get(before.id())).isEqualTo(before);
    assertThat(ledger.eventsOf(before)).isEqualTo(events);
    assertThat(ledger.decisions().surplus(before.runId())).isEmpty();
  }

  private ThrowingCallable adopting(Undecided undecided, String id) {
    return () -> resolution.adopt(undecided, id, provider, control, NOTE);
  }

  private ThrowingCallable sendingAgain(Undecided undecided) {
    return () -> resolution.sendAgain(undecided, provider, control, NOTE);
  }

  // -- adopt

  @Test
  void what_the_provider_has_is_adopted_and_followed_from_then_on() {
    Undecided parked = parked(5, 6);
    String id = buy(parked.order());

    assertThat(resolution.adopt(parked, id, provider, control, NOTE)).isEmpty();

    ProviderOrder adopted = orders.get(parked.order().id());
    assertThat(adopted.state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(adopted.providerOrderId()).isEqualTo(id);
    assertThat(adopted.parkedReason()).isNull();
    assertThat(ledger.progress().due(adopted.runId(), Set.of(), Duration.ofMinutes(5)))
        .containsExactly(adopted);
    assertThat(ledger.story(ledger.runs().get(adopted.runId())))
        .last()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("ACCEPTED");
              assertThat(event.actor()).isEqualTo(TestLedger.ACTOR);
              assertThat(event.detail()).contains(id, NOTE);
            });
    assertThat(figures(parked).parked()).isZero();
  }

  @Test
  void of_a_reference_that_is_there_twice_one_is_adopted_and_the_other_is_surplus() {
    Undecided parked = parked(5, 6);
    String one = buy(parked.order());
    String other = buy(parked.order());

    assertThat(resolution.adopt(parked, other, provider, control, null)).containsExactly(one);

    assertThat(orders.get(parked.order().id()).providerOrderId()).isEqualTo(other);
    assertThat(ledger.decisions().surplus(parked.order().runId()))
        .containsExactly(new SurplusOrder(parked.order().reference(), one, 11));
    assertThat(figures(parked).numbers().surplus()).isEqualTo(11);
    assertThat(ledger.eventsOf(parked.order())).endsWith("ACCEPTED", "SURPLUS_SEEN");
    ledger
        .jdbc()
        .sql("update surplus_order set cancelled_at = now() where provider_order_id = ?")
        .param(one)
        .update();
    assertThat(figures(parked).numbers().surplus()).isZero();
  }

  @Test
  void an_id_that_is_not_the_orders_own_is_refused() {
    Undecided parked = parked(5);
    Undecided another = parked(5);
    String taken = buy(another.order());
    resolution.adopt(another, taken, provider, control, null);
    provider.reads("foreign", () -> new OrderReading.NotUnderstood("another reference"));

    assertRefused(
        parked, adopting(parked, taken), taken, "is that of order", another.order().reference());
    assertRefused(
        parked,
        adopting(parked, "foreign"),
        "foreign",
        "is not " + parked.name(),
        "another reference");
  }

  @Test
  void an_id_is_kept_as_the_provider_spells_it() {
    Undecided parked = parked(5);
    String id = buy(parked.order());
    provider.reads(
        id.toUpperCase(Locale.ROOT), () -> understood(orders.groupsOf(parked.order().id())));

    resolution.adopt(parked, id.toUpperCase(Locale.ROOT), provider, control, null);

    assertThat(orders.get(parked.order().id()).providerOrderId()).isEqualTo(id);
    assertThat(ledger.decisions().surplus(parked.order().runId())).isEmpty();
  }

  @Test
  void an_order_whose_groups_were_planned_anew_becomes_surplus() {
    Undecided late = replacedAndAccepted();
    String id = late.providerOrderIds().get(0);
    long pending = figures(late).numbers().pending();

    assertThat(resolution.adopt(late, id, provider, control, NOTE)).containsExactly(id);

    assertThat(orders.get(late.order().id()).state()).isEqualTo(OrderState.REJECTED);
    RunFigures figures = figures(late);
    assertThat(figures.parked()).isZero();
    assertThat(figures.numbers().pending()).as("the replacement's").isEqualTo(pending).isEqualTo(6);
    assertThat(figures.numbers().rejected()).isEqualTo(5);
    assertThat(figures.numbers().surplus()).isEqualTo(11);
  }

  @Test
  void an_order_that_was_refused_as_a_whole_counts_again_once_it_is_adopted() {
    Run run = ledger.planned(1, 5);
    ProviderOrder first = claimed(run);
    orders.uncertain(first, "swept");
    orders.absent(orders.get(first.id()));
    ProviderOrder second = claimed(run);
    orders.rejected(second, "422", List.of(0), List.of(), k -> "");
    orders.lateOutcome(first, "accepted", buy(first), Duration.ofMinutes(1));
    Undecided late = shown(first);
    assertThat(figures(late).numbers().rejected()).isEqualTo(5);
    assertRefused(late, sendingAgain(late), "refused for its content");

    resolution.adopt(late, late.providerOrderIds().get(0), provider, control, null);

    assertThat(figures(late).numbers().rejected()).isZero();
    assertThat(figures(late).numbers().pending()).isEqualTo(5);
  }

  @Test
  void an_order_with_numbers_in_the_ledger_stays_the_one_that_delivered_them() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = claimed(run);
    String id = buy(sent);
    orders.accepted(sent, id);
    ledger
        .progress()
        .progressed(
            orders.get(sent.id()),
            ((OrderReading.Understood) understood(orders.groupsOf(sent.id()))).groups());
    String other = buy(sent);
    orders.lateOutcome(sent, "accepted", other, Duration.ofMinutes(1));
    orders.park(orders.get(sent.id()), "twice", List.of(id, other));
    Undecided late = shown(sent);

    assertThat(late.providerOrderIds()).containsExactlyInAnyOrder(id, other);
    assertRefused(late, adopting(late, other), "number orders", id);
    assertRefused(late, sendingAgain(late), "number orders", "--adopt " + id);
    assertRefused(late, () -> resolution.abandon(late, Map.of(), control, null), "--adopt " + id);

    assertThat(resolution.adopt(late, id, provider, control, null)).containsExactly(other);
    assertThat(orders.get(sent.id()).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void an_order_that_changed_since_it_was_shown_is_left_alone() {
    Undecided parked = parked(5);
    String id = buy(parked.order());
    orders.lateOutcome(parked.order(), "no answer", null, Duration.ofMinutes(1));

    assertRefused(parked, adopting(parked, id), "has changed meanwhile");
    assertRefused(
        parked, () -> resolution.abandon(parked, Map.of(), control, null), "has changed meanwhile");
  }

  @Test
  void without_the_lock_nothing_is_decided() {
    Undecided parked = parked(5);
    String id = buy(parked.order());
    control.loseLock();

    assertThatThrownBy(adopting(parked, id)).isInstanceOf(RunStoppedException.class);
    assertThatThrownBy(() -> resolution.abandon(parked, Map.of(), control, null))
        .isInstanceOf(RunStoppedException.class);
    assertThat(orders.get(parked.order().id())).isEqualTo(parked.order());
  }

  // -- send again

  @Test
  void an_order_that_is_not_there_may_be_sent_again_after_the_settle_time() {
    Undecided parked = parked(5);
    long begin = System.nanoTime();

    resolution.sendAgain(parked, provider, control, NOTE);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SETTLE_TIME);
    assertThat(provider.looks()).isEqualTo(1);
    ProviderOrder again = claimed(ledger.runs().get(parked.order().runId()));
    assertThat(again.id()).isEqualTo(parked.order().id());
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(ledger.eventsOf(again)).endsWith("PLANNED", "SUBMITTING");
    figures(parked);
  }

  @Test
  void an_order_whose_sender_died_may_still_be_on_its_way_for_the_time_of_a_request() {
    Run run = ledger.planned(List.of(5));
    ProviderOrder sent = claimed(run);
    orders.sweep(run.id(), "somebody else", REQUEST_TIMEOUT);
    // By the database's clock, which may have been set, it is over for long.
    ledger.age(sent, 3_600);
    long begin = System.nanoTime();

    resolution.sendAgain(shown(sent), provider, control, NOTE);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(SETTLE_TIME.plus(REQUEST_TIMEOUT));
  }

  @Test
  void an_order_that_is_there_is_not_sent_again() {
    Undecided parked = parked(5);
    String id = buy(parked.order());

    assertRefused(parked, sendingAgain(parked), "--adopt " + id);

    Undecided unlisted = parked(5);
    Undecided accepted = acceptedLate(unlisted);
    provider.nextLooks(() -> new Look.Complete(Map.of()));
    assertRefused(
        accepted, sendingAgain(accepted), "--adopt " + accepted.providerOrderIds().get(0));
  }

  /** Its id is known, and it need not be on the list. */
  private Undecided acceptedLate(Undecided parked) {
    orders.lateOutcome(parked.order(), "accepted", buy(parked.order()), Duration.ofMinutes(1));
    return shown(parked.order());
  }

  @Test
  void a_list_that_does_not_add_up_decides_nothing() {
    Undecided parked = parked(5);
    Supplier<Look> incomplete = () -> new Look.Incomplete(Map.of(), "a page is missing");
    provider.nextLooks(incomplete, incomplete, incomplete);

    assertThatThrownBy(sendingAgain(parked))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("a page is missing");
    assertThat(orders.get(parked.order().id())).isEqualTo(parked.order());

    provider.nextLooks(incomplete, incomplete);
    resolution.sendAgain(parked, provider, control, null);
    assertThat(orders.get(parked.order().id()).state()).isEqualTo(OrderState.PLANNED);
  }

  @Test
  void an_order_in_whose_place_another_is_is_not_sent_but_may_be_given_up() {
    Run run = ledger.planned(1, 5);
    ProviderOrder planned = orders.of(run.id()).get(0);
    orders.park(planned, "another in its place");
    buy(planned, reference(planned.reference(), 1));
    Undecided parked = shown(planned);

    assertRefused(parked, sendingAgain(parked), "in place of", "--abandon");

    resolution.abandon(parked, Map.of(), control, NOTE);
    assertThat(figures(parked).numbers().shortfall()).isEqualTo(5);
    assertThat(figures(parked).isFinal()).isTrue();
  }

  @Test
  void an_order_that_was_parked_before_it_was_sent_may_be_sent() {
    Run run = ledger.planned(1, 5);
    ProviderOrder planned = orders.of(run.id()).get(0);
    orders.park(planned, "not as planned", List.of("gone"));
    assertThat(orders.claim(run.id(), "telnyx", "me")).isEmpty();

    resolution.sendAgain(shown(planned), provider, control, NOTE);

    assertThat(orders.claim(run.id(), "telnyx", "me")).isPresent();
    assertThat(ledger.eventsOf(planned)).containsExactly("PARKED", "UNPARKED", "SUBMITTING");
  }

  // -- abandon

  @Test
  void an_order_that_is_given_up_is_a_shortfall_with_the_reason_and_what_is_there_is_surplus() {
    Undecided parked = parked(5, 6);
    String id = buy(parked.order());
    Map<String, Integer> atProvider = resolution.atProvider(parked, provider);
    assertThat(atProvider).isEqualTo(Map.of(id, 11));

    resolution.abandon(parked, atProvider, control, NOTE);

    ProviderOrder abandoned = orders.get(parked.order().id());
    assertThat(abandoned.state()).isEqualTo(OrderState.ABANDONED);
    assertThat(abandoned.reason()).contains(NOTE);
    assertThat(abandoned.finalAt()).isNotNull();
    RunFigures figures = figures(parked);
    assertThat(figures.numbers().shortfall()).isEqualTo(11);
    assertThat(figures.numbers().surplus()).isEqualTo(11);
    assertThat(figures.isFinal()).isTrue();
    assertThat(ledger.eventsOf(abandoned)).endsWith("ABANDONED", "SURPLUS_SEEN");
    assertThat(shown(abandoned).isOpen()).isFalse();
  }

  @Test
  void a_replaced_order_that_is_given_up_leaves_its_replacements_alone() {
    Undecided late = replacedAndAccepted();

    resolution.abandon(late, resolution.atProvider(late, provider), control, null);

    RunFigures figures = figures(late);
    assertThat(figures.numbers().shortfall()).isZero();
    assertThat(figures.numbers().pending()).isEqualTo(6);
    assertThat(figures.numbers().surplus()).isEqualTo(11);
  }
}
