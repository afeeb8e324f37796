package bulkorders.provider;

/** The provider does not answer, or takes nothing from this account until somebody acts. */
public final class ProviderUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * @param reason one line for people: what happened and, where known, what to do
   */
  public ProviderUnavailableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** One line for people. */
  public String reason() {
    return reason;
  }
}
