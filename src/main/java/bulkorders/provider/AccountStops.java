package bulkorders.provider;

import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The accounts of a run that nothing more is done with in this execution: no funds, the key
 * refused, no answers. All work with such an account ends at once, its waits included; that with
 * the others goes on.
 *
 * <p>Thread-safe.
 */
public final class AccountStops {

  private final RunControl run;
  private final Map<String, RunStoppedException> stops;

  /**
   * @param run what work on the run as a whole goes by
   */
  public AccountStops(RunControl run) {
    this(run, new ConcurrentHashMap<>());
  }

  private AccountStops(RunControl run, Map<String, RunStoppedException> stops) {
    this.run = run;
    this.stops = stops;
  }

  /** For another run: what has stopped here has stopped there, and what stops there is its own. */
  public AccountStops handedTo(RunControl other) {
    return new AccountStops(other, new ConcurrentHashMap<>(stops));
  }

  /** What has stopped in another run has stopped here too. */
  public void takeOver(AccountStops other) {
    other.stops.forEach(stops::putIfAbsent);
  }

  /** What work on the run as a whole goes by. */
  public RunControl ofRun() {
    return run;
  }

  /** What work with an account goes by: the stop of the run, and that of the account. */
  public RunControl controlOf(String account) {
    return new RunControl() {
      @Override
      public boolean stopRequested() {
        return stops.containsKey(account) || run.stopRequested();
      }

      @Override
      public void requireAlive() {
        run.requireAlive();
      }

      @Override
      public void requireGoingOn() {
        run.requireGoingOn();
        RunStoppedException stop = stops.get(account);
        if (stop != null) {
          throw stop;
        }
      }
    };
  }

  /**
   * Does a piece of work with an account. When it stops, all work with the account does.
   *
   * @return what the work answered; false when it stopped, or was not begun because the account is
   *     stopped
   */
  public boolean unlessStopped(String account, BooleanSupplier work) {
    try {
      return !isStopped(account) && work.getAsBoolean();
    } catch (RunStoppedException e) {
      stops.putIfAbsent(account, e);
    } catch (ProviderUnavailableException e) {
      stops.putIfAbsent(account, new RunStoppedException(e.reason()));
    }
    return false;
  }

  /** Whether work with an account has ended. */
  public boolean isStopped(String account) {
    return stops.containsKey(account);
  }

  /** The accounts with which work has ended. */
  public Set<String> accounts() {
    return Set.copyOf(stops.keySet());
  }

  /**
   * Returns when work goes on with any of some accounts, or none is stopped.
   *
   * @param accounts says which; asked when one is stopped
   * @throws RunStoppedException why it does not
   */
  public void requireAnyOf(Supplier<Collection<String>> accounts) {
    if (!stops.isEmpty()) {
      // What stopped an account may be the end of the whole run.
      run.requireGoingOn();
      run.requireAlive();
      if (stops.keySet().containsAll(accounts.get())) {
        requireNone();
      }
    }
  }

  /**
   * Returns when no account is stopped.
   *
   * @throws RunStoppedException why one is
   */
  public void requireNone() {
    Optional<RunStoppedException> first =
        stops.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    if (first.isPresent()) {
      throw first.get();
    }
  }
}
