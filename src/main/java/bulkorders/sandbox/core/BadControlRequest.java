package bulkorders.sandbox.core;

/** A request to the control API is wrong; the message is the one line that says how. */
public final class BadControlRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String line;

  /** A request to the control API is wrong; the line says what and where. */
  public BadControlRequest(String line) {
    super(line, null, false, false);
    this.line = line;
  }

  /** What is wrong, in one line. */
  public String line() {
    return line;
  }
}
