package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.Charge;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Overcommit;
import bulkorders.provider.Placement;
import bulkorders.provider.ScriptedProvider;
import bulkorders.run.RunStoppedException;
import bulkorders.run.SettableTime;
import bulkorders.run.TestControl;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class FundsTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Orders orders = ledger.orders();
  private final SettableTime time = new SettableTime();
  private final ScriptedProvider provider = new ScriptedProvider();

  private int workers = 1;

  /** What is open counts for all runs of the account. */
  @AfterEach
  void close() {
    ledger.jdbc().sql("update provider_order set state = 'FAILED'").update();
  }

  private void place(Run run) {
    var properties =
        new SubmissionProperties(
            workers, Duration.ofMinutes(5), Duration.ofMinutes(1), OnAbsent.RESEND, 3, 1_000);
    new Submission(orders, ledger.chosenNumbers(), properties, time, time::nanoTime)
        .placing(run, account -> provider, new AccountStops(new TestControl()))
        .place(() -> true);
  }

  /** A run of orders that the catalogue quotes with ten dollars each. */
  private Run quoted(int count) {
    Run run = ledger.planned(count, 1);
    ledger
        .jdbc()
        .sql(
            "update provider_order set setup_cost = 8, monthly_cost = 2, currency = 'USD',"
                + " cost_source = 'quoted' where run_id = ?")
        .param(run.id())
        .update();
    return run;
  }

  private List<OrderState> states(Run run) {
    return orders.of(run.id()).stream().map(ProviderOrder::state).toList();
  }

  private Placement takeFor(OrderRequest order, String dollars) {
    String id = ((Placement.Accepted) provider.accept(order)).providerOrderId();
    return new Placement.Accepted(
        id, new Charge(new BigDecimal(dollars), null, null, "USD", null, null, null));
  }

  @Test
  void what_the_account_cannot_pay_beside_its_open_orders_is_not_sent() {
    provider.has("25", Overcommit.REFUSE);
    Run run = quoted(4);

    assertThatThrownBy(() -> place(run))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("account telnyx has 25.00 USD")
        .hasMessageContaining("take 20.00")
        .hasMessageContaining("bulk-orders.didww.overcommit");

    assertThat(provider.asked()).hasSize(2);
    assertThat(states(run))
        .containsExactly(
            OrderState.ACCEPTED, OrderState.ACCEPTED, OrderState.PLANNED, OrderState.PLANNED);
  }

  @Test
  void several_senders_do_not_spend_the_same_money() {
    workers = 4;
    provider.has("55", Overcommit.REFUSE);
    Run run = quoted(20);

    assertThatThrownBy(() -> place(run)).isInstanceOf(RunStoppedException.class);

    assertThat(provider.asked()).hasSize(5);
  }

  @Test
  void what_the_provider_charges_counts_and_not_what_was_quoted() {
    provider.has("85", Overcommit.REFUSE);
    provider.always(
        order -> {
          time.pass(Duration.ofSeconds(6));
          return takeFor(order, "40");
        });
    Run run = quoted(4);

    assertThatThrownBy(() -> place(run))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("take 80.00");

    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void an_order_in_doubt_keeps_its_money() {
    provider.has("15", Overcommit.REFUSE);
    provider.next(provider::lose);
    Run run = quoted(2);

    assertThatThrownBy(() -> place(run)).isInstanceOf(RunStoppedException.class);

    assertThat(states(run)).containsExactly(OrderState.UNCERTAIN, OrderState.PLANNED);
  }

  @Test
  void a_run_goes_on_once_there_is_money() {
    provider.has("5", Overcommit.REFUSE);
    Run run = quoted(2);
    assertThatThrownBy(() -> place(run)).isInstanceOf(RunStoppedException.class);

    provider.has("20", Overcommit.REFUSE);
    place(run);

    assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
    assertThat(provider.references().values()).containsOnly(1);
  }

  @Test
  void where_it_is_warned_of_or_allowed_all_is_sent() {
    for (Overcommit beyond : List.of(Overcommit.WARN, Overcommit.ALLOW)) {
      provider.has("5", beyond);
      Run run = quoted(2);

      assertThatCode(() -> place(run)).doesNotThrowAnyException();

      assertThat(states(run)).containsOnly(OrderState.ACCEPTED);
    }
  }

  @Test
  void the_balance_is_asked_for_now_and_then_and_not_for_each_order() {
    provider.has("1000", Overcommit.REFUSE);

    place(quoted(30));

    assertThat(provider.balanceReadings()).isEqualTo(1);
  }
}
