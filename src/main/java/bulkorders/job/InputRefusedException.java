package bulkorders.job;

/** An input is refused as a whole before anything was ordered. */
public final class InputRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: what is wrong and what to do
   */
  public InputRefusedException(String reason) {
    super(reason);
  }
}
