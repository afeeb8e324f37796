package bulkorders.provider;

import java.util.List;
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

  /**
   * Looks an exchange up.
   *
   * @param npanxx area code and exchange, six digits
   * @return where there are numbers of it; empty when there are none
   * @throws ProviderUnavailableException when the provider does not answer
   */
  List<NanpaPrefix> prefixes(String npanxx);
}
