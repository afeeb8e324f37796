package bulkorders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.RunFigures.Cost;
import bulkorders.ledger.RunFigures.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MaxCostTests {

  private final MaxCost limit = Objects.requireNonNull(MaxCost.of(List.of("100", "USD")));

  private static Sum sum(String currency, String setup, String monthly) {
    return new Sum(currency, new BigDecimal(setup), new BigDecimal(monthly));
  }

  @Test
  void setup_and_first_month_count_together() {
    assertThat(limit.excess(new Cost(List.of(sum("USD", "60", "40")), 0))).isEmpty();
    assertThat(limit.excess(new Cost(List.of(sum("USD", "60", "40.01")), 0)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("--max-cost 100 USD is not kept")
                    .contains("60.00 USD once and 40.01 USD each month"));
  }

  @Test
  void what_is_not_known_is_not_within_any_limit() {
    assertThat(limit.excess(new Cost(List.of(sum("USD", "1", "1")), 2)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("the cost of 2 orders is not known", "--max-numbers"));
  }

  @Test
  void another_currency_is_not_compared() {
    assertThat(limit.excess(new Cost(List.of(sum("EUR", "1", "1")), 0)))
        .hasValueSatisfying(why -> assertThat(why).contains("is not kept: 1.00 EUR once"));
  }
}
