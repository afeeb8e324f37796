package bulkorders.job;

/** An input is being ordered, or was ordered, already. */
public final class AlreadyOrderedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int runId;

  /**
   * @param runId the run that orders, or ordered, the input
   * @param reason one line for people: which run, and how to order again on purpose
   */
  public AlreadyOrderedException(int runId, String reason) {
    super(reason);
    this.runId = runId;
  }

  /** The run that orders, or ordered, the input. */
  public int runId() {
    return runId;
  }
}
