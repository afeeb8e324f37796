package bulkorders.intake;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states and territories of the United States and the provinces of Canada. */
final class Areas {

  private static final Map<String, Map<String, String>> BY_COUNTRY =
      Map.of(
          "US",
          codes(
              "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV"
                  + " NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI"
                  + " GU AS MP"),
          "CA",
          codes("AB BC MB NB NL NS NT NU ON PE QC SK YT"));

  private Areas() {}

  private static Map<String, String> codes(String text) {
    Map<String, String> codes = new HashMap<>();
    for (String code : text.split(" ", -1)) {
      codes.put(code, code);
    }
    return Map.copyOf(codes);
  }

  /** The code in upper case if the country has it, else null. */
  static @Nullable String code(String country, String text) {
    Map<String, String> codes = BY_COUNTRY.get(country);
    return codes == null ? null : codes.get(text.toUpperCase(Locale.ROOT));
  }
}
