package bulkorders.submission;

/** A decision about an order cannot be taken like this; the ledger is as it was. */
public final class UndecidableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: why, and what to type instead
   */
  public UndecidableException(String reason) {
    super(reason);
  }
}
