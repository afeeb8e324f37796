package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/** What is known after one attempt to place an order. */
public sealed interface Placement {

  /**
   * The provider took the order.
   *
   * @param charge what it charges, null when its answer does not tell
   */
  record Accepted(String providerOrderId, @Nullable Charge charge) implements Placement {

    /** The provider told of no charge. */
    public Accepted(String providerOrderId) {
      this(providerOrderId, null);
    }
  }

  /** The provider refused the order, and nothing was bought. */
  record Refused(Refusal refusal) implements Placement {}

  /**
   * Nobody knows whether the order was taken; the provider has to be asked before it may be sent
   * again.
   */
  record Ambiguous(String reason) implements Placement {}

  /**
   * The {@link SendGuard}, or an interrupt before the first byte, held the order back; the provider
   * has not got it.
   */
  record HeldBack(String reason) implements Placement {}
}
