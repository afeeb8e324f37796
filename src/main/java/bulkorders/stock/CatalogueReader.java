package bulkorders.stock;

import bulkorders.ledger.Catalogues;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.CatalogueReading;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.ProviderUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the catalogues of accounts into the ledger. */
@Component
public class CatalogueReader {

  private final Catalogues catalogues;
  private final CatalogueProperties properties;
  private final Clock clock;

  CatalogueReader(Catalogues catalogues, CatalogueProperties properties, Clock clock) {
    this.catalogues = catalogues;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether the copy of an account's catalogue need not be read anew. */
  public boolean isFresh(String account) {
    Optional<Instant> readAt = catalogues.readAt(account);
    return readAt.isPresent() && readAt.get().isAfter(clock.instant().minus(properties.maxAge()));
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

  /**
   * Looks an exchange up, and keeps what it was told.
   *
   * @param npanxx area code and exchange, six digits
   * @return where there are numbers of it; none when the provider sells otherwise
   * @throws ProviderUnavailableException when it does not answer
   */
  public List<NanpaPrefix> prefixes(String account, NumberProvider provider, String npanxx) {
    Optional<CatalogueReading> reading = provider.catalogue();
    if (reading.isEmpty()) {
      return List.of();
    }
    List<NanpaPrefix> prefixes = reading.get().prefixes(npanxx);
    catalogues.keep(account, npanxx, prefixes);
    return prefixes;
  }
}
