package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Runs;
import bulkorders.run.RunControl;
import java.time.Duration;

/**
 * A run that is ours while its orders are followed across all runs. Somebody who asks for a stop of
 * the run gets it.
 */
final class FollowedRun implements RunControl {

  private static final long ASK_LEDGER_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final int runId;
  private final Runs runs;
  private final ActiveTracking within;
  private final HeldRun held;
  private volatile boolean wanted;
  private volatile long askedLedgerAt = System.nanoTime() - ASK_LEDGER_EVERY_NANOS - 1;

  FollowedRun(int runId, Runs runs, AliveLock lock, ActiveTracking within) {
    this.runId = runId;
    this.runs = runs;
    this.within = within;
    this.held = new HeldRun(runId, lock, within);
  }

  /** Whether somebody wants the run for something else, since the following began. */
  boolean isWanted() {
    long now = System.nanoTime();
    if (!wanted && now - askedLedgerAt > ASK_LEDGER_EVERY_NANOS) {
      askedLedgerAt = now;
      wanted = runs.stopRequestedAt(runId).filter(at -> at.isAfter(within.startedAt())).isPresent();
    }
    return wanted;
  }

  @Override
  public boolean stopRequested() {
    return within.stopRequested() || isWanted();
  }

  @Override
  public void requireAlive() {
    held.requireAlive();
  }
}
