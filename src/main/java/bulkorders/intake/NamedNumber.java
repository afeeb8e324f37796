package bulkorders.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number that a row names.
 *
 * @param phoneNumber E.164 with leading {@code +}; as it is written where it is none
 * @param country ISO 3166-1 alpha-2 code of its country, empty where none is known
 * @param fault what is wrong with it, empty when nothing is
 */
record NamedNumber(String phoneNumber, String country, String fault) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern SHORTENED = Pattern.compile("\\+?[0-9][.,][0-9]+[Ee]\\+?[0-9]+");
  private static final String EXPECTED = "expected a number in E.164 form such as +13125550123";

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** Nothing but blanks and signs around the digits is forgiven, and not even that. */
  static NamedNumber of(String text) {
    if (SHORTENED.matcher(text).matches()) {
      return faulty(
          text,
          "a spreadsheet has shortened it and lost digits; format the column as text and enter it"
              + " again; "
              + EXPECTED);
    }
    if (!E164.matcher(text).matches()) {
      return faulty(text, EXPECTED);
    }
    try {
      PhoneNumber number = NUMBERS.parse(text, null);
      return NUMBERS.isPossibleNumber(number)
          ? new NamedNumber(text, countryOf(number), "")
          : faulty(text, "has too few or too many digits for its country; " + EXPECTED);
    } catch (NumberParseException e) {
      return faulty(text, "begins with the code of no country; " + EXPECTED);
    }
  }

  private static NamedNumber faulty(String text, String fault) {
    return new NamedNumber(text, "", fault);
  }

  /** Numbers that no plan of numbers knows yet count as those of the code's main country. */
  private static String countryOf(PhoneNumber number) {
    String region = NUMBERS.getRegionCodeForNumber(number);
    String country =
        region == null ? NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()) : region;
    // Of codes that belong to no country.
    return country.matches("[A-Z]{2}") && !country.equals("ZZ") ? country : "";
  }

  boolean isSound() {
    return fault.isEmpty();
  }

  /** Whether its code is one of the country's. */
  boolean isOf(String iso) {
    int code = NUMBERS.getCountryCodeForRegion(iso.toUpperCase(Locale.ROOT));
    return code > 0 && phoneNumber.startsWith("+" + code);
  }
}
