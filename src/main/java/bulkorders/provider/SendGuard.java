package bulkorders.provider;

/**
 * Asked once, right before the first byte of an order's body leaves; the last moment at which it
 * can be held back. It may be asked on another thread than the one that places the order.
 */
@FunctionalInterface
public interface SendGuard {

  /**
   * Returns when the order may be sent.
   *
   * @throws SendHeldBackException when it may not; the provider client then answers {@link
   *     Placement.HeldBack}
   */
  void check() throws SendHeldBackException;
}
