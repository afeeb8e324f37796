package bulkorders.job;

/** What a person decides about an order of which nobody knows whether the provider took it. */
public sealed interface OrderDecision {

  /**
   * The provider has it.
   *
   * @param providerOrderId as which
   */
  record Adopt(String providerOrderId) implements OrderDecision {}

  /** The provider does not have it, and it is to be sent again. */
  record Resend() implements OrderDecision {}

  /** It is given up. */
  record Abandon() implements OrderDecision {}
}
