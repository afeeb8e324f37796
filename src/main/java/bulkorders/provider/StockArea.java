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
 */
public record StockArea(
    String countryIso,
    String phoneNumberType,
    @Nullable String nationalDestinationCode,
    @Nullable String administrativeArea,
    List<String> features) {

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
            String.join("|", features))
        .filter(word -> word != null && !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
