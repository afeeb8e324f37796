package bulkorders.stock;

import static bulkorders.settings.UnusableSettingException.unless;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger's copies of catalogues are kept; {@code bulk-orders.catalogue.*}.
 *
 * @param maxAge a copy that is older is read anew before it is used
 */
public record CatalogueProperties(@DefaultValue("1d") Duration maxAge) {

  private static final Duration LONGEST = Duration.ofDays(365);

  public CatalogueProperties {
    unless(
        !maxAge.isNegative() && maxAge.compareTo(LONGEST) <= 0,
        "bulk-orders.catalogue.max-age",
        maxAge,
        "0s to 365d");
  }
}
