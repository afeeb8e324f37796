package bulkorders.job;

import bulkorders.intake.CatalogueSource;
import bulkorders.ledger.Catalogues;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.PeoplesTime;
import bulkorders.stock.CatalogueReader;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the catalogues that rows of a run need. An account without a key is not asked: a plan needs
 * none, and an order says elsewhere that it does.
 */
final class RunCatalogues implements CatalogueSource {

  private static final Logger LOG = LoggerFactory.getLogger(RunCatalogues.class);

  private final ActiveRun active;
  private final Accounts accounts;
  private final Catalogues catalogues;
  private final CatalogueReader reader;
  private final Clock clock;

  RunCatalogues(
      ActiveRun active,
      Accounts accounts,
      Catalogues catalogues,
      CatalogueReader reader,
      Clock clock) {
    this.active = active;
    this.accounts = accounts;
    this.catalogues = catalogues;
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public void refresh(String account) {
    if (reader.isFresh(account) || !accounts.get(account).hasKey()) {
      return;
    }
    try {
      reader.read(account, active.of(account));
    } catch (ProviderUnavailableException e) {
      var before = catalogues.readAt(account);
      if (before.isEmpty()) {
        throw e;
      }
      LOG.warn(
          "the catalogue of account {} cannot be read anew ({}); that of {} is used",
          account,
          e.reason(),
          PeoplesTime.of(before.get(), clock));
    }
  }

  @Override
  public @Nullable List<NanpaPrefix> prefixes(String account, String npanxx) {
    return accounts.get(account).hasKey()
        ? reader.prefixes(account, active.of(account), npanxx)
        : null;
  }
}
