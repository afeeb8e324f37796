package bulkorders.submission;

/**
 * An account already has orders of a run of which this ledger has placed none: the same input was
 * ordered from another ledger, or this one was lost since.
 */
public final class OrderedElsewhereException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one line for people: what is there, and the ways on
   */
  OrderedElsewhereException(String reason) {
    super(reason);
  }
}
