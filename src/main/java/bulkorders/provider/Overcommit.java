package bulkorders.provider;

/**
 * What becomes of an order that an account can pay by itself, but not together with those that it
 * has not been charged for yet. A provider that looks at each order alone takes it all the same,
 * and cancels what it cannot charge for later.
 */
public enum Overcommit {
  /** It is not sent, and nothing more is sent to the account. */
  REFUSE,
  /** It is sent, and the log says so. */
  WARN,
  /** It is sent. */
  ALLOW
}
