package bulkorders.submission;

import static bulkorders.provider.ScriptedProvider.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedNumber;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.Submission.Placing;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of orders that name their numbers, on a real ledger. */
@Timeout(60)
class NamedNumbersTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration SETTLE_TIME = Duration.ofMinutes(5);

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final ScriptedProvider provider = new ScriptedProvider();
  private int workers = 1;

  private Placing placing(Run run) {
    var properties =
        new SubmissionProperties(
            workers, SETTLE_TIME, Duration.ofSeconds(60), OnAbsent.RESEND, 3, 1_000);
    return new Submission(orders, ledger.chosenNumbers(), properties, time, time::nanoTime)
        .placing(run, account -> provider, new AccountStops(new TestControl()));
  }

  private void place(Run run) {
    placing(run).place(() -> true);
  }

  private static String[] numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "+1312%07d".formatted(NUMBERS.incrementAndGet()))
        .toArray(String[]::new);
  }

  private static Refusal gone(String... named) {
    return new Refusal(Kind.GONE, "they are gone", null, false, null, Set.of(named));
  }

  private static Refusal notSearched() {
    return Refusal.of(Kind.NOT_SEARCHED, "search them first");
  }

  private void settle(Placing placing, Run run) {
    time.pass(SETTLE_TIME.plusMinutes(2));
    orders.of(run.id()).forEach(order -> ledger.age(order, SETTLE_TIME.toSeconds() + 120));
    placing.place(() -> true);
  }

  private static Set<String> numbersOf(OrderRequest asked) {
    return asked.phoneNumbers();
  }

  private List<String> shown(Run run) {
    return orders.of(run.id()).stream().map(order -> order.label() + " " + order.state()).toList();
  }

  private RunFigures.Numbers figures(Run run) {
    return ledger.runs().figures(run.id()).numbers();
  }

  @Test
  void an_order_names_its_numbers_in_the_sequence_of_their_rows() {
    String[] numbers = numbers(3);
    Run run = ledger.plannedNumbers(numbers);

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(provider.asked().get(0).numbers())
        .containsExactly(
            new RequestedNumber(0, numbers[0], null),
            new RequestedNumber(1, numbers[1], null),
            new RequestedNumber(2, numbers[2], null));
    assertThat(provider.searched()).as("searched though nobody asked for it").isEmpty();
  }

  @Test
  void five_hundred_and_one_numbers_are_two_orders() {
    Run run = ledger.plannedNumbers(numbers(501));

    place(run);

    assertThat(provider.asked())
        .extracting(asked -> asked.numbers().size())
        .containsExactlyInAnyOrder(500, 1);
  }

  @Test
  void a_number_that_the_provider_calls_gone_is_a_shortfall_and_the_others_go_on() {
    String[] numbers = numbers(3);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(refuse(gone(numbers[1])));

    place(run);

    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED");
    assertThat(numbersOf(provider.asked().get(1))).containsExactly(numbers[0], numbers[2]);
    assertThat(figures(run).shortfall()).isEqualTo(1);
    assertThat(figures(run).rejected()).isZero();
    assertThat(figures(run).pending()).isEqualTo(2);
    assertThat(reasonOf(run, 2)).isEqualTo("missing: they are gone");
    assertThat(orders.countRejected(run.id())).as("refused for their content").isZero();
  }

  private String reasonOf(Run run, long row) {
    return ledger
        .jdbc()
        .sql(
            """
            select p.status || ': ' || p.error_reason from order_group p
            where p.run_id = ? and p.row_no = ? and p.error_reason is not null
            """)
        .params(run.id(), row)
        .query(String.class)
        .single();
  }

  @Test
  void where_the_provider_names_none_a_fresh_search_tells_which_are_gone() {
    String[] numbers = numbers(4);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(refuse(gone())).doesNotOffer(numbers[0], numbers[3]);

    place(run);

    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED");
    assertThat(numbersOf(provider.asked().get(1))).containsExactly(numbers[1], numbers[2]);
    assertThat(figures(run).shortfall()).isEqualTo(2);
  }

  @Test
  void where_nobody_tells_which_are_gone_the_order_is_halved() {
    String[] numbers = numbers(4);
    Run run = ledger.plannedNumbers(numbers);
    provider.always(
        order ->
            order.phoneNumbers().contains(numbers[2])
                ? refuse(gone()).apply(order)
                : provider.accept(order));

    place(run);

    assertThat(figures(run).shortfall()).isEqualTo(1);
    assertThat(reasonOf(run, 3)).isEqualTo("missing: they are gone");
    assertThat(
            orders.of(run.id()).stream()
                .filter(order -> order.state() == OrderState.ACCEPTED)
                .mapToInt(ProviderOrder::numbersRequested)
                .sum())
        .isEqualTo(3);
  }

  @Test
  void an_order_of_which_all_is_gone_failed() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(refuse(gone(numbers)));

    place(run);

    assertThat(shown(run)).containsExactly("1 FAILED");
    assertThat(figures(run).shortfall()).isEqualTo(2);
    assertThat(placing(run).isDone()).isTrue();
  }

  @Test
  void a_number_that_the_account_has_already_is_no_shortfall() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(refuse(gone(numbers[0]))).owns(numbers[0]);

    place(run);

    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED");
    assertThat(figures(run).shortfall()).isZero();
    assertThat(figures(run).rejected()).isEqualTo(1);
    assertThat(reasonOf(run, 1)).isEqualTo("rejected: " + GoneNumbers.OWNED);
  }

  @Test
  void a_refusal_of_numbers_that_the_account_has_under_the_orders_own_reference_is_no_refusal() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(
        order -> {
          provider.accept(order);
          provider.owns(numbers);
          return refuse(gone(numbers[0])).apply(order);
        });

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void numbers_that_are_gone_at_a_later_attempt_may_have_been_bought_by_an_earlier_one() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    // Taken without an answer, and not listed for longer than the settle time.
    provider.next(
        order -> {
          provider.owns(numbers);
          return provider.lose(order);
        },
        refuse(gone(numbers)));
    Placing placing = placing(run);
    placing.place(() -> true);
    assertThat(shown(run)).containsExactly("1 UNCERTAIN");

    settle(placing, run);
    assertThat(provider.asked()).as("sent again").hasSize(2);
    assertThat(shown(run)).containsExactly("1 UNCERTAIN");

    settle(placing, run);
    assertThat(orders.of(run.id()).get(0).parkedReason())
        .contains("the account has 2 of its numbers")
        .contains("no order with its reference");
    assertThat(figures(run).shortfall()).isZero();
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void an_order_that_turns_up_after_numbers_were_gone_is_adopted() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    OrderRequest[] taken = new OrderRequest[1];
    provider.next(
        order -> {
          taken[0] = order;
          return provider.lose(order);
        },
        refuse(gone(numbers)));
    Placing placing = placing(run);
    placing.place(() -> true);
    settle(placing, run);
    provider.accept(taken[0]);

    settle(placing, run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(provider.references().values()).containsExactly(1);
  }

  @Test
  void numbers_that_the_account_does_not_have_are_gone_to_others() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(provider::lose, refuse(gone(numbers[0])), refuse(gone(numbers[0])));
    Placing placing = placing(run);
    placing.place(() -> true);

    settle(placing, run);
    assertThat(orders.of(run.id()).get(0).clearedAttempt()).isZero();
    settle(placing, run);

    // Absent, and nothing owned: cleared, so that the third attempt is believed.
    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED");
    assertThat(figures(run).shortfall()).isEqualTo(1);
    assertThat(orders.of(run.id()).get(0).clearedAttempt()).isEqualTo(2);
  }

  @Test
  void a_refusal_that_passes_leaves_an_order_cleared() {
    String[] numbers = numbers(2);
    Run run = ledger.plannedNumbers(numbers);
    provider.next(
        refuse(new Refusal(Kind.PASSING, "429", null, false, Duration.ofMillis(1))),
        refuse(gone(numbers[0])));

    place(run);

    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED");
  }

  @Test
  void a_provider_that_asks_for_a_search_says_so_once() {
    Run run = ledger.plannedNumbers(numbers(1_500));
    provider.always(
        order ->
            provider.searched().stream().anyMatch(seen -> seen.containsAll(order.phoneNumbers()))
                ? provider.accept(order)
                : refuse(notSearched()).apply(order));

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED", "2 ACCEPTED", "3 ACCEPTED");
    assertThat(provider.asked()).as("creates").hasSize(4);
    assertThat(provider.searched()).hasSize(3);
  }

  @Test
  void a_number_that_no_search_shows_ends_before_it_is_ordered() {
    String[] numbers = numbers(501);
    Run run = ledger.plannedNumbers(numbers);
    provider
        .always(
            order ->
                provider.searched().isEmpty()
                    ? refuse(notSearched()).apply(order)
                    : provider.accept(order))
        .doesNotOffer(numbers[7], numbers[500]);

    place(run);

    assertThat(shown(run)).containsExactly("1 REJECTED", "1.r1 ACCEPTED", "2 FAILED");
    assertThat(provider.asked()).hasSize(2);
    assertThat(figures(run).shortfall()).isEqualTo(2);
    assertThat(figures(run).pending()).isEqualTo(499);
  }

  @Test
  void a_provider_that_asks_for_a_search_again_and_again_refuses_the_content() {
    Run run = ledger.plannedNumbers(numbers(2));
    provider.always(refuse(notSearched()));

    place(run);

    assertThat(figures(run).rejected()).isEqualTo(2);
    assertThat(provider.searched()).hasSize(1);
  }

  @Test
  void a_search_that_is_not_answered_leaves_the_order_planned_and_cleared() {
    Run run = ledger.plannedNumbers(numbers(2));
    provider.next(refuse(gone())).failsToSearch("nobody answers");

    assertThatThrownBy(() -> place(run)).hasMessageContaining("nobody answers");

    ProviderOrder order = orders.of(run.id()).get(0);
    assertThat(order.state()).isEqualTo(OrderState.PLANNED);
    assertThat(order.clearedAttempt()).isEqualTo(order.attempt());
  }

  @Test
  void the_witness_finds_orders_that_name_numbers() {
    Run run = ledger.plannedNumbers(numbers(2));
    ProviderOrder order = orders.of(run.id()).get(0);
    provider.accept(orders.requestOf(order));
    provider.readsNumbers(
        "id-" + order.reference() + "-0", consumer -> new NumberOrderReading("pending", 2));

    Placing placing = placing(run);
    placing.askAccounts(true);
    placing.place(() -> true);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(provider.asked()).isEmpty();
  }
}
