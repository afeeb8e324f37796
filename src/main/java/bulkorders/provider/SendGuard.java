package bulkorders.provider;

/**
 * Asked right before the first byte of an order's body leaves, which is the last moment at which it
 * can be held back, and again right before its last byte leaves, without which nobody can take the
 * order. It may be asked on another thread than the one that places the order.
 */
@FunctionalInterface
public interface SendGuard {

  /**
   * Returns when the order may be sent.
   *
   * @throws SendHeldBackException when it may not; the provider client then answers {@link
   *     Placement.HeldBack}, and {@link Placement.Ambiguous} when something of it has left
   */
  void check() throws SendHeldBackException;
}
