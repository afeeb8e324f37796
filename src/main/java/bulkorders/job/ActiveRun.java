package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.submission.Submission;
import bulkorders.submission.Submission.Placing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A run that this process works on now, and what the work goes by. */
final class ActiveRun implements RunControl {

  private static final long ASK_LEDGER_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final int runId;
  private final Runs runs;
  private final AliveLock aliveLock;
  private final StopSignal stopSignal;
  private final NumberProvider provider;
  private final Launch launch;
  private final Submission submission;
  private final Clock clock;
  private final AtomicBoolean stopRequested = new AtomicBoolean();
  private volatile long askedLedgerAt = System.nanoTime();
  private volatile Instant deadline;
  private @Nullable Placing placing;
  private boolean confirmed;
  private long savedCalls;

  ActiveRun(
      int runId,
      Runs runs,
      AliveLock aliveLock,
      StopSignal stopSignal,
      NumberProvider provider,
      Launch launch,
      Submission submission,
      Clock clock) {
    this.runId = runId;
    this.runs = runs;
    this.aliveLock = aliveLock;
    this.stopSignal = stopSignal;
    this.provider = provider.heeding(this);
    this.launch = launch;
    this.submission = submission;
    this.clock = clock;
    this.savedCalls = provider.calls();
    this.deadline = clock.instant().plus(launch.waitTimeout());
  }

  int runId() {
    return runId;
  }

  Run run() {
    return runs.get(runId);
  }

  NumberProvider provider() {
    return provider;
  }

  /** The placing of the run's orders, begun when first asked for. */
  synchronized Placing placing() {
    if (placing == null) {
      placing = submission.placing(run(), provider, this);
    }
    return placing;
  }

  /** When this process stops waiting for placed orders to become final. */
  Instant deadline() {
    return deadline;
  }

  /** Whether this process waits no longer for placed orders to become final. */
  boolean isWaitOver() {
    return !clock.instant().isBefore(deadline);
  }

  /** Asks for confirmation once. */
  synchronized boolean isConfirmed(RunFigures figures) {
    if (!confirmed) {
      confirmed = launch.confirmation().isConfirmed(figures, provider);
      deadline = clock.instant().plus(launch.waitTimeout());
    }
    return confirmed;
  }

  /** Adds to the ledger how many calls were made to the provider since it was last told. */
  synchronized void saveProviderCalls() {
    long calls = provider.calls();
    runs.addProviderCalls(runId, calls - savedCalls);
    savedCalls = calls;
  }

  @Override
  public boolean stopRequested() {
    if (stopSignal.isGiven()) {
      return true;
    }
    long now = System.nanoTime();
    if (!stopRequested.get() && now - askedLedgerAt > ASK_LEDGER_EVERY_NANOS) {
      askedLedgerAt = now;
      stopRequested.set(runs.stopRequested(runId));
    }
    return stopRequested.get();
  }

  @Override
  public void requireAlive() {
    if (!aliveLock.isHeld()) {
      throw new RunStoppedException(
          "the connection that shows run %d to be alive was lost; the same command goes on where it was"
              .formatted(runId));
    }
  }
}
