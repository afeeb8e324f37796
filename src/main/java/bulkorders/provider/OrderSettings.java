package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * What holds for all numbers of a provider order; groups with different settings go into different
 * orders.
 *
 * @param connectionId connection that the numbers are assigned to
 * @param messagingProfileId messaging profile that the numbers are assigned to
 * @param billingGroupId billing group that pays
 * @param customerReference the user's own reference; our reference of the order begins with it
 */
public record OrderSettings(
    @Nullable String connectionId,
    @Nullable String messagingProfileId,
    @Nullable String billingGroupId,
    @Nullable String customerReference) {

  /** No setting at all. */
  public static final OrderSettings NONE = new OrderSettings(null, null, null, null);

  /** The same for all whatever their own reference is. */
  public OrderSettings withoutCustomerReference() {
    return new OrderSettings(connectionId, messagingProfileId, billingGroupId, null);
  }
}
