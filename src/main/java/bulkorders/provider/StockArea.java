package bulkorders.provider;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As narrowly as a provider's stock can be asked for. A group may ask for less than an area, such
 * as a locality or certain digits; what there is of that is not told.
 *
 * @param countryIso ISO 3166-1 alpha-2 code, upper case
 * @param phoneNumberType such as {@code local}
 * @param nationalDestinationCode area code, null for all
 * @param administrativeArea state or province code, null for all
 * @param features features that all of the numbers have
 * @param didGroupId the provider's id of the group of numbers, where it sells by stock keeping unit
 *     and the catalogue tells the unit's group
 * @param nanpaPrefixId narrows the group to one area code and exchange
 */
public record StockArea(
    String countryIso,
    String phoneNumberType,
    @Nullable String nationalDestinationCode,
    @Nullable String administrativeArea,
    List<String> features,
    @Nullable String didGroupId,
    @Nullable String nanpaPrefixId) {

  /** The area that a group's numbers are of. */
  public static StockArea of(GroupCriteria criteria) {
    OrderItem item = criteria.item();
    return new StockArea(
        criteria.countryIso(),
        criteria.phoneNumberType(),
        criteria.nationalDestinationCode(),
        criteria.administrativeArea(),
        criteria.features(),
        item == null ? null : item.didGroupId(),
        item == null ? null : item.nanpaPrefixId());
  }

  /** Of a provider that sells by area. */
  public StockArea(
      String countryIso,
      String phoneNumberType,
      @Nullable String nationalDestinationCode,
      @Nullable String administrativeArea,
      List<String> features) {
    this(
        countryIso,
        phoneNumberType,
        nationalDestinationCode,
        administrativeArea,
        features,
        null,
        null);
  }

  public StockArea {
    features = List.copyOf(features);
  }

  /** The area in a few words. */
  public String words() {
    return Stream.of(
            countryIso,
            phoneNumberType,
            nationalDestinationCode,
            administrativeArea,
            String.join("|", features),
            didGroupId,
            nanpaPrefixId)
        .filter(word -> word != null && !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
