package bulkorders.cli;

/** A command cannot be carried out as it was given; nothing was ordered. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: what is wrong and what to do
   */
  RefusedException(String reason) {
    super(reason);
  }
}
