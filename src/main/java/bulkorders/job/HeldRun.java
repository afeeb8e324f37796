package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;

/**
 * A run that is ours for a short while, as long as its lock is.
 *
 * @param within the work that it is part of
 */
record HeldRun(int runId, AliveLock lock, RunControl within) implements RunControl {

  @Override
  public boolean stopRequested() {
    return within.stopRequested();
  }

  @Override
  public void requireAlive() {
    within.requireAlive();
    if (!lock.isHeld()) {
      throw new RunStoppedException(
          "the connection that keeps others from run %d was lost, so nothing more was changed; the same command tries again"
              .formatted(runId));
    }
  }
}
