package bulkorders.provider;

import java.util.OptionalLong;

/** What a provider has to sell. Asking buys and holds nothing. */
@FunctionalInterface
public interface Stock {

  /**
   * How many numbers of an area there are to be had now. Others buy them too, so that it is a
   * forecast and no promise.
   *
   * @return empty when the provider does not tell
   * @throws ProviderUnavailableException when it does not answer, or refuses the account
   */
  OptionalLong available(StockArea area);
}
