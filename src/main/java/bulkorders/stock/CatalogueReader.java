package bulkorders.stock;

import bulkorders.ledger.Catalogues;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.CatalogueReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the catalogues of accounts into the ledger. */
@Component
public class CatalogueReader {

  private final Catalogues catalogues;

  CatalogueReader(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * Puts what the provider sells now in place of what was known; all or nothing.
   *
   * @return false when it does not sell by stock keeping unit
   * @throws ProviderUnavailableException when it does not answer, or shows no unit at all; what was
   *     known stays
   */
  public boolean read(String account, NumberProvider provider) {
    Optional<CatalogueReading> reading = provider.catalogue();
    if (reading.isEmpty()) {
      return false;
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    reading.get().read(entries::add);
    if (entries.isEmpty()) {
      throw new ProviderUnavailableException(
          "the catalogue of account %s has no unit; what was read before is kept"
              .formatted(account));
    }
    catalogues.replace(account, reading.get().currency(), entries);
    return true;
  }
}
