package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.Repeats.Found;
import bulkorders.provider.OrderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is a repeat of what, on a real database. Each test asks for things of its own. */
class RepeatsTests {

  private static final Duration WINDOW = Duration.ofDays(90);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private final Repeats repeats = LEDGER.repeats();
  private final OrderSettings own =
      new OrderSettings(null, null, null, UUID.randomUUID().toString());

  @Test
  void the_nth_of_equal_rows_repeats_the_nth_of_equal_groups() {
    Run earlier = begun(equal(10));
    Run file = staged(equal(15));

    assertThat(repeats.compare(file, WINDOW).rows()).isEqualTo(10);
    assertThat(repeats.compare(file, WINDOW).rows()).as("once more").isEqualTo(10);
    Run compared = LEDGER.runs().get(file.id());
    assertThat(compared.rowsRepeated()).isEqualTo(10);
    assertThat(compared.numbersRepeated()).isEqualTo(50);
    assertThat(repeats.repeatedRuns(file.id()))
        .singleElement()
        .satisfies(run -> assertThat(run.run()).isEqualTo(earlier.id()));
    repeats.forget(file);
    assertThat(LEDGER.runs().get(file.id()).rowsRepeated()).isZero();
  }

  @Test
  void rows_without_request_need_half_of_the_file() {
    begun(different(1, 4));
    assertThat(repeats.compare(staged(different(1, 8)), WINDOW).rows()).isEqualTo(4);
    assertThat(repeats.compare(staged(different(1, 9)), WINDOW).rows()).isZero();
  }

  @Test
  void rows_that_an_earlier_run_left_out_are_rows_of_its_file() {
    begun(different(1, 6));
    Run corrected = staged(different(1, 8));
    assertThat(repeats.compare(corrected, WINDOW).rows()).isEqualTo(6);
    begin(skipping(corrected));

    // Of eight rows the second run ordered two; a third file of eight has all of them.
    Found third = repeats.compare(staged(different(1, 8)), WINDOW);
    assertThat(third.rows()).isEqualTo(8);
    assertThat(third.runs()).hasSize(2);
  }

  @Test
  void of_two_that_repeat_each_other_one_may_begin() {
    Run one = planned(different(1, 4));
    Run other = planned(different(1, 5));
    assertThat(repeats.begin(one, WINDOW).rows()).isZero();
    assertThat(repeats.begin(one, WINDOW).rows()).as("again").isZero();

    Found found = repeats.begin(other, WINDOW);
    assertThat(found.rows()).isEqualTo(4);
    assertThat(found.examples()).first().isEqualTo(new Repeats.Example(2, one.id(), 2));
    assertThat(repeats.compare(staged(different(5, 5)), WINDOW).rows())
        .as("what did not begin was not ordered")
        .isZero();

    // One ended without having placed anything: the other may begin.
    repeats.ended(one.id());
    assertThat(repeats.begin(other, WINDOW).rows()).isZero();
    assertThat(repeats.begin(one, WINDOW).rows()).isEqualTo(4);
  }

  @Test
  void what_came_to_nothing_was_not_ordered() {
    Run earlier = begun(different(1, 4));
    Run file = staged(different(1, 4));
    for (String nothing :
        new String[] {
          "state = 'FAILED'", "state = 'ABANDONED'", "state = 'CANCELLED'", "state = 'REJECTED'"
        }) {
      update(earlier, nothing);
      assertThat(repeats.compare(file, WINDOW).rows()).as(nothing).isZero();
    }
    for (String something : new String[] {"state = 'UNCERTAIN'", "state = 'PROCESSING'"}) {
      update(earlier, something);
      assertThat(repeats.compare(file, WINDOW).rows()).as(something).isEqualTo(4);
    }
    update(earlier, "state = 'PARTIAL'");
    LEDGER
        .jdbc()
        .sql("update order_group set ordered = 1 where run_id = ? and row_no <= 2")
        .param(earlier.id())
        .update();
    assertThat(repeats.compare(file, WINDOW).rows()).as("two came short").isEqualTo(2);
  }

  @Test
  void what_is_older_than_the_window_does_not_count() {
    Run earlier = begun(different(1, 4));
    LEDGER
        .jdbc()
        .sql("update run set placing_at = now() - interval '91 days' where id = ?")
        .param(earlier.id())
        .update();
    Run file = staged(different(1, 4));
    assertThat(repeats.compare(file, WINDOW).rows()).isZero();
    assertThat(repeats.compare(file, Duration.ofDays(92)).rows()).isEqualTo(4);
  }

  @Test
  void orders_that_were_taken_over_are_found() {
    Run adopted = planned(different(1, 4));
    repeats.takenOver(adopted);
    Run file = staged(different(1, 4));
    assertThat(repeats.compare(file, WINDOW).rows()).as("nothing was").isZero();
    update(adopted, "state = 'ACCEPTED'");
    repeats.takenOver(adopted);
    assertThat(repeats.compare(file, WINDOW).rows()).isEqualTo(4);
  }

  @Test
  void a_plan_of_which_nothing_was_sent_can_be_taken_back() {
    Run run = planned(different(1, 4));
    assertThat(LEDGER.plan().takeBack(run)).isTrue();
    assertThat(LEDGER.orders().of(run.id())).isEmpty();
    assertThat(LEDGER.runs().get(run.id()).plannedAt()).isNull();
    assertThat(LEDGER.plan().takeBack(run)).isFalse();

    Run sent = planned(different(5, 8));
    LEDGER.orders().claim(sent.id(), "telnyx", "owner");
    assertThat(LEDGER.plan().takeBack(sent)).isFalse();
    assertThat(LEDGER.orders().of(sent.id())).isNotEmpty();
  }

  private List<StagedGroup> equal(int rows) {
    List<StagedGroup> groups = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      groups.add(
          new StagedGroup(
              row, row + 1, null, TestLedger.criteria("312"), 5, null, own, new UUID(0, 1), 1, 0));
    }
    return groups;
  }

  /** Rows of which each asks for an area code of its own. */
  private List<StagedGroup> different(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(row -> TestLedger.group(row, 5, 1, null, own))
        .toList();
  }

  private static Run staged(List<StagedGroup> groups) {
    Run run = LEDGER.run();
    LEDGER.stage(run, groups, List.of());
    LEDGER.runs().intakeEnded(run.id());
    return LEDGER.runs().get(run.id());
  }

  private static Run planned(List<StagedGroup> groups) {
    return plan(staged(groups));
  }

  private static Run plan(Run run) {
    LEDGER
        .plan()
        .plan(
            run,
            new OrderPlan.Terms(10_000, 500, 10_000, 1, true, Map.of()),
            () -> TestLedger.planner(run));
    return LEDGER.runs().get(run.id());
  }

  private static Run skipping(Run run) {
    LEDGER.jdbc().sql("update run set repeat_mode = 'skip' where id = ?").param(run.id()).update();
    return plan(LEDGER.runs().get(run.id()));
  }

  private Run begun(List<StagedGroup> groups) {
    return begin(planned(groups));
  }

  private Run begin(Run run) {
    assertThat(repeats.begin(run, WINDOW).rows()).isZero();
    update(run, "state = 'ACCEPTED'");
    return run;
  }

  private static void update(Run run, String assignment) {
    LEDGER
        .jdbc()
        .sql("update provider_order set " + assignment + " where run_id = ?")
        .param(run.id())
        .update();
  }
}
