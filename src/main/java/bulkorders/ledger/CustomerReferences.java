package bulkorders.ledger;

import java.util.Locale;

/**
 * What becomes of the user's own {@code customer_reference}, whose place at the provider our
 * reference takes.
 */
public enum CustomerReferences {

  /**
   * An order-level setting: groups with different ones go into different orders, whose references
   * begin with it, and the provider gets it back once an order is final.
   */
  SPLIT,

  /** Kept in the ledger and the results only; groups share orders whatever theirs is. */
  KEEP;

  /** Its name on the command line and in the ledger. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CustomerReferences labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
