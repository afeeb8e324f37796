package bulkorders.job;

/** An account cannot be used as it is configured. */
public final class AccountUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: which account, what is wrong, what to set
   */
  public AccountUnusableException(String reason) {
    super(reason);
  }
}
