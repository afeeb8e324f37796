package bulkorders.job;

/** The ledger knows nothing of the name that somebody wants cancelled. */
public final class NothingToCancelException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NothingToCancelException(String message) {
    super(message);
  }
}
