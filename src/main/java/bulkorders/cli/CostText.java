package bulkorders.cli;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunFigures.Cost;
import java.util.stream.Collectors;

/** What orders cost, for people. */
final class CostText {

  private CostText() {}

  /** All of it in one line. What is charged may include taxes; the prices of catalogues do not. */
  static String line(RunFigures figures) {
    boolean isQuoted =
        figures.orders().getOrDefault(OrderState.PLANNED, 0L) == figures.ordersTotal();
    return line(figures.cost(), isQuoted ? ", taxes excluded" : "");
  }

  /** The same of what has not been ordered. */
  static String quoted(Cost cost) {
    return line(cost, ", taxes excluded");
  }

  private static String line(Cost cost, String taxes) {
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
        ? known + taxes
        : "%s%s; not known of %s"
            .formatted(
                known, taxes, ResultPrinter.counted(cost.ordersWithout(), "order", "orders"));
  }
}
