package bulkorders.run;

/**
 * Work on a run ended before the run did; nothing is lost, and it goes on when it is launched
 * again.
 */
public final class RunStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * @param reason one line for people: what happened and what to do
   */
  public RunStoppedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** One line for people. */
  public String reason() {
    return reason;
  }
}
