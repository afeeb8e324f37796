package bulkorders.sandbox;

import java.util.List;

/** What numbers can do. */
final class Features {

  private static final List<String> NORTH_AMERICAN =
      List.of(
          "sms",
          "mms",
          "voice",
          "fax",
          "emergency",
          "hd_voice",
          "international_sms",
          "local_calling");
  private static final List<String> MOBILE = List.of("sms", "voice", "international_sms");
  private static final List<String> OTHER = List.of("voice", "fax", "emergency");

  private Features() {}

  static List<String> of(String country, String numberType) {
    if (!AreaCodes.ofCountry(country).isEmpty()) {
      return NORTH_AMERICAN;
    }
    return numberType.equals("mobile") ? MOBILE : OTHER;
  }
}
