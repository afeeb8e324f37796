package bulkorders.submission;

import static bulkorders.provider.ScriptedProvider.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.Submission.Placing;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How numbers are chosen for orders that are placed by searching, on a real ledger. */
@Timeout(60)
class SearchedNumbersTests {

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
        .mapToObj(i -> "+4930%07d".formatted(NUMBERS.incrementAndGet()))
        .toArray(String[]::new);
  }

  private ProviderOrder first(Run run) {
    return orders.of(run.id()).get(0);
  }

  private List<String> shown(Run run) {
    return orders.of(run.id()).stream().map(order -> order.label() + " " + order.state()).toList();
  }

  private Set<String> sent(int order) {
    return provider.asked().get(order).phoneNumbers();
  }

  private RunFigures.Numbers figures(Run run) {
    return ledger.runs().figures(run.id()).numbers();
  }

  @Test
  void numbers_are_searched_reserved_and_ordered_by_name() {
    String[] stock = numbers(5);
    provider.offers("31", stock);
    Run run = ledger.plannedSearches(null, 3);

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(sent(0)).containsExactlyInAnyOrder(stock[0], stock[1], stock[2]);
    assertThat(provider.reserved().values()).singleElement().isEqualTo(sent(0));
    assertThat(ledger.eventsOf(first(run))).containsExactly("CHOSEN", "SUBMITTING", "ACCEPTED");
  }

  @Test
  void what_is_not_there_is_a_shortfall_of_its_group() {
    provider.offers("31", numbers(2)).offers("32", numbers(9));
    Run run = ledger.plannedSearches(null, 5, 4);

    place(run);

    OrderRequest sent = provider.asked().get(0);
    assertThat(sent.numbers())
        .extracting(number -> number.group())
        .containsExactly(0, 0, 1, 1, 1, 1);
  }

  @Test
  void a_search_that_finds_nothing_orders_nothing() {
    Run run = ledger.plannedSearches(null, 5);

    place(run);

    assertThat(shown(run)).containsExactly("1 FAILED");
    assertThat(provider.asked()).isEmpty();
    assertThat(figures(run).shortfall()).isEqualTo(5);
  }

  @Test
  void all_or_nothing_is_ordered_only_when_all_is_reserved() {
    String[] stock = numbers(4);
    provider.offers("31", stock).doesNotReserve(stock[2]).offers("32", numbers(3));
    Run run = ledger.plannedSearches("never", 4, 3);

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(provider.asked().get(0).numbers())
        .hasSize(3)
        .allMatch(number -> number.group() == 1);
  }

  @Test
  void a_group_that_is_all_or_nothing_is_not_split() {
    provider.offers("31", numbers(501)).offers("32", numbers(501));
    Run whole = ledger.plannedSearches("never", 501);
    Run split = ledger.plannedSearches(null, 501);

    place(whole);
    place(split);

    assertThat(orders.of(whole.id())).hasSize(1);
    assertThat(orders.of(split.id())).hasSize(2);
  }

  @Test
  void a_number_that_somebody_else_reserves_is_replaced() {
    String[] stock = numbers(5);
    provider.offers("31", stock).doesNotReserve(stock[1]);
    Run run = ledger.plannedSearches(null, 3);

    place(run);

    assertThat(sent(0)).containsExactlyInAnyOrder(stock[0], stock[2], stock[3]);
  }

  @Test
  void where_no_more_can_be_held_it_goes_on_without() {
    provider.offers("31", numbers(5)).reservesAtMost(0);
    Run run = ledger.plannedSearches(null, 3);

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(sent(0)).hasSize(3);
  }

  @Test
  void no_two_orders_choose_the_same_number_whoever_chooses() {
    workers = 4;
    provider.offers("31", numbers(1_200));
    Run one = ledger.plannedSearches(null, 1_000);
    Run other = ledger.plannedSearches(null, 1_000);

    place(one);
    // The scripted provider sells a number as often as it is asked to.
    place(other);

    Set<String> all = new HashSet<>();
    int[] numbers = new int[1];
    provider
        .asked()
        .forEach(
            asked -> {
              numbers[0] += asked.numbers().size();
              all.addAll(asked.phoneNumbers());
            });
    assertThat(provider.asked()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(all.size()).isLessThanOrEqualTo(1_200);
    assertThat(figures(one).shortfall()).isZero();
  }

  @Test
  void two_planned_orders_never_hold_the_same_number() {
    String[] stock = numbers(1);
    Run one = ledger.plannedSearches(null, 1);
    Run other = ledger.plannedSearches(null, 1);
    List<Offer> offer = List.of(new Offer(stock[0], null, null, null));

    assertThat(ledger.chosenNumbers().choose(first(one), 0, offer)).containsExactly(stock[0]);
    assertThat(ledger.chosenNumbers().choose(first(other), 0, offer)).isEmpty();
    ledger.chosenNumbers().leave(first(one), List.of(stock[0]));
    assertThat(ledger.chosenNumbers().choose(first(other), 0, offer)).containsExactly(stock[0]);
  }

  @Test
  void those_that_choose_the_same_numbers_at_once_do_not_block_each_other() throws Exception {
    int rounds = 10;
    List<List<ProviderOrder>> orders = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      orders.add(
          IntStream.range(0, rounds)
              .mapToObj(round -> first(ledger.plannedSearches(null, 500)))
              .toList());
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      List<Future<Integer>> chosen = new ArrayList<>();
      for (List<ProviderOrder> one : orders) {
        boolean backwards = chosen.isEmpty();
        chosen.add(
            threads.submit(
                () -> {
                  int numbers = 0;
                  for (int round = 0; round < rounds; round++) {
                    List<Offer> offers = offers(round, backwards);
                    start.await();
                    numbers += ledger.chosenNumbers().choose(one.get(round), 0, offers).size();
                  }
                  return numbers;
                }));
      }
      assertThat(chosen.get(0).get() + chosen.get(1).get()).isEqualTo(rounds * 500);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The same numbers for each round, in either direction. */
  private static List<Offer> offers(int round, boolean backwards) {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int number = 1_000_000 + 1_000 * round + (backwards ? 499 - i : i);
      offers.add(new Offer("+4930" + number, null, null, null));
    }
    return offers;
  }

  @Test
  void a_choice_is_gone_on_with_by_the_next_process() {
    String[] stock = numbers(5);
    provider.offers("31", stock);
    Run run = ledger.plannedSearches(null, 3);
    ledger.chosenNumbers().choose(first(run), 0, List.of(new Offer(stock[4], null, null, null)));

    place(run);

    assertThat(sent(0)).containsExactlyInAnyOrder(stock[4], stock[0], stock[1]);
    assertThat(provider.reserved().values()).singleElement().isEqualTo(sent(0));
  }

  @Test
  void numbers_that_are_gone_are_chosen_anew_under_the_same_reference() {
    String[] stock = numbers(5);
    provider
        .offers("31", stock)
        .next(
            order -> {
              provider.doesNotOffer(stock[1]);
              return refuse(new Refusal(Kind.GONE, "gone", null, false, null, Set.of(stock[1])))
                  .apply(order);
            });
    Run run = ledger.plannedSearches(null, 3);

    place(run);

    assertThat(shown(run)).containsExactly("1 ACCEPTED");
    assertThat(sent(1)).containsExactlyInAnyOrder(stock[0], stock[2], stock[3]);
    assertThat(provider.asked())
        .extracting(OrderRequest::reference)
        .hasSize(2)
        .containsOnly(first(run).reference());
  }

  @Test
  void an_order_that_may_have_been_taken_keeps_its_numbers() {
    String[] stock = numbers(5);
    provider.offers("31", stock).next(provider::lose);
    Run run = ledger.plannedSearches(null, 3);
    Placing placing = placing(run);
    placing.place(() -> true);

    provider.next(refuse(Refusal.of(Kind.GONE, "gone")));
    provider.doesNotOffer(stock);
    time.pass(SETTLE_TIME.plusMinutes(2));
    ledger.age(first(run), SETTLE_TIME.toSeconds() + 120);
    placing.place(() -> true);

    assertThat(shown(run)).containsExactly("1 UNCERTAIN");
    assertThat(sent(1)).isEqualTo(sent(0));
  }

  @Test
  void a_reservation_that_ends_soon_is_extended_before_its_order_leaves() {
    provider.offers("31", numbers(3));
    provider.holdsUntil(ledger.orders().now().plusSeconds(60));
    Run run = ledger.plannedSearches(null, 3);

    place(run);

    assertThat(provider.extended()).hasSize(1);
    assertThat(shown(run)).containsExactly("1 ACCEPTED");
  }
}
