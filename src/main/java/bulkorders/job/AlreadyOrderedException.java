package bulkorders.job;

/** An input is being ordered, or was ordered, already. */
public final class AlreadyOrderedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: which run, and how to order again on purpose
   */
  public AlreadyOrderedException(String reason) {
    super(reason);
  }
}
