package bulkorders.tracking;

import bulkorders.ledger.OwedReferences;
import bulkorders.ledger.OwedReferences.OwedReference;
import bulkorders.ledger.Run;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
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
  private final RunControl control;

  ReferenceRestorer(
      OwedReferences references, AccountProviders providers, int workers, RunControl control) {
    this.references = references;
    this.providers = providers;
    this.workers = workers;
    this.control = control;
  }

  /**
   * Restores some references of a run.
   *
   * @return false when there is nothing left to do
   */
  boolean restoreSome(Run run) {
    List<OwedReference> some = references.some(run.id(), AT_ONCE);
    if (!some.isEmpty()) {
      Queue<OwedReference> owed = new ConcurrentLinkedQueue<>(some);
      new Workers(workers, "restorer", control).run(() -> restoreNext(run, owed));
    }
    references.conclude(run);
    return some.size() == AT_ONCE;
  }

  private boolean restoreNext(Run run, Queue<OwedReference> owed) {
    OwedReference next = owed.poll();
    if (next == null) {
      return false;
    }
    control.requireGoingOn();
    NumberProvider provider = providers.of(next.account());
    references.settled(
        run, next, provider.rename(next.numberOrderId(), next.customerReference()).orElse(null));
    return true;
  }
}
