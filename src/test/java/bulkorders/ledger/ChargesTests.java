package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.Charge;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.Understood;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChargesTests {

  private static final LocalDate FROM = LocalDate.of(2026, 11, 1);

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Orders orders = ledger.orders();

  private static final Charge AT_FIRST =
      new Charge(
          new BigDecimal("17.00"),
          new BigDecimal("12.00"),
          new BigDecimal("5.00"),
          "USD",
          "KRV-684222",
          null,
          null);

  private ProviderOrder accepted() {
    ProviderOrder sent =
        orders.claim(ledger.planned(List.of(2)).id(), "telnyx", "me").orElseThrow();
    assertThat(orders.accepted(sent, "order-" + sent.id(), AT_FIRST)).isTrue();
    return orders.get(sent.id());
  }

  private static Map<String, Object> row(ProviderOrder order) {
    return ledger
        .jdbc()
        .sql(
            "select amount::text, setup_cost::text, monthly_cost::text, currency, cost_source,"
                + " provider_reference, billed_from::text, billed_to::text, changes from"
                + " provider_order where id = ?")
        .param(order.id())
        .query()
        .singleRow();
  }

  private static Understood reading(Charge charge) {
    return new Understood(
        List.of(new GroupProgress(0, "completed", true, 2, null, List.of())), charge);
  }

  @Test
  void what_the_provider_charges_is_kept_with_the_acceptance() {
    assertThat(row(accepted()))
        .containsEntry("amount", "17.000000")
        .containsEntry("setup_cost", "12.000000")
        .containsEntry("monthly_cost", "5.000000")
        .containsEntry("currency", "USD")
        .containsEntry("cost_source", "charged")
        .containsEntry("provider_reference", "KRV-684222")
        .containsEntry("billed_from", null);
  }

  @Test
  void what_a_later_answer_tells_is_added_and_what_it_leaves_out_stays() {
    ProviderOrder order = accepted();
    Charge filled =
        new Charge(new BigDecimal("18.50"), null, null, "USD", null, FROM, FROM.plusDays(29));

    assertThat(ledger.progress().progressed(order, reading(filled))).isTrue();

    assertThat(row(order))
        .containsEntry("amount", "18.500000")
        .containsEntry("setup_cost", "12.000000")
        .containsEntry("provider_reference", "KRV-684222")
        .containsEntry("billed_from", "2026-11-01")
        .containsEntry("billed_to", "2026-11-30");
  }

  @Test
  void an_answer_that_says_the_same_changes_nothing() {
    ProviderOrder order = accepted();
    ledger.progress().progressed(order, reading(AT_FIRST));
    Object before = row(order).get("changes");

    ledger.progress().progressed(orders.get(order.id()), reading(AT_FIRST));

    assertThat(row(order)).containsEntry("changes", before);
  }

  @Test
  void an_attempt_that_is_not_the_last_one_says_nothing() {
    ProviderOrder order = accepted();
    ledger
        .jdbc()
        .sql("update provider_order set attempt = attempt + 1 where id = ?")
        .param(order.id())
        .update();
    Charge other = new Charge(BigDecimal.ONE, null, null, "EUR", null, null, null);

    assertThat(ledger.progress().progressed(order, reading(other))).isFalse();

    assertThat(row(order)).containsEntry("currency", "USD");
  }
}
