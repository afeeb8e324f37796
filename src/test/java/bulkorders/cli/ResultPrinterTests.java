package bulkorders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.ledger.StockDemand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultPrinterTests {

  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void counts_of_zero_are_left_out() {
    var numbers = new RunFigures.Numbers(175, 160, 150, 15, 0, 0, 0, 0, 0);

    String text = ResultPrinter.text(figures(null, Map.of(OrderState.PARTIAL, 2L), numbers));

    assertThat(text)
        .contains("rows       12 read\n", "orders     2: 2 partial\n")
        .contains("numbers    175 requested = 160 ordered + 15 shortfall\n", "in service 150\n")
        .doesNotContain(" 0 ");
  }

  @Test
  void numbers_of_a_refused_input_are_not_called_pending() {
    var numbers = new RunFigures.Numbers(30, 0, 0, 0, 0, 0, 0, 30, 0);

    String text = ResultPrinter.text(figures(Run.ErrorKind.REFUSED, Map.of(), numbers));

    assertThat(text)
        .contains("refused; nothing was ordered", "30 requested; none was ordered")
        .doesNotContain("pending", "in service");
  }

  @Test
  void a_run_that_is_whole_but_unreported_says_so() {
    var numbers = new RunFigures.Numbers(5, 5, 5, 0, 0, 0, 0, 0, 0);
    Map<OrderState, Long> orders = Map.of(OrderState.COMPLETED, 1L);

    assertThat(ResultPrinter.text(figures(Run.ErrorKind.FAILED, orders, numbers)))
        .contains("completed: all numbers ordered; the report is missing\n");
    assertThat(ResultPrinter.text(figures(null, orders, numbers))).doesNotContain("report");
  }

  private static RunFigures figures(
      Run.@Nullable ErrorKind errorKind, Map<OrderState, Long> orders, RunFigures.Numbers numbers) {
    var run =
        new Run(
            7,
            Runs.ORDER_JOB,
            "hash",
            "numbers.csv",
            "csv",
            "",
            "",
            "",
            null,
            "telnyx",
            "telnyx",
            "tag",
            CustomerReferences.SPLIT,
            "somebody",
            null,
            "10%",
            null,
            AT,
            12,
            0,
            AT,
            AT,
            null,
            null,
            false,
            0,
            RepeatMode.REFUSE,
            0,
            0,
            null,
            StockDemand.UNASKED,
            null,
            errorKind);
    return new RunFigures(
        run,
        List.of("telnyx"),
        12,
        0,
        orders,
        0,
        0,
        numbers,
        0,
        0,
        List.of(),
        null,
        new RunFigures.Cost(List.of(), 0));
  }
}
