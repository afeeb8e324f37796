package bulkorders.sandbox;

import java.util.Locale;

/** The providers that are stood in for. */
enum Provider {
  TELNYX,
  DIDWW;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
