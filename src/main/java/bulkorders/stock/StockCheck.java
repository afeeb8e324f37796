package bulkorders.stock;

import bulkorders.ledger.Run;
import bulkorders.ledger.StockChecks;
import bulkorders.ledger.StockChecks.Area;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.Workers;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/**
 * Asks once for each area of a planned run what there is, however many groups want numbers of it,
 * and foretells what each group will lack.
 *
 * <p>Areas may overlap, such as a state and an area code in it; each is judged alone, so that more
 * may be missing than is foretold.
 */
@Component
public class StockCheck {

  /** The rate limit of the account decides; so many wait for answers at a time. */
  private static final int WORKERS = 4;

  private final StockChecks checks;

  StockCheck(StockChecks checks) {
    this.checks = checks;
  }

  /**
   * Checks the stock for a run. What was told before is forgotten.
   *
   * @param providers the accounts of the run
   * @throws ProviderUnavailableException when an account does not answer
   * @throws RunStoppedException when a stop was asked for
   */
  public void check(Run run, AccountProviders providers, RunControl control) {
    try {
      Queue<Area> areas = new ConcurrentLinkedQueue<>(checks.areas(run));
      new Workers(WORKERS, "stock", control).run(() -> askNext(run, areas, providers));
      control.requireGoingOn();
      checks.foretell(run, AreaForecast::new);
    } finally {
      checks.dropPlanned(run);
    }
  }

  private boolean askNext(Run run, Queue<Area> areas, AccountProviders providers) {
    Area next = areas.poll();
    if (next == null) {
      return false;
    }
    OptionalLong available = providers.of(next.account()).stock().available(next.area());
    checks.told(run.id(), next.areaNo(), available.isPresent() ? available.getAsLong() : null);
    return true;
  }
}
