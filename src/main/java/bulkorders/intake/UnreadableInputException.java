package bulkorders.intake;

/**
 * Says in one line that an input cannot be read as a whole: which one, what is wrong, what to do.
 * Nothing of it may be ordered.
 */
public final class UnreadableInputException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param input name of the input
   * @param problem what is wrong with it and what to do about it
   */
  public UnreadableInputException(String input, String problem) {
    // What stands in a file must not steer the terminal that it is told on.
    super((input + ": " + problem).replaceAll("\\p{Cntrl}", "?"));
  }
}
