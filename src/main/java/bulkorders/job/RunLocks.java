package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.database.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The locks that keep two processes from the same work, on the database of this process. */
@Component
class RunLocks {

  private final Database database;

  RunLocks(Database database) {
    this.database = database;
  }

  /** The alive-lock of a run; empty when another process holds it. */
  Optional<AliveLock> run(int runId, Duration patience) {
    return acquire(runId, patience);
  }

  /** The lock of comparing an account with the ledger; empty when another process holds it. */
  Optional<AliveLock> account(String account, Duration patience) {
    return acquire(AliveLock.keyOfAccount(account), patience);
  }

  /** The lock of filling requirements; empty when another process holds it. */
  Optional<AliveLock> requirements(Duration patience) {
    return acquire(AliveLock.keyOfRequirements(), patience);
  }

  /** The lock of following the orders of a scope; empty when another process holds it. */
  Optional<AliveLock> tracking(String scope, Duration patience) {
    return acquire(AliveLock.keyOfTracking(scope), patience);
  }

  /** The lock of a declared job; empty when another process holds it. */
  Optional<AliveLock> job(String name) {
    return acquire(AliveLock.keyOfJob(name), Duration.ZERO);
  }

  private Optional<AliveLock> acquire(int key, Duration patience) {
    return AliveLock.acquire(
        database.url(), database.username(), database.password(), key, patience);
  }

  /** The runs that processes work on now. */
  Set<Integer> runsAtWork() {
    return AliveLock.heldRuns(database.url(), database.username(), database.password());
  }
}
