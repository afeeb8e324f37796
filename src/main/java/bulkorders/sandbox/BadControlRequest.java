package bulkorders.sandbox;

/** A request to the control API is wrong; the message is the one line that says how. */
final class BadControlRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String line;

  BadControlRequest(String line) {
    super(line, null, false, false);
    this.line = line;
  }

  String line() {
    return line;
  }
}
