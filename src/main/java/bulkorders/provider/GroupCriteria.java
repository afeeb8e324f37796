package bulkorders.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of an ordering group must be like. Field names and meanings are those of the
 * Telnyx bulk order ({@code POST /inexplicit_number_orders}).
 *
 * @param countryIso ISO 3166-1 alpha-2 code, upper case
 * @param phoneNumberType {@code local} or {@code toll_free}
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
    @Nullable String strategy) {

  /** The strategy that takes all numbers of a group or none. */
  public static final String ALL_OR_NOTHING = "never";

  public GroupCriteria {
    features = List.copyOf(features);
  }
}
