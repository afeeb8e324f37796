package bulkorders.sandbox.didww;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order.
 *
 * @param group id of the group that numbers come from; null if these are channels
 * @param pool id of the pool that channels are for; null if these are numbers
 * @param sku null if these are channels
 * @param most how many numbers it gets when it is filled; less than {@code qty} on purpose only
 * @param nrc price of one, once, with tax
 * @param mrc price of one every month, with tax
 * @param nanpaPrefix id of the exchange the numbers have to be of; null for any
 * @param position of the only number it is about; null for any
 * @param billingCycles null to renew for ever
 */
record OrderItem(
    @Nullable String group,
    @Nullable String pool,
    @Nullable String sku,
    int qty,
    int most,
    BigDecimal nrc,
    BigDecimal mrc,
    @Nullable String nanpaPrefix,
    @Nullable Integer position,
    @Nullable Integer billingCycles) {

  static final String NUMBERS = "did_order_items";
  static final String CHANNELS = "capacity_order_items";

  BigDecimal amount() {
    return nrc.add(mrc).multiply(BigDecimal.valueOf(qty));
  }

  /** The same item that gets fewer numbers than it has to. */
  OrderItem atMost(int count) {
    return new OrderItem(
        group, pool, sku, qty, count, nrc, mrc, nanpaPrefix, position, billingCycles);
  }
}
