package bulkorders.ledger;

import java.util.Locale;

/** What the provider's stock means to a run. */
public enum StockDemand {
  /** Nobody asks for it. */
  UNASKED,
  /** It is asked for and shown. */
  CHECK,
  /** It is asked for, and a plan that it cannot fill is refused. */
  REQUIRE;

  /** Its name in the ledger. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StockDemand labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether the provider is asked. */
  public boolean isAsked() {
    return this != UNASKED;
  }
}
