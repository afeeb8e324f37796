package bulkorders.provider;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stock keeping unit that a provider sells, with the group of numbers that it is of. At DIDWW a
 * {@code stock_keeping_units} of a {@code did_groups}.
 *
 * @param skuId what an order names
 * @param didGroupId the group of numbers; a group has several units at different prices
 * @param countryIso ISO 3166-1 alpha-2 code, empty where the provider does not tell it
 * @param areaName the provider's name of the area, such as a city
 * @param prefix area code without the country's
 * @param didGroupType such as {@code Local} or {@code Toll-free}, in the provider's words
 * @param features what its numbers can do, in the provider's words, sorted
 * @param channels how many channels are included with each number
 * @param setupPrice once for each number, taxes excluded
 * @param monthlyPrice each month for each number, taxes excluded
 * @param needsRegistration whether its numbers can be used only once an address is verified
 * @param isAvailable whether it can be ordered now, if only as a back order
 * @param stock how many numbers the group has now, null when that is not told
 */
public record CatalogueEntry(
    String skuId,
    String didGroupId,
    String countryIso,
    String areaName,
    String prefix,
    String didGroupType,
    List<String> features,
    int channels,
    BigDecimal setupPrice,
    BigDecimal monthlyPrice,
    boolean needsRegistration,
    boolean isAvailable,
    @Nullable Long stock) {

  public CatalogueEntry {
    features = List.copyOf(features);
  }
}
