package bulkorders.intake;

/** Rows of an input ask for what was ordered already; nothing of it is ordered. */
public final class RepeatedInputException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: which rows, which run, and the ways on
   */
  public RepeatedInputException(String reason) {
    super(reason);
  }
}
