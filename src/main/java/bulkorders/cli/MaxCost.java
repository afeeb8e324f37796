package bulkorders.cli;

import bulkorders.ledger.RunFigures.Cost;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Most that the orders of a file may cost, setup and first month together and taxes excluded. Where
 * a provider tells no cost before it took an order the limit cannot be kept, and must not look as
 * if it were: nothing is ordered.
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

  /**
   * Why a run does not keep the limit, in words that another sentence may follow; empty when it
   * does.
   */
  Optional<String> excess(Cost cost) {
    String limit = "--max-cost %s %s".formatted(amount.toPlainString(), currency);
    if (!cost.isComplete()) {
      return Optional.of(
          "%s cannot be kept, since the cost of %s is not known before the provider has taken them (limit the numbers with --max-numbers N instead)"
              .formatted(limit, ResultPrinter.counted(cost.ordersWithout(), "order", "orders")));
    }
    boolean isKept =
        cost.known().stream()
            .allMatch(
                sum ->
                    sum.currency().equals(currency)
                        && sum.setup().add(sum.monthly()).compareTo(amount) <= 0);
    return isKept
        ? Optional.empty()
        : Optional.of("%s is not kept: %s".formatted(limit, CostText.quoted(cost)));
  }
}
