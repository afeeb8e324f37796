package bulkorders.ledger;

import java.util.Locale;

/** What becomes of rows that ask for what was ordered before. */
public enum RepeatMode {
  /** Nothing of their input is ordered. */
  REFUSE,
  /** They are left out; the others are ordered. */
  SKIP,
  /** They are ordered once more; nothing is compared. */
  ALLOW;

  /** Its name on the command line and in the ledger. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RepeatMode labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
