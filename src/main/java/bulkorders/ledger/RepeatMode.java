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

  /** As the ledger and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RepeatMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
