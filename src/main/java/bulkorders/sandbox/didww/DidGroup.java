package bulkorders.sandbox.didww;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for sale that are alike.
 *
 * @param prefix without the country's
 * @param stock how many there are at the start
 * @param needsRegistration whether its numbers wait for an address
 * @param availableDids whether single numbers can be chosen
 */
record DidGroup(
    String id,
    Country country,
    GroupType type,
    @Nullable Region region,
    @Nullable City city,
    String prefix,
    String areaName,
    List<String> features,
    boolean metered,
    boolean needsRegistration,
    boolean availableDids,
    int stock,
    NumberRange numbers,
    List<Sku> skus) {}
