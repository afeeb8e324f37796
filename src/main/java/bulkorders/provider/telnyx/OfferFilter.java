package bulkorders.provider.telnyx;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberOrders.Fit;
import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.OrderedNumber;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /available_phone_numbers} is asked for, and whether what it shows is that. Telnyx
 * shows numbers that only come close (best effort) among the others, and is not believed about the
 * rest either: a number that does not fit would be bought.
 */
final class OfferFilter {

  private static final String NORTH_AMERICA = "+1";
  private static final int AREA_CODE = 3;
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  /** Codes of countries (ITU-T E.164, list of assigned country codes): one to three digits. */
  private static final Pattern COUNTRY =
      Pattern.compile("\\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})");

  private OfferFilter() {}

  static Map<String, String> filters(GroupCriteria wanted, int limit) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("country_code", wanted.countryIso());
    filters.put("phone_number_type", wanted.phoneNumberType());
    put(filters, "national_destination_code", wanted.nationalDestinationCode());
    put(filters, "administrative_area", wanted.administrativeArea());
    put(filters, "locality", wanted.locality());
    put(
        filters,
        "features",
        wanted.features().isEmpty() ? null : String.join(",", wanted.features()));
    put(filters, "phone_number][starts_with", wanted.startsWith());
    put(filters, "phone_number][ends_with", wanted.endsWith());
    put(filters, "phone_number][contains", wanted.contains());
    put(filters, "quickship", wanted.quickship());
    // What is on hold for the account is chosen already, by this order or by another.
    put(filters, "exclude_held_numbers", Boolean.TRUE);
    put(filters, "best_effort", Boolean.TRUE.equals(wanted.bestEffort()) ? Boolean.TRUE : null);
    filters.put("limit", Integer.toString(limit));
    return filters;
  }

  private static void put(Map<String, String> filters, String name, @Nullable Object value) {
    if (value != null) {
      filters.put(name, value.toString());
    }
  }

  static boolean fits(GroupCriteria wanted, JsonNode offered) {
    String number = offered.path("phone_number").stringValue("");
    if (!NumberOrderReader.isPhoneNumber(number)
        || offered.path("reservable").isBoolean() && !offered.path("reservable").booleanValue()) {
      return false;
    }
    if (Boolean.TRUE.equals(wanted.bestEffort())) {
      return true;
    }
    return !offered.path("best_effort").asBoolean(false)
        && hasFeatures(wanted, offered)
        && hasDigits(wanted, number);
  }

  /** Where it tells any features, all that are wanted must be among them. */
  private static boolean hasFeatures(GroupCriteria wanted, JsonNode offered) {
    Set<String> features = new HashSet<>();
    offered.path("features").forEach(feature -> features.add(feature.path("name").stringValue("")));
    return features.isEmpty() || features.containsAll(wanted.features());
  }

  private static boolean hasDigits(GroupCriteria wanted, String number) {
    String areaCode = wanted.nationalDestinationCode();
    boolean isNorthAmerican = number.startsWith(NORTH_AMERICA);
    if (areaCode != null
        && !(isNorthAmerican
            ? number.startsWith(NORTH_AMERICA + areaCode)
            : number.contains(areaCode))) {
      return false;
    }
    // Elsewhere nobody says how long the area code is that the patterns stand behind.
    String subscriber =
        isNorthAmerican ? number.substring(NORTH_AMERICA.length() + AREA_CODE) : number;
    String startsWith = wanted.startsWith();
    String endsWith = wanted.endsWith();
    String contains = wanted.contains();
    return (startsWith == null
            || (isNorthAmerican
                ? subscriber.startsWith(startsWith)
                : subscriber.contains(startsWith)))
        && (endsWith == null || subscriber.endsWith(endsWith))
        && (contains == null || subscriber.contains(contains));
  }

  /**
   * Whether an ordered number can be one that was offered for these criteria, by what an order
   * tells of it. Where the area code does not stand right behind the country's code, the digits fit
   * only perhaps: in some countries something may stand in between, and anywhere it may stand by
   * chance.
   */
  static Fit fit(GroupCriteria wanted, OrderedNumber number) {
    String country = number.countryIso();
    String type = number.phoneNumberType();
    boolean isBestEffort = Boolean.TRUE.equals(wanted.bestEffort());
    if (country != null && !country.equalsIgnoreCase(wanted.countryIso())
        || type != null && !type.equalsIgnoreCase(wanted.phoneNumberType())
        || !isBestEffort && !hasDigits(wanted, number.phoneNumber())) {
      return Fit.NO;
    }
    String areaCode = wanted.nationalDestinationCode();
    return isBestEffort
            || areaCode == null
            || number.phoneNumber().startsWith(areaCode, behindCountry(number.phoneNumber()))
        ? Fit.YES
        : Fit.PERHAPS;
  }

  /** Where the digits behind the country's code begin. */
  static int behindCountry(String number) {
    var code = COUNTRY.matcher(number);
    return code.lookingAt() ? code.end() : 0;
  }

  static Offer offer(JsonNode offered) {
    JsonNode cost = offered.path("cost_information");
    String currency = cost.path("currency").stringValue("");
    boolean isKnown = CURRENCY.matcher(currency).matches();
    return new Offer(
        offered.path("phone_number").stringValue(""),
        isKnown ? amount(cost.path("upfront_cost")) : null,
        isKnown ? amount(cost.path("monthly_cost")) : null,
        isKnown ? currency : null);
  }

  private static @Nullable BigDecimal amount(JsonNode value) {
    String text = value.isString() || value.isNumber() ? value.asString().strip() : "";
    return AMOUNT.matcher(text).matches() ? new BigDecimal(text) : null;
  }
}
