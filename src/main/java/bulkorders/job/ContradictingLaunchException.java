package bulkorders.job;

/** A launch asks for something else than what its run was begun with. */
public final class ContradictingLaunchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: what the run was begun with, and how to go on
   */
  ContradictingLaunchException(String reason) {
    super(reason);
  }
}
