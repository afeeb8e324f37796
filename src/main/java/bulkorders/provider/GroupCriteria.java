package bulkorders.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of an ordering group must be like, or which number it is. Field names and
 * meanings are those of the Telnyx bulk order ({@code POST /inexplicit_number_orders}); those of a
 * number that is named, of {@code POST /number_orders}; those of an item, of {@link OrderItem}.
 *
 * @param countryIso ISO 3166-1 alpha-2 code, upper case
 * @param phoneNumberType such as {@code local} or {@code toll_free}; empty where a number is named
 *     and nothing was said of its type
 * @param nationalDestinationCode area code
 * @param administrativeArea state or province code, upper case
 * @param locality city or rate centre
 * @param features wanted features such as {@code sms}, sorted; empty when none is asked for
 * @param startsWith digits the number starts with, behind the area code
 * @param endsWith digits the number ends with
 * @param contains digits the number contains
 * @param quickship whether numbers that can be used at once are wanted (toll-free only)
 * @param excludeHeldNumbers whether numbers held for other customers are left out
 * @param strategy {@code always}: take what there is; {@code never}: all or none; null leaves it to
 *     the provider
 * @param method how its numbers are ordered
 * @param phoneNumber the number that is wanted, in E.164 form; null unless the method is {@link
 *     OrderMethod#NUMBERS}
 * @param requirementGroupId the provider's id of papers that are ready; never with a bulk order
 * @param bestEffort whether numbers that only come close will do; of a search only
 * @param item what is ordered where the provider sells by stock keeping unit; null elsewhere
 */
public record GroupCriteria(
    String countryIso,
    String phoneNumberType,
    @Nullable String nationalDestinationCode,
    @Nullable String administrativeArea,
    @Nullable String locality,
    List<String> features,
    @Nullable String startsWith,
    @Nullable String endsWith,
    @Nullable String contains,
    @Nullable Boolean quickship,
    @Nullable Boolean excludeHeldNumbers,
    @Nullable String strategy,
    OrderMethod method,
    @Nullable String phoneNumber,
    @Nullable String requirementGroupId,
    @Nullable Boolean bestEffort,
    @Nullable OrderItem item) {

  /** The strategy that takes all numbers of a group or none. */
  public static final String ALL_OR_NOTHING = "never";

  public GroupCriteria {
    features = List.copyOf(features);
  }

  /** Of a group that a bulk order serves. */
  public GroupCriteria(
      String countryIso,
      String phoneNumberType,
      @Nullable String nationalDestinationCode,
      @Nullable String administrativeArea,
      @Nullable String locality,
      List<String> features,
      @Nullable String startsWith,
      @Nullable String endsWith,
      @Nullable String contains,
      @Nullable Boolean quickship,
      @Nullable Boolean excludeHeldNumbers,
      @Nullable String strategy) {
    this(
        countryIso,
        phoneNumberType,
        nationalDestinationCode,
        administrativeArea,
        locality,
        features,
        startsWith,
        endsWith,
        contains,
        quickship,
        excludeHeldNumbers,
        strategy,
        OrderMethod.BULK,
        null,
        null,
        null,
        null);
  }

  /** A number that is named, of which nothing else need be known. */
  public static GroupCriteria ofNumber(
      String countryIso,
      String phoneNumberType,
      String phoneNumber,
      @Nullable String requirementGroupId) {
    return new GroupCriteria(
        countryIso,
        phoneNumberType,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        OrderMethod.NUMBERS,
        phoneNumber,
        requirementGroupId,
        null,
        null);
  }

  /**
   * An item.
   *
   * @param countryIso where its numbers are, empty where that is not known
   * @param phoneNumberType their type in the provider's words, empty where that is not known
   */
  public static GroupCriteria ofItem(
      String countryIso, String phoneNumberType, OrderMethod method, OrderItem item) {
    return new GroupCriteria(
        countryIso,
        phoneNumberType,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        method,
        null,
        null,
        null,
        item);
  }

  /** Whether all numbers are wanted or none. */
  public boolean isAllOrNothing() {
    return ALL_OR_NOTHING.equals(strategy);
  }
}
