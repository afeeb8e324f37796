package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import bulkorders.ledger.Orders.Parting;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.RequestedNumber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that name numbers, and their orders, on a real database. */
class NamedNumbersTests {

  private static final Duration WINDOW = Duration.ofDays(90);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private final Orders orders = LEDGER.orders();

  private static String number() {
    return "+1415%07d".formatted(NUMBERS.incrementAndGet());
  }

  private Run staged(String... numbers) {
    Run run = LEDGER.run();
    LEDGER.stage(
        run,
        IntStream.range(0, numbers.length)
            .mapToObj(i -> TestLedger.named(i + 1, numbers[i]))
            .toList(),
        List.of());
    LEDGER.runs().intakeEnded(run.id());
    return LEDGER.runs().get(run.id());
  }

  private ProviderOrder first(Run run) {
    return orders.of(run.id()).get(0);
  }

  @Test
  void a_number_that_is_there_twice_is_rejected_the_second_time() {
    String number = number();
    Run run = staged(number, number(), number);

    RunFigures figures = LEDGER.runs().figures(run.id());
    assertThat(figures.rowsRejected()).isEqualTo(1);
    assertThat(figures.numbers().requested()).isEqualTo(3);
    assertThat(figures.numbers().rejected()).isEqualTo(1);
    assertThat(
            LEDGER
                .jdbc()
                .sql("select row_no || ' ' || faults from reject where run_id = ?")
                .param(run.id())
                .query(String.class)
                .single())
        .startsWith("3 ")
        .contains(number)
        .contains("is there twice: line 2 asks for it already");

    LEDGER.runs().intakeEnded(run.id());
    assertThat(LEDGER.runs().figures(run.id()).rowsRejected()).as("once more").isEqualTo(1);
  }

  @Test
  void an_order_knows_its_numbers_and_gets_no_other_reference_in_the_end() {
    String number = number();
    Run run = LEDGER.planAll(staged(number));

    assertThat(first(run).method()).isEqualTo(OrderMethod.NUMBERS);
    assertThat(orders.requestOf(first(run)).numbers())
        .containsExactly(new RequestedNumber(0, number, null));
    assertThat(orders.methods(run.id(), "telnyx")).containsExactly(OrderMethod.NUMBERS);
    assertThat(orders.methods(LEDGER.planned(1, 1).id(), "telnyx"))
        .containsExactly(OrderMethod.BULK);
  }

  @Test
  void a_number_that_was_ordered_is_a_repeat_however_large_the_file() {
    String number = number();
    Run earlier = LEDGER.planAll(staged(number));
    LEDGER.repeats().begin(earlier, WINDOW);

    Run file = staged(number(), number(), number(), number);
    assertThat(LEDGER.repeats().compare(file, WINDOW).rows()).isEqualTo(1);
  }

  @Test
  void a_number_that_a_bulk_order_delivered_is_a_repeat_for_ever() {
    String number = number();
    Run earlier = LEDGER.planned(1, 1);
    ProviderOrder order = first(earlier);
    LEDGER
        .jdbc()
        .sql(
            """
            insert into phone_number (order_id, position, phone_number, number_order_id, status, state)
            values (?, 0, ?, 'n', 'success', 'IN_SERVICE')
            """)
        .params(order.id(), number)
        .update();

    Run file = staged(number(), number);
    Repeats.Found found = LEDGER.repeats().compare(file, Duration.ofHours(1));
    assertThat(found.rows()).isEqualTo(1);
    assertThat(found.examples()).containsExactly(new Repeats.Example(3, earlier.id(), 2));

    LEDGER
        .jdbc()
        .sql("update phone_number set state = 'CANCELLED' where phone_number = ?")
        .param(number)
        .update();
    assertThat(LEDGER.repeats().compare(file, WINDOW).rows()).isZero();
  }

  @Test
  void an_order_is_cleared_by_refusals_as_long_as_no_attempt_was_unclear() {
    Run run = LEDGER.plannedNumbers(number());
    ProviderOrder one = claim(run);
    assertThat(one.isFirstThatCounts()).isTrue();
    orders.backToPlanned(one, Duration.ZERO, "refused");
    assertThat(first(run).clearedAttempt()).isEqualTo(1);

    orders.uncertain(claim(run), "no answer");
    orders.absent(first(run));
    ProviderOrder three = claim(run);
    assertThat(three.clearedAttempt()).isEqualTo(1);
    assertThat(three.isFirstThatCounts()).isFalse();
    orders.backToPlanned(three, Duration.ZERO, "refused");
    assertThat(first(run).clearedAttempt()).isEqualTo(1);

    orders.uncertain(claim(run), "no answer");
    orders.absent(first(run), true);
    assertThat(first(run).clearedAttempt()).isEqualTo(4);
    assertThat(claim(run).isFirstThatCounts()).isTrue();
  }

  private ProviderOrder claim(Run run) {
    return orders.claim(run.id(), "telnyx", "me-" + NUMBERS.incrementAndGet()).orElseThrow();
  }

  @Test
  void only_an_order_that_is_cleared_is_taken_apart_before_it_is_sent() {
    Run run = LEDGER.plannedNumbers(number(), number());
    Parting parting = new Parting(Map.of(), Map.of(0, "gone"), List.of(List.of(1)));
    orders.uncertain(claim(run), "no answer");
    orders.absent(first(run));
    assertThat(orders.parted(first(run), "gone", parting, k -> "r" + k)).isFalse();

    orders.uncertain(claim(run), "no answer");
    orders.absent(first(run), true);
    assertThat(orders.parted(first(run), "gone", parting, k -> "ref-" + run.id() + "-" + k))
        .isTrue();
    assertThat(orders.of(run.id()))
        .extracting(ProviderOrder::label, ProviderOrder::state)
        .containsExactly(tuple("1", OrderState.REJECTED), tuple("1.r1", OrderState.PLANNED));
    assertThat(orders.requestOf(orders.of(run.id()).get(1)).numbers()).hasSize(1);
    assertThat(LEDGER.total("numbers", "shortfall")).isPositive();
  }

  @Test
  void orders_that_name_numbers_wait_until_they_are_prepared() {
    Run run = LEDGER.plannedNumbers(number());

    assertThat(orders.claim(run.id(), "telnyx", "me", Set.of())).isEmpty();
    assertThat(orders.nextNamed(run.id(), "telnyx", Set.of())).isPresent();
    assertThat(orders.nextNamed(run.id(), "telnyx", Set.of(1))).isEmpty();
    assertThat(orders.claim(run.id(), "telnyx", "me", Set.of(1))).isPresent();
    Run bulk = LEDGER.planned(1, 1);
    assertThat(orders.claim(bulk.id(), "telnyx", "me", Set.of())).isPresent();
  }
}
