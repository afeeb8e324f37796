package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Fillings;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Requirements that this process fills now. */
final class ActiveFilling implements RunControl, AccountProviders {

  private final int id;
  private final Path file;
  private final Fillings fillings;
  private final Accounts accounts;
  private final AliveLock lock;
  private final StopSignal stopSignal;

  /**
   * The accounts that were asked for anything, and how many of their requests are in the ledger.
   */
  private final Map<NumberProvider, Long> used = new IdentityHashMap<>();

  ActiveFilling(
      int id,
      Path file,
      Fillings fillings,
      Accounts accounts,
      AliveLock lock,
      StopSignal stopSignal) {
    this.id = id;
    this.file = file;
    this.fillings = fillings;
    this.accounts = accounts;
    this.lock = lock;
    this.stopSignal = stopSignal;
  }

  int id() {
    return id;
  }

  Path file() {
    return file;
  }

  /** The accounts that can be asked. */
  Set<String> accounts() {
    return accounts.all().stream()
        .filter(ConfiguredAccount::hasKey)
        .map(ConfiguredAccount::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public NumberProvider of(String account) {
    NumberProvider provider = accounts.of(account);
    used.putIfAbsent(provider, provider.calls());
    return provider;
  }

  /** Adds to the ledger how many calls were made since it was last told. */
  void saveProviderCalls() {
    used.replaceAll(
        (provider, saved) -> {
          long now = provider.calls();
          fillings.addProviderCalls(id, now - saved);
          return now;
        });
  }

  @Override
  public boolean stopRequested() {
    return stopSignal.isGiven();
  }

  @Override
  public void requireAlive() {
    if (!lock.isHeld()) {
      throw new RunStoppedException(
          "the connection that keeps others from filling requirements was lost; the same command"
              + " goes on where it was");
    }
  }
}
