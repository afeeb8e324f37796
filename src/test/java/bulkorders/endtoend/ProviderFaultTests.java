package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A provider and a network that do what providers and networks do; one command sees it through. */
class ProviderFaultTests {

  /** Of six orders, each with one group of ten numbers. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

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

  @Test
  void a_group_that_is_refused_does_not_take_the_others_down() {
    rehearsal.fault("[{'operation':'create_order','fault':'refuse_group','group':2,'times':1}]");
    Path file = rehearsal.file("numbers.csv", areas(6, 10));
    Result result = rehearsal.order(file).hasStatus(3);

    assertThat(result.json().required("status").asString()).isEqualTo("SHORTFALL");
    assertThat(result.numbers().ordered()).isEqualTo(50);
    assertThat(result.numbers().rejected()).isEqualTo(10);
    assertThat(rehearsal.boughtExactly(50).orders()).isOne();
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(reportRows(result.json(), "results.csv"))
        .hasSize(6)
        .filteredOn(row -> row.contains("rejected"))
        .singleElement()
        .asString()
        .contains("646");
  }

  @Test
  void a_faulty_group_is_found_among_many_with_and_without_a_pointer_to_it() {
    List<String> rows = new java.util.ArrayList<>(areas(9, 4));
    rows.add(2, "US,local,3,000");
    rows.add(7, "US,local,5,299");
    Result result = rehearsal.order(rehearsal.file("numbers.csv", rows), "--skip-limit", "50%");
    result.hasStatus(3);
    assertThat(result.numbers().ordered()).isEqualTo(36);
    assertThat(result.numbers().rejected()).isEqualTo(8);
    rehearsal.boughtExactly(36);
    assertThat(reportRows(result.json(), "results.csv")).hasSize(11);
  }

  @Test
  void what_is_not_in_stock_is_a_shortfall_that_can_be_fed_back() {
    Path file =
        rehearsal.file(
            "numbers.csv", List.of("US,local,40,212", "US,local,5,907", "US,local,10,312"));
    Result result = rehearsal.order(file).hasStatus(3);
    JsonNode json = result.json();
    assertThat(result.numbers().ordered()).isEqualTo(35);
    assertThat(result.numbers().shortfall()).isEqualTo(20);
    rehearsal.boughtExactly(35);

    Path shortfall = Path.of(json.required("report_dir").asString(), "shortfall.csv");
    assertThat(shortfall).isRegularFile();
    Result plan = rehearsal.run("plan", shortfall, "--format", "json").hasStatus(0);
    assertThat(plan.numbers().pending()).isEqualTo(20);
  }

  private Result orderSix(Object... more) {
    Object[] arguments = java.util.Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = SMALL_ORDERS;
    return rehearsal.order(rehearsal.file("numbers.csv", areas(6, 10)), arguments);
  }
}
