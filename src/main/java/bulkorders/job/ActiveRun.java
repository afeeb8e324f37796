package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.submission.Submission;
import bulkorders.submission.Submission.Placing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A run that this process works on now, and what the work goes by. */
final class ActiveRun implements RunControl, AccountProviders {

  private static final long ASK_LEDGER_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final int runId;
  private final Runs runs;
  private final AliveLock aliveLock;
  private final StopSignal stopSignal;
  private final AccountProviders providers;
  private final Map<String, Opened> opened = new ConcurrentHashMap<>();
  private final Launch launch;
  private final Submission submission;
  private final AccountStops stops = new AccountStops(this);
  private final AtomicBoolean stopRequested = new AtomicBoolean();
  private volatile boolean lost;
  private volatile long askedLedgerAt = System.nanoTime() - ASK_LEDGER_EVERY_NANOS - 1;
  private volatile long waitingSince = System.nanoTime();
  private @Nullable Placing placing;
  private boolean confirmed;

  ActiveRun(
      int runId,
      Runs runs,
      AliveLock aliveLock,
      StopSignal stopSignal,
      AccountProviders providers,
      Launch launch,
      Submission submission) {
    this.runId = runId;
    this.runs = runs;
    this.aliveLock = aliveLock;
    this.stopSignal = stopSignal;
    this.providers = providers;
    this.launch = launch;
    this.submission = submission;
  }

  int runId() {
    return runId;
  }

  Run run() {
    return runs.get(runId);
  }

  @Override
  public NumberProvider of(String account) {
    return opened.computeIfAbsent(
            account, name -> new Opened(providers.of(name), stops.controlOf(name)))
        .provider;
  }

  /** The accounts with which work has ended. */
  AccountStops stops() {
    return stops;
  }

  /** The placing of the run's orders, begun when first asked for. */
  synchronized Placing placing() {
    if (placing == null) {
      placing = submission.placing(run(), this, stops);
    }
    return placing;
  }

  /** Asks the accounts which orders of the run they have already. */
  void askAccounts() {
    placing().askAccounts(launch.adopt());
  }

  /** Whether this process waits no longer for placed orders to become final. */
  boolean isWaitOver() {
    // The clock may be set meanwhile.
    return System.nanoTime() - waitingSince >= launch.waitTimeout().toNanos();
  }

  /**
   * Asks for confirmation once.
   *
   * @param accounts the accounts that would be ordered with
   */
  synchronized boolean isConfirmed(RunFigures figures, List<String> accounts) {
    if (!confirmed) {
      Map<String, NumberProvider> concerned = new LinkedHashMap<>();
      accounts.forEach(account -> concerned.put(account, of(account)));
      confirmed = launch.confirmation().isConfirmed(figures, concerned);
      waitingSince = System.nanoTime();
    }
    return confirmed;
  }

  /** Adds to the ledger how many calls were made to the accounts since it was last told. */
  synchronized void saveProviderCalls() {
    runs.addProviderCalls(runId, opened.values().stream().mapToLong(Opened::newCalls).sum());
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
      lost = true;
      requireNotLost();
    }
  }

  /**
   * Returns when the alive-lock was never missed.
   *
   * @throws RunStoppedException when it was
   */
  void requireNotLost() {
    if (lost) {
      throw new RunStoppedException(
          "the connection that shows run %d to be alive was lost; the same command goes on where it was"
              .formatted(runId));
    }
  }

  /** An account in use by this run, and how many of its calls were counted. */
  private static final class Opened {
    private final NumberProvider provider;
    private long savedCalls;

    Opened(NumberProvider provider, RunControl control) {
      this.provider = provider.heeding(control);
      this.savedCalls = provider.calls();
    }

    long newCalls() {
      long before = savedCalls;
      savedCalls = provider.calls();
      return savedCalls - before;
    }
  }
}
