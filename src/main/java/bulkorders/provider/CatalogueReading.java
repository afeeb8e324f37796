package bulkorders.provider;

import java.util.function.Consumer;

/** Reads what a provider sells by stock keeping unit. */
public interface CatalogueReading {

  /** ISO 4217 code of its prices. */
  String currency();

  /**
   * Reads all of it.
   *
   * @param entries receives each unit
   * @throws ProviderUnavailableException when the provider does not answer
   */
  void read(Consumer<CatalogueEntry> entries);
}
