package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.TestLedger;
import bulkorders.ledger.Undecided;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.Commands;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Orders of a search that the provider has, and whose numbers the ledger does not know: it was
 * lost, or is older than the choice. On a real ledger.
 */
@Timeout(60)
class LearnedNumbersTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final SubmissionProperties PROPERTIES =
      new SubmissionProperties(
          1, Duration.ofMillis(200), Duration.ofSeconds(1), OnAbsent.RESEND, 3, 1_000);

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final ScriptedProvider provider = new ScriptedProvider();

  /** The rows want numbers of area codes 31, 32 and so on. */
  private Run searched(int... counts) {
    return ledger.plannedSearches(null, counts);
  }

  private ProviderOrder first(Run run) {
    return orders.of(run.id()).get(0);
  }

  /** The provider has the first order of a run, with these numbers. */
  private String has(Run run, String... numbers) {
    return has(run, first(run).reference(), numbers.length, numbers);
  }

  private String has(Run run, String reference, int count, String... numbers) {
    OrderRequest sent = orders.requestOf(first(run));
    provider.accept(sent);
    List<String> ids =
        provider.found(List.of(sent.reference())).getOrDefault(sent.reference(), List.of());
    String id = ids.get(ids.size() - 1);
    provider.readsNumbers(
        id,
        consumer -> {
          for (String number : numbers) {
            consumer.accept(ordered(number));
          }
          return new NumberOrderReading("success", count, null, reference, List.of());
        });
    return id;
  }

  private static OrderedNumber ordered(String number) {
    return new OrderedNumber(
        null, number, "local", "DE", "success", State.IN_SERVICE, true, "approved");
  }

  private void adoptAll(Run run) {
    new Submission(orders, ledger.chosenNumbers(), PROPERTIES, time, time::nanoTime)
        .placing(run, account -> provider, new AccountStops(new TestControl()))
        .askAccounts(true);
  }

  private void adoptByHand(Run run, String id) {
    new Resolution(ledger.decisions(), orders, PROPERTIES, new Commands(false))
        .adopt(shown(run), id, provider, new TestControl(), null);
  }

  private Undecided shown(Run run) {
    return ledger.decisions().find(first(run).reference()).orElseThrow();
  }

  private List<String> numbers(Run run) {
    return orders.requestOf(first(run)).numbers().stream()
        .map(number -> number.group() + " " + number.phoneNumber())
        .toList();
  }

  private void parked(Run run, String... why) {
    assertThat(first(run).state()).isEqualTo(OrderState.PLANNED);
    assertThat(first(run).parkedReason()).contains(why);
    assertThat(numbers(run)).isEmpty();
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void they_are_learned_from_the_order_and_stand_in_the_ledger_with_its_adoption() {
    Run run = searched(2, 3);
    String id = has(run, "+49320000001", "+49310000001", "+49320000002", "+49310000002");

    adoptAll(run);

    assertThat(first(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(first(run).providerOrderId()).isEqualTo(id);
    assertThat(numbers(run))
        .containsExactly("0 +49310000001", "0 +49310000002", "1 +49320000001", "1 +49320000002");
    assertThat(ledger.eventsOf(first(run))).containsExactly("ACCEPTED");
    assertThat(ledger.story(run)).last().extracting(e -> e.detail()).asString().contains("learned");
  }

  @Test
  void a_number_that_none_of_its_rows_asked_for_makes_it_another_order() {
    Run run = searched(2, 3);
    String id = has(run, "+49310000003", "+49990000001");

    adoptAll(run);

    parked(run, "+49990000001", "which none of its groups asked for");
    assertThatThrownBy(() -> adoptByHand(run, id))
        .isInstanceOf(UndecidableException.class)
        .hasMessageContaining("+49990000001");
  }

  @Test
  void so_do_more_numbers_than_were_asked_for() {
    Run run = searched(2, 3);
    has(run, "+49310000004", "+49310000005", "+49310000006");

    adoptAll(run);

    parked(run, "has more numbers like +49310000006 than its groups asked for");
  }

  @Test
  void so_does_another_reference() {
    Run run = searched(1);
    has(run, "somebody-else", 1, "+49310000007");

    adoptAll(run);

    parked(run, "has the reference somebody-else");
  }

  @Test
  void a_list_that_is_cut_short_is_not_learned_from() {
    Run run = searched(3);
    has(run, first(run).reference(), 3, "+49310000008", "+49310000009");

    adoptAll(run);

    parked(run, "says that it has 3 numbers and shows 2");
  }

  @Test
  void a_choice_that_was_never_sent_gives_way_to_the_one_that_was_and_keeps_what_it_knows() {
    Run run = searched(2);
    ledger
        .chosenNumbers()
        .choose(
            first(run),
            0,
            List.of(
                new Offer("+49310000010", BigDecimal.ONE, BigDecimal.TEN, "USD"),
                new Offer("+49310000011", BigDecimal.ONE, BigDecimal.TEN, "USD")));
    String id = has(run, "+49310000010", "+49310000012");
    var readings = new AtomicInteger();
    provider.readsNumbers(
        id,
        consumer -> {
          consumer.accept(ordered("+49310000010"));
          consumer.accept(ordered("+49310000012"));
          // Compared with what was chosen here, it does not fit.
          String fault = readings.getAndIncrement() == 0 ? "has another number" : null;
          return new NumberOrderReading("success", 2, fault, first(run).reference(), List.of());
        });

    adoptAll(run);

    assertThat(numbers(run)).containsExactly("0 +49310000010", "0 +49310000012");
    assertThat(
            ledger
                .jdbc()
                .sql(
                    "select phone_number from chosen_number where currency = 'USD' and order_id ="
                        + " ?")
                .param(first(run).id())
                .query(String.class)
                .list())
        .containsExactly("+49310000010");
  }

  @Test
  void numbers_that_more_than_one_row_asked_for_are_left_to_a_person_who_may_adopt_them() {
    Run run = ledger.plannedSearchesIn(List.of("31", "3"), 1, 2);
    String id = has(run, "+49310000013", "+49310000014");

    adoptAll(run);
    parked(run, "numbers such as +49310000013 that more than one row asked for", "adopted");

    adoptByHand(run, id);
    assertThat(first(run).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(numbers(run)).containsExactly("0 +49310000013", "1 +49310000014");
  }

  @Test
  void what_one_row_must_have_leaves_the_rest_to_the_other() {
    Run run = ledger.plannedSearchesIn(List.of("31", "3"), 1, 2);
    has(run, "+49310000015", "+49330000001", "+49330000002");

    adoptAll(run);

    assertThat(numbers(run)).containsExactly("0 +49310000015", "1 +49330000001", "1 +49330000002");
  }
}
