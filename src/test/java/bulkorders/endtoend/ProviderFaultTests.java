package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider and a network that do what providers and networks do; one command sees it through. */
@ParameterizedClass
@EnumSource
class ProviderFaultTests {

  /** So that the file is of six orders. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  @RegisterExtension private final Rehearsal rehearsal;

  ProviderFaultTests(Seller seller) {
    rehearsal = new Rehearsal(seller);
  }

  @Test
  void answers_that_get_lost_or_lie_cost_a_look_and_never_a_second_order() {
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'drop_after_commit','times':1},
         {'operation':'create_order','fault':'status_503_after_commit','times':1},
         {'operation':'create_order','fault':'malformed_body','times':1},
         {'operation':'create_order','fault':'drop_before_commit','times':1},
         {'operation':'list_orders','fault':'status_500','times':1},
         {'operation':'list_orders','fault':'drop_before_commit','times':1}]
        """);
    Result result = orderSix().hasStatus(0);
    assertThat(result.numbers().ordered()).isEqualTo(60);
    assertThat(rehearsal.boughtExactly(60).orders()).isEqualTo(6);
    // Only the order that the provider did not have was sent twice.
    assertThat(rehearsal.requests("create_order")).isEqualTo(7);
    assertThat(rehearsal.ledger().events("UNCERTAIN")).isEqualTo(4);
  }

  @Test
  void an_order_that_is_taken_after_the_client_gave_up_is_found_also_when_lists_lag_behind() {
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'delay','delay_ms':3000,'times':1},
         {'operation':'create_order','fault':'list_lag','delay_ms':2000,'times':1}]
        """);
    Result result = orderSix("--bulk-orders.submission.settle-time=6s").hasStatus(0);
    assertThat(result.numbers().ordered()).isEqualTo(60);
    assertThat(rehearsal.boughtExactly(60).orders()).isEqualTo(6);
    assertThat(rehearsal.requests("create_order")).isEqualTo(6);
  }

  @Test
  void a_provider_that_is_busy_is_asked_again_when_it_says_so() {
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'status_429','retry_after':2,'times':3},
         {'operation':'get_order','fault':'status_429','retry_after':1,'times':2}]
        """);
    long begin = System.nanoTime();
    orderSix("--bulk-orders.submission.workers=1").hasStatus(0);
    assertThat(System.nanoTime() - begin).isGreaterThan(6_000_000_000L);
    assertThat(rehearsal.boughtExactly(60).orders()).isEqualTo(6);
    assertThat(rehearsal.requests("create_order")).isEqualTo(9);
  }

  @Test
  void a_redirect_is_not_followed() {
    rehearsal.fault("[{'operation':'create_order','fault':'redirect_307','times':1}]");
    orderSix().hasStatus(0);
    assertThat(rehearsal.boughtExactly(60).redirected()).isZero();
    assertThat(rehearsal.requests("create_order")).isEqualTo(7);
  }

  private Result orderSix(Object... more) {
    Object[] arguments = java.util.Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = SMALL_ORDERS;
    return rehearsal.order(rehearsal.orders("numbers.csv", 6, 10), arguments);
  }
}
