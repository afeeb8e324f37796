package bulkorders.provider;

import java.util.function.Consumer;

/** Reads what a provider sells by stock keeping unit. */
@FunctionalInterface
public interface CatalogueReading {

  /**
   * Reads all of it.
   *
   * @param entries receives each unit
   * @throws ProviderUnavailableException when the provider does not answer
   */
  void read(Consumer<CatalogueEntry> entries);
}
