package bulkorders.planning;

import static bulkorders.settings.UnusableSettingException.unless;
import static bulkorders.settings.UnusableSettingException.unlessPositive;

import bulkorders.ledger.CustomerReferences;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How groups are packed into orders; {@code bulk-orders.planning.*}.
 *
 * @param maxNumbersPerOrder most numbers that one bulk order may ask for; Telnyx takes 10,000
 * @param numbersPerOrder most numbers that an order names which names its numbers
 * @param maxGroupsPerOrder most groups that one order may hold
 * @param keepApart whether groups that the provider echoes alike, but that ask for different
 *     things, go into different orders
 * @param customerReference what becomes of the user's own references unless the command says
 *     otherwise
 * @param restoreCustomerReference whether the provider gets the user's own reference back for the
 *     number orders of final orders, a request for each
 */
public record PlanningProperties(
    @DefaultValue("10000") int maxNumbersPerOrder,
    @DefaultValue("500") int numbersPerOrder,
    @DefaultValue("10000") int maxGroupsPerOrder,
    @DefaultValue("true") boolean keepApart,
    @DefaultValue("split") CustomerReferences customerReference,
    @DefaultValue("true") boolean restoreCustomerReference) {

  private static final int HIGHEST = 10_000;

  public PlanningProperties {
    unless(
        maxNumbersPerOrder >= 1 && maxNumbersPerOrder <= HIGHEST,
        "bulk-orders.planning.max-numbers-per-order",
        maxNumbersPerOrder,
        "1 to " + HIGHEST);
    unless(
        numbersPerOrder >= 1 && numbersPerOrder <= HIGHEST,
        "bulk-orders.planning.numbers-per-order",
        numbersPerOrder,
        "1 to " + HIGHEST);
    unlessPositive("bulk-orders.planning.max-groups-per-order", maxGroupsPerOrder);
  }

  /**
   * What plans are told apart by, as text that is the same in every version. How many numbers an
   * order names is not among it: it shows in the plan itself, and most plans have no such order.
   */
  String settings() {
    return "PlanningProperties[maxNumbersPerOrder=%d, maxGroupsPerOrder=%d, keepApart=%s, customerReference=%s, restoreCustomerReference=%s]"
        .formatted(
            maxNumbersPerOrder,
            maxGroupsPerOrder,
            keepApart,
            customerReference,
            restoreCustomerReference);
  }
}
