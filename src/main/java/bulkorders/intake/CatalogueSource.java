package bulkorders.intake;

import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.ProviderUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where what an account sells is read from when the ledger does not have it, or not any more. */
public interface CatalogueSource {

  /** Nothing is read; what the ledger has is all that is known. */
  CatalogueSource NONE =
      new CatalogueSource() {
        @Override
        public void refresh(String account) {}

        @Override
        public @Nullable List<NanpaPrefix> prefixes(String account, String npanxx) {
          return null;
        }
      };

  /**
   * Reads the catalogue of an account into the ledger if it is missing there or too old, and the
   * account can be asked.
   *
   * @throws ProviderUnavailableException when there is none, and the provider does not answer
   */
  void refresh(String account);

  /**
   * Looks an exchange up.
   *
   * @return null when the account cannot be asked
   * @throws ProviderUnavailableException when the provider does not answer
   */
  @Nullable List<NanpaPrefix> prefixes(String account, String npanxx);
}
