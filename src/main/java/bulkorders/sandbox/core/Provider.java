package bulkorders.sandbox.core;

import java.util.Locale;

/** The providers that are stood in for. */
public enum Provider {
  TELNYX,
  DIDWW;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
