package bulkorders.cli;

import bulkorders.ledger.RunFigures.Cost;
import java.util.stream.Collectors;

/** What orders cost, for people. */
final class CostText {

  private CostText() {}

  /** All of it in one line. */
  static String line(Cost cost) {
    if (cost.known().isEmpty()) {
      return "not known: the provider tells none before it has taken the orders";
    }
    String known =
        cost.known().stream()
            .map(
                sum ->
                    "%,.2f %s once and %,.2f %s each month"
                        .formatted(sum.setup(), sum.currency(), sum.monthly(), sum.currency()))
            .collect(Collectors.joining("; "));
    return cost.isComplete()
        ? known + ", taxes excluded"
        : "%s, taxes excluded; not known of %s"
            .formatted(known, ResultPrinter.counted(cost.ordersWithout(), "order", "orders"));
  }
}
