package bulkorders.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Most that an order may cost. No provider that orders go to today tells a cost before it took the
 * order, and a limit that cannot be kept must not look as if it were: it is refused.
 *
 * @param amount above 0
 * @param currency ISO 4217 code
 */
record MaxCost(BigDecimal amount, String currency) {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int MOST_DIGITS = 18;

  /**
   * Understands what was given with --max-cost.
   *
   * @param words amount and currency, null when the option was not given
   * @return null when it was not
   * @throws RefusedException when they are no amount of money
   */
  static @Nullable MaxCost of(@Nullable List<String> words) {
    if (words == null) {
      return null;
    }
    String given = String.join(" ", words);
    try {
      var cost = new MaxCost(new BigDecimal(words.get(0)), words.get(1));
      if (words.get(0).length() <= MOST_DIGITS
          && cost.amount.signum() > 0
          && CURRENCY.matcher(cost.currency).matches()) {
        return cost;
      }
    } catch (NumberFormatException e) {
      // Told below, as for every other text that is no amount.
    }
    throw new RefusedException(
        "--max-cost %s: expected an amount above 0 and its currency, such as 500 USD"
            .formatted(given));
  }

  /** The refusal of a limit that cannot be kept. */
  RefusedException refusal() {
    return new RefusedException(
        "--max-cost %s %s cannot be kept: Telnyx tells no cost before it has taken a bulk order, so nothing is ordered; limit the numbers with --max-numbers N instead"
            .formatted(amount.toPlainString(), currency));
  }
}
