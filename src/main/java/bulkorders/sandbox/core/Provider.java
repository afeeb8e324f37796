package bulkorders.sandbox.core;

import java.util.Locale;

/** The providers that are stood in for. */
public enum Provider {
  TELNYX,
  DIDWW;

  /** The name the control API has for it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
