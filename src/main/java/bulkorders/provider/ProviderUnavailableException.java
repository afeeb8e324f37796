package bulkorders.provider;

/** The provider does not answer, or takes nothing from this account until somebody acts. */
public final class ProviderUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: what happened and, where known, what to do
   */
  public ProviderUnavailableException(String reason) {
    super(reason);
  }
}
