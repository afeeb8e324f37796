package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Trackings;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunStoppedException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The following of orders across all runs that this process does now. */
final class ActiveTracking implements Work {

  private final int id;
  private final Trackings trackings;
  private final AliveLock lock;
  private final StopSignal stopSignal;
  private final Accounts accounts;
  private final @Nullable String account;
  private final boolean once;
  private final Instant startedAt;
  private final AccountStops stops = new AccountStops(this);

  /** Of each account in use, how many calls were counted. */
  private final Map<String, Long> countedCalls = new ConcurrentHashMap<>();

  /**
   * @param account whose orders are followed, null for those of all
   * @param once whether every order is read once at most
   * @param startedAt by the database's clock
   */
  ActiveTracking(
      int id,
      Trackings trackings,
      AliveLock lock,
      StopSignal stopSignal,
      Accounts accounts,
      @Nullable String account,
      boolean once,
      Instant startedAt) {
    this.id = id;
    this.trackings = trackings;
    this.lock = lock;
    this.stopSignal = stopSignal;
    this.accounts = accounts;
    this.account = account;
    this.once = once;
    this.startedAt = startedAt;
  }

  /** The account whose orders are followed, null for those of all. */
  @Nullable String account() {
    return account;
  }

  boolean isOnce() {
    return once;
  }

  /** When it began, by the database's clock. */
  Instant startedAt() {
    return startedAt;
  }

  /** The accounts with which work has ended. */
  AccountStops stops() {
    return stops;
  }

  /**
   * The client of an account. One that cannot be used is told as one that does not answer: the
   * orders of the others are followed all the same.
   *
   * @param ofRun what work on the run goes by
   */
  NumberProvider open(String name, AccountStops ofRun) {
    try {
      NumberProvider provider = accounts.of(name).heeding(ofRun.controlOf(name));
      countedCalls.putIfAbsent(name, provider.calls());
      return provider;
    } catch (AccountUnusableException e) {
      throw new ProviderUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /** Adds to what the ledger says it did. */
  void did(long ordersRead, long ordersFinal) {
    trackings.did(id, ordersRead, ordersFinal, 0);
  }

  @Override
  public void endedEarly(String reason) {
    trackings.endedEarly(id, reason);
  }

  @Override
  public void saveProviderCalls() {
    long calls = 0;
    for (Map.Entry<String, Long> counted : countedCalls.entrySet()) {
      long made = accounts.of(counted.getKey()).calls();
      calls += made - counted.getValue();
      counted.setValue(made);
    }
    trackings.did(id, 0, 0, calls);
  }

  @Override
  public boolean stopRequested() {
    return stopSignal.isGiven();
  }

  @Override
  public void requireAlive() {
    if (!lock.isHeld()) {
      throw new RunStoppedException(
          "the connection that keeps others from following the same orders was lost; the same"
              + " command goes on");
    }
  }
}
