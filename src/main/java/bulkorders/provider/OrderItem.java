package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * An item of an order, for providers that sell by stock keeping unit. Field names and meanings are
 * those of DIDWW API 3 ({@code did_order_items} and {@code capacity_order_items} of {@code POST
 * /orders}), all ids are the provider's.
 *
 * @param skuId stock keeping unit: numbers of one group at one price; null of capacity only
 * @param nanpaPrefixId narrows the numbers to one area code and exchange of country code 1
 * @param availableDidId the one number that is wanted; never with a reservation
 * @param didReservationId the reservation of the one number that is wanted
 * @param billingCyclesCount how many periods it is paid for, 0 to 999: 0 is not renewed; null
 *     renews for ever
 * @param prorateDaysQty days of the first period where billing is prorated; ignored elsewhere
 * @param capacityPoolId where channels are bought instead of numbers
 * @param didGroupId where the numbers are, null when the catalogue does not tell it of the unit
 */
public record OrderItem(
    @Nullable String skuId,
    @Nullable String nanpaPrefixId,
    @Nullable String availableDidId,
    @Nullable String didReservationId,
    @Nullable Integer billingCyclesCount,
    @Nullable Integer prorateDaysQty,
    @Nullable String capacityPoolId,
    @Nullable String didGroupId) {

  /** So many numbers of a stock keeping unit, and nothing else. */
  public static OrderItem ofSku(String skuId) {
    return new OrderItem(skuId, null, null, null, null, null, null, null);
  }

  /** Whether it is one certain number. */
  public boolean isOneNumber() {
    return availableDidId != null || didReservationId != null;
  }
}
