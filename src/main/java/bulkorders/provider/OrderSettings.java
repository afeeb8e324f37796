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
 * @param allowBackOrdering whether an order is taken that the provider's stock cannot fill now;
 *     null where orders have no such choice
 * @param callbackUrl where the provider tells that an order ended; always with its method
 * @param callbackMethod {@code get} or {@code post}
 */
public record OrderSettings(
    @Nullable String connectionId,
    @Nullable String messagingProfileId,
    @Nullable String billingGroupId,
    @Nullable String customerReference,
    @Nullable Boolean allowBackOrdering,
    @Nullable String callbackUrl,
    @Nullable String callbackMethod) {

  /** No setting at all. */
  public static final OrderSettings NONE = new OrderSettings(null, null, null, null);

  /** Of a provider that knows neither back orders nor callbacks of single orders. */
  public OrderSettings(
      @Nullable String connectionId,
      @Nullable String messagingProfileId,
      @Nullable String billingGroupId,
      @Nullable String customerReference) {
    this(connectionId, messagingProfileId, billingGroupId, customerReference, null, null, null);
  }

  /** The same for all whatever their own reference is. */
  public OrderSettings withoutCustomerReference() {
    return new OrderSettings(
        connectionId,
        messagingProfileId,
        billingGroupId,
        null,
        allowBackOrdering,
        callbackUrl,
        callbackMethod);
  }
}
