package bulkorders.submission.model;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.submission.model.Explorer.Counterexample;
import bulkorders.submission.model.Rules.Rare;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What is promised holds in every world that can be reached, and each fence is there for a reason:
 * without it there is a way to buy twice, or to lose something, which is printed.
 */
@Timeout(300)
class ExactlyOnceModelTests {

  private static final Set<Property> ALL = EnumSet.allOf(Property.class);
  private static final Set<Property> ALL_BUT_NEVER_TWICE =
      EnumSet.complementOf(EnumSet.of(Property.I3_NEVER_TWICE));

  private static final Rules RULES = Rules.everything(2);

  private static void assertHolds(Rules rules, Set<Property> properties) {
    var explorer = new Explorer(rules, properties);
    assertThat(explorer.explore()).isEmpty();
    assertThat(explorer.depth()).as("moves to the farthest world").isGreaterThan(30);
    assertThat(explorer.worlds()).isGreaterThan(50_000);
  }

  private static Counterexample counterexample(Rules rules, Set<Property> properties) {
    Optional<Counterexample> found = new Explorer(rules, properties).explore();
    assertThat(found).as("a fence that nothing needs").isPresent();
    System.out.println(found.get());
    return found.get();
  }

  private static void assertNeeded(Rules without, Property broken) {
    assertThat(counterexample(without, ALL).property()).isEqualTo(broken);
  }

  @Test
  void three_attempts_of_two_senders_buy_once_and_lose_nothing() {
    assertHolds(Rules.everything(3), ALL);
  }

  @ParameterizedTest
  @EnumSource
  void whatever_is_rare_buys_once_and_loses_nothing(Rare event) {
    assertHolds(Rules.everything(2, event), ALL);
  }

  @Test
  void refusals_and_a_persons_decisions_together_buy_once_and_lose_nothing() {
    assertHolds(Rules.everything(2, Rare.REFUSALS, Rare.PERSON), ALL);
  }

  // -- each assumption is needed, and without it nothing is lost all the same

  @Test
  void a_provider_that_lists_too_late_can_be_ordered_from_twice() {
    Rules late = RULES.without(Assumption.LAG_IS_SHORT);

    assertNeeded(late, Property.I3_NEVER_TWICE);
    assertHolds(late, ALL_BUT_NEVER_TWICE);
  }

  @Test
  void a_long_suspension_before_the_first_byte_can_buy_twice() {
    Rules suspended = RULES.without(Assumption.NO_LONG_SUSPENSION_BEFORE_THE_FIRST_BYTE);

    assertNeeded(suspended, Property.I3_NEVER_TWICE);
    assertHolds(suspended, ALL_BUT_NEVER_TWICE);
  }

  @Test
  void a_ledger_that_is_restored_before_the_provider_lists_its_orders_can_buy_twice() {
    assertNeeded(
        Rules.everything(2, Rare.LEDGER_RESTORED).without(Assumption.RESTORED_LEDGER_IS_OLD),
        Property.I3_NEVER_TWICE);
  }

  // -- each fence is needed

  @Test
  void without_the_intent_written_ahead_something_is_sent_that_nobody_knows_of() {
    assertNeeded(RULES.without(Fence.WRITE_AHEAD), Property.I1_WRITE_AHEAD);
  }

  @Test
  void without_the_attempt_check_one_sender_writes_the_outcome_of_another_and_it_is_bought_twice() {
    Rules unchecked = Rules.everything(3).without(Fence.ATTEMPT_CHECK);

    assertNeeded(unchecked, Property.I2_ONE_SENDER);
    Set<Property> consequences = EnumSet.complementOf(EnumSet.of(Property.I2_ONE_SENDER));
    assertThat(counterexample(unchecked, consequences).property())
        .isEqualTo(Property.I3_NEVER_TWICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fence.class,
      mode = Mode.INCLUDE,
      names = {"FRESHNESS_GUARD", "COMPLETE_LOOK", "SWEPT_ATTEMPT_LASTS_ITS_TIMEOUT"})
  void without_it_the_order_is_bought_twice(Fence fence) {
    assertNeeded(RULES.without(fence), Property.I3_NEVER_TWICE);
  }

  @Test
  void without_the_settle_time_the_order_is_bought_twice() {
    assertNeeded(
        RULES.without(Fence.SETTLE_TIME_BY_DATABASE, Fence.SETTLE_TIME_BY_MONOTONIC_CLOCK),
        Property.I3_NEVER_TWICE);
  }

  @Test
  void one_clock_alone_buys_twice_when_it_jumps() {
    assertNeeded(
        Rules.everything(2, Rare.DATABASE_CLOCK_JUMPS)
            .without(Fence.SETTLE_TIME_BY_MONOTONIC_CLOCK),
        Property.I3_NEVER_TWICE);
    assertNeeded(
        Rules.everything(2, Rare.DATABASE_CLOCK_JUMPS)
            .without(Fence.ASSUMED_END_BY_MONOTONIC_CLOCK),
        Property.I3_NEVER_TWICE);
    assertNeeded(
        Rules.everything(2, Rare.MONOTONIC_CLOCK_JUMPS).without(Fence.SETTLE_TIME_BY_DATABASE),
        Property.I3_NEVER_TWICE);
  }

  @Test
  void a_person_who_has_it_sent_again_waits_by_both_clocks() {
    Rules jumping = Rules.everything(2, Rare.PERSON, Rare.DATABASE_CLOCK_JUMPS);

    assertHolds(jumping, ALL);
    assertNeeded(jumping.without(Fence.PERSONS_WAIT_BY_MONOTONIC_CLOCK), Property.I3_NEVER_TWICE);
    assertNeeded(
        Rules.everything(2, Rare.PERSON)
            .without(Fence.PERSONS_WAIT_BY_DATABASE, Fence.PERSONS_WAIT_BY_MONOTONIC_CLOCK),
        Property.I3_NEVER_TWICE);
  }

  @Test
  void an_attempt_that_a_late_outcome_interrupts_has_to_end_before_the_settle_time_begins() {
    assertNeeded(
        Rules.everything(3).without(Fence.INTERRUPTED_ATTEMPT_LASTS_ITS_TIMEOUT),
        Property.I3_NEVER_TWICE);
  }

  @Test
  void without_the_sweep_what_a_dead_process_was_sending_stays_as_it_is_for_ever() {
    assertNeeded(RULES.without(Fence.SWEEP_BEFORE_CLAIM), Property.NO_ORDER_STUCK);
  }

  @Test
  void without_the_witness_a_restored_ledger_buys_once_more() {
    assertNeeded(
        Rules.everything(2, Rare.LEDGER_RESTORED).without(Fence.WITNESS), Property.I3_NEVER_TWICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fence.class,
      mode = Mode.INCLUDE,
      names = {"LATE_OUTCOME", "ATTEMPT_END_COMPARED", "SECOND_ID_PARKS"})
  void without_it_the_second_order_of_a_provider_that_listed_too_late_is_never_noticed(
      Fence fence) {
    Rules late = RULES.without(Assumption.LAG_IS_SHORT).without(fence);

    assertThat(counterexample(late, ALL_BUT_NEVER_TWICE).property())
        .isEqualTo(Property.I2_NO_OUTCOME_LOST);
  }

  /**
   * The lock saves late outcomes and looks; what it cannot see is what the other fences are for.
   */
  @Test
  void the_fences_hold_even_where_the_alive_lock_is_not_validated() {
    assertHolds(RULES.without(Fence.ALIVE_CHECK), ALL);
  }
}
