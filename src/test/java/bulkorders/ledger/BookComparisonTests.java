package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.BookScans.BookList;
import bulkorders.ledger.BookScans.Tagged;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.BookedOrder.BookedGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is a difference, and what is only on its way. */
class BookComparisonTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final Duration SETTLE_TIME = Duration.ofMinutes(5);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private final Orders orders = ledger.orders();
  private final List<Tagged<BookedOrder>> listed = new ArrayList<>();
  private final List<Tagged<BookedNumberOrder>> numberOrders = new ArrayList<>();
  private final String id = UUID.randomUUID().toString();
  private Set<Integer> atWork = Set.of();
  private boolean complete = true;
  private @Nullable Instant since;

  private Reconciliation begin(Run run) {
    // Other tests' orders are at the same account.
    ledger
        .jdbc()
        .sql("update provider_order set account = 'other' where run_id <> ?")
        .param(run.id())
        .update();
    Reconciliation begun = ledger.reconciliations().begin("telnyx", since, false, null);
    ledger.reconciliations().knowTags(begun.id(), Map.of(run.tag(), run.id()));
    return begun;
  }

  private Map<DifferenceKind, Long> compare(Reconciliation reconciliation) {
    int number = reconciliation.id();
    for (BookList list : BookList.values()) {
      ledger.bookScans().save(number, list, ledger.bookScans().state(number, list));
    }
    ledger.bookScans().storeOrders(number, listed);
    ledger.bookScans().storeNumberOrders(number, numberOrders);
    ledger
        .bookComparison()
        .compare(number, new BookComparison.Terms(complete, complete, atWork, SETTLE_TIME));
    return ledger.reconciliations().found(number);
  }

  private long onTheWay(Reconciliation reconciliation) {
    return ledger
        .reconciliations()
        .counts(reconciliation.id())
        .getOrDefault("orders_on_the_way", 0L);
  }

  /** An order of one group that was placed long ago and is final. */
  private ProviderOrder completed(Run run) {
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.accepted(sent, id);
    ledger
        .jdbc()
        .sql(
            "update provider_order set state = 'COMPLETED', accepted_at = now() - interval '1 day'"
                + " where id = ?")
        .param(sent.id())
        .update();
    ledger
        .jdbc()
        .sql("update order_group set count_allocated = count_requested where order_id = ?")
        .param(sent.id())
        .update();
    return orders.get(sent.id());
  }

  private void list(ProviderOrder order, String providerId, long echo, int count) {
    String reference = order.reference();
    listed.add(
        new Tagged<>(
            new BookedOrder(
                providerId,
                reference,
                LONG_AGO,
                List.of(new BookedGroup(echo, count, count, "success", true, List.of()))),
            ReferenceFormat.tagOf(reference).orElseThrow()));
  }

  @Test
  void an_order_that_is_the_same_on_both_sides_is_no_difference() {
    Run run = ledger.planned(1, 5);
    list(completed(run), id, 1, 5);
    Reconciliation reconciliation = begin(run);

    assertThat(compare(reconciliation)).isEmpty();
    assertThat(compare(reconciliation)).as("compared once more").isEmpty();
    assertThat(onTheWay(reconciliation)).isZero();
  }

  @Test
  void other_criteria_and_other_counts_are_differences_of_an_order() {
    Run run = ledger.planned(1, 5);
    ProviderOrder order = completed(run);
    list(order, id, 2, 5);
    assertThat(compare(begin(run))).isEqualTo(Map.of(DifferenceKind.ORDER_DIFFERS, 1L));

    listed.clear();
    list(order, id, 1, 6);
    assertThat(compare(begin(run))).containsEntry(DifferenceKind.ORDER_DIFFERS, 1L);
  }

  @Test
  void a_final_order_that_is_not_listed_is_missing_once_all_was_seen_and_the_list_has_settled() {
    Run run = ledger.planned(1, 5);
    ProviderOrder order = completed(run);
    complete = false;
    assertThat(compare(begin(run))).isEmpty();
    complete = true;
    assertThat(compare(begin(run))).isEqualTo(Map.of(DifferenceKind.MISSING_ORDER, 1L));
    since = Instant.now().plus(Duration.ofDays(1));
    assertThat(compare(begin(run))).isEmpty();
    since = null;

    ledger
        .jdbc()
        .sql("update provider_order set accepted_at = now() where id = ?")
        .param(order.id())
        .update();
    assertThat(compare(begin(run))).as("accepted within the settle time").isEmpty();
  }

  @Test
  void what_changed_since_the_reading_began_is_on_its_way() {
    Run run = ledger.planned(1, 5);
    Reconciliation reconciliation = begin(run);
    completed(run);

    assertThat(compare(reconciliation)).isEmpty();
    assertThat(onTheWay(reconciliation)).isOne();
  }

  @Test
  void an_uncertain_order_that_is_there_is_a_difference_unless_its_run_is_at_work() {
    Run run = ledger.planned(1, 5);
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    orders.uncertain(sent, "no answer");
    Reconciliation nothingThere = begin(run);
    assertThat(compare(nothingThere)).isEmpty();
    assertThat(onTheWay(nothingThere)).isOne();

    list(sent, id, 1, 5);
    assertThat(compare(begin(run))).isEqualTo(Map.of(DifferenceKind.UNPLACED, 1L));
    atWork = Set.of(run.id());
    assertThat(compare(begin(run))).isEmpty();

    list(sent, id + "-2", 1, 5);
    assertThat(compare(begin(run)))
        .as("twice is twice, whoever is at work")
        .isEqualTo(Map.of(DifferenceKind.REFERENCE_TWICE, 2L));
  }

  @Test
  void surplus_is_a_difference_until_it_is_cancelled() {
    Run run = ledger.planned(1, 5);
    ProviderOrder order = completed(run);
    list(order, id, 1, 5);
    list(order, id + "-2", 1, 5);
    assertThat(compare(begin(run))).isEqualTo(Map.of(DifferenceKind.REFERENCE_TWICE, 1L));

    orders.surplusSeen(order, id + "-2", 5);
    Reconciliation known = begin(run);
    // The event that says so is no change of the order's own books.
    assertThat(compare(known)).isEqualTo(Map.of(DifferenceKind.SURPLUS, 1L));

    ledger
        .jdbc()
        .sql("update surplus_order set cancelled_at = now() where order_id = ?")
        .param(order.id())
        .update();
    assertThat(compare(begin(run))).isEmpty();
  }

  @Test
  void entries_are_counted_once_however_often_a_page_is_read() {
    Run run = ledger.planned(1, 5);
    list(completed(run), id, 1, 5);
    listed.add(listed.get(0));
    int number = begin(run).id();
    ledger
        .bookScans()
        .save(number, BookList.ORDERS, ledger.bookScans().state(number, BookList.ORDERS));

    assertThat(ledger.bookScans().storeOrders(number, listed)).isOne();
    assertThat(ledger.bookScans().storeOrders(number, listed)).isZero();
    assertThat(ledger.bookScans().state(number, BookList.ORDERS).known()).isOne();
  }
}
