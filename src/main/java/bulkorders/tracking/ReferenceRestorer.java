package bulkorders.tracking;

import bulkorders.ledger.OwedReferences;
import bulkorders.ledger.OwedReferences.OwedReference;
import bulkorders.ledger.Run;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberProvider;
import bulkorders.run.Workers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Gives the provider the user's own {@code customer_reference} back, once an order is final and our
 * reference has served. Setting it again changes nothing, so that it may be repeated after a crash.
 */
final class ReferenceRestorer {

  /** Few enough that orders which are due meanwhile need not wait long. */
  private static final int AT_ONCE = 50;

  private final OwedReferences references;
  private final AccountProviders providers;
  private final int workers;
  private final AccountStops stops;

  ReferenceRestorer(
      OwedReferences references, AccountProviders providers, int workers, AccountStops stops) {
    this.references = references;
    this.providers = providers;
    this.workers = workers;
    this.stops = stops;
  }

  /**
   * Restores some references of a run.
   *
   * @return false when there is nothing left to do
   */
  boolean restoreSome(Run run) {
    List<OwedReference> some = references.some(run.id(), stops.accounts(), AT_ONCE);
    if (!some.isEmpty()) {
      Queue<OwedReference> owed = new ConcurrentLinkedQueue<>(some);
      new Workers(workers, "restorer", stops.ofRun()).run(() -> restoreNext(run, owed));
    }
    references.conclude(run);
    return some.size() == AT_ONCE;
  }

  private boolean restoreNext(Run run, Queue<OwedReference> owed) {
    OwedReference next = owed.poll();
    if (next == null) {
      return false;
    }
    stops.ofRun().requireGoingOn();
    stops.unlessStopped(next.account(), () -> restore(run, next));
    return true;
  }

  private boolean restore(Run run, OwedReference owed) {
    NumberProvider provider = providers.of(owed.account());
    references.settled(
        run, owed, provider.rename(owed.numberOrderId(), owed.customerReference()).orElse(null));
    return true;
  }
}
