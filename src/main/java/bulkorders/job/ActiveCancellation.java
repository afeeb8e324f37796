package bulkorders.job;

import bulkorders.ledger.Cancellations;
import bulkorders.ledger.Cancellations.Target;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cancellation that this process works on now, with the run that it is of in its hands. */
final class ActiveCancellation implements Work, AccountProviders {

  private final int id;
  private final Target target;
  private final Cancellations cancellations;
  private final HeldRun run;
  private final Accounts accounts;
  private final Cancelling.Person person;

  /** Of each account in use, how many calls were counted. */
  private final Map<String, Long> countedCalls = new ConcurrentHashMap<>();

  ActiveCancellation(
      int id,
      Target target,
      Cancellations cancellations,
      HeldRun run,
      Accounts accounts,
      Cancelling.Person person) {
    this.id = id;
    this.target = target;
    this.cancellations = cancellations;
    this.run = run;
    this.accounts = accounts;
    this.person = person;
  }

  int id() {
    return id;
  }

  int runId() {
    return run.runId();
  }

  Target target() {
    return target;
  }

  Cancelling.Person person() {
    return person;
  }

  @Override
  public NumberProvider of(String account) {
    NumberProvider provider = accounts.of(account).heeding(this);
    countedCalls.putIfAbsent(account, provider.calls());
    return provider;
  }

  @Override
  public void endedEarly(String reason) {
    cancellations.endedEarly(id, reason);
  }

  @Override
  public void saveProviderCalls() {
    long calls = 0;
    for (Map.Entry<String, Long> counted : countedCalls.entrySet()) {
      long made = accounts.of(counted.getKey()).calls();
      calls += made - counted.getValue();
      counted.setValue(made);
    }
    cancellations.addProviderCalls(id, calls);
  }

  @Override
  public boolean stopRequested() {
    return run.stopRequested();
  }

  @Override
  public void requireAlive() {
    run.requireAlive();
  }
}
