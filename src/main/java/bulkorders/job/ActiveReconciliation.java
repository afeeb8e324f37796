package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.provider.NumberProvider;
import bulkorders.reconciliation.BookReading;
import bulkorders.run.RunStoppedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A comparison of an account with the ledger that this process works on now. */
final class ActiveReconciliation implements Work {

  private final int id;
  private final Reconciliations reconciliations;
  private final AliveLock lock;
  private final StopSignal stopSignal;
  private final NumberProvider provider;
  private final @Nullable Path reportDir;
  private final BookReading.Progress progress;
  private long savedCalls;

  ActiveReconciliation(
      int id,
      Reconciliations reconciliations,
      AliveLock lock,
      StopSignal stopSignal,
      NumberProvider provider,
      @Nullable Path reportDir,
      BookReading.Progress progress) {
    this.id = id;
    this.reconciliations = reconciliations;
    this.lock = lock;
    this.stopSignal = stopSignal;
    this.provider = provider.heeding(this);
    this.reportDir = reportDir;
    this.progress = progress;
    this.savedCalls = provider.calls();
  }

  Reconciliation reconciliation() {
    return reconciliations.get(id);
  }

  NumberProvider provider() {
    return provider;
  }

  BookReading.Progress progress() {
    return progress;
  }

  /** Where the operator wants the report, null for the default place. */
  @Nullable Path reportDir() {
    return reportDir;
  }

  @Override
  public void endedEarly(String reason) {
    reconciliations.endedEarly(id, reason);
  }

  @Override
  public void saveProviderCalls() {
    long calls = provider.calls();
    reconciliations.addProviderCalls(id, calls - savedCalls);
    savedCalls = calls;
  }

  @Override
  public boolean stopRequested() {
    return stopSignal.isGiven();
  }

  @Override
  public void requireAlive() {
    if (!lock.isHeld()) {
      throw new RunStoppedException(
          "the connection that keeps others from reconciling the account was lost; the same command"
              + " goes on where it was");
    }
  }
}
