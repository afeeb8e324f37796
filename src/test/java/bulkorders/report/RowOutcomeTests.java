package bulkorders.report;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Results.Group;
import bulkorders.ledger.Results.GroupPart;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of numbers that were cancelled. */
class RowOutcomeTests {

  private static final Instant MISSED = Instant.parse("2026-11-20T08:00:00Z");

  /** A row of ten German numbers: six are in service, the others are cancelled but for some. */
  private static RowOutcome of(
      int cancelled, int lost, OrderState state, @Nullable Instant missed) {
    var part =
        new GroupPart(
            10,
            6,
            6,
            cancelled,
            lost,
            false,
            "out of stock",
            "bo.1",
            state,
            false,
            null,
            null,
            missed);
    var group =
        new Group(
            1,
            2,
            null,
            "telnyx",
            new GroupCriteria(
                "DE", "local", null, null, null, List.of(), null, null, null, null, null, null),
            OrderSettings.NONE,
            10);
    return RowOutcome.of(new GroupRow(group, List.of(part), null, 0), "");
  }

  @Test
  void what_a_deadline_cost_is_to_be_ordered_again_with_the_shortfall() {
    RowOutcome outcome = of(3, 3, OrderState.PARTIAL, MISSED);

    assertThat(outcome.cancelled()).isEqualTo(3);
    assertThat(outcome.shortfall()).isOne();
    assertThat(outcome.toOrderAgain()).isEqualTo(4);
    assertThat(outcome.reasonToOrderAgain())
        .isEqualTo(
            "out of stock; cancelled by the provider: papers were not in by 2026-11-20T08:00:00Z");
    assertThat(outcome.ordered() + outcome.shortfall() + outcome.cancelled())
        .isEqualTo(outcome.requested());
  }

  @Test
  void what_somebody_here_asked_for_is_not() {
    RowOutcome outcome = of(3, 0, OrderState.PARTIAL, null);

    assertThat(outcome.toOrderAgain()).isOne();
    assertThat(outcome.reason()).isEqualTo("out of stock");
  }

  @Test
  void without_a_known_deadline_it_is_told_all_the_same() {
    assertThat(of(4, 2, OrderState.PARTIAL, null).reasonToOrderAgain())
        .isEqualTo("cancelled by the provider, though nobody here asked for it");
  }

  @Test
  void as_long_as_more_may_follow_nothing_is_ordered_again() {
    RowOutcome outcome = of(3, 3, OrderState.PROCESSING, MISSED);

    assertThat(outcome.toOrderAgain()).isZero();
    assertThat(outcome.reasonToOrderAgain()).isEmpty();
    assertThat(outcome.reason()).contains("papers were not in by");
  }
}
