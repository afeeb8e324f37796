package bulkorders.submission;

import bulkorders.ledger.ChosenNumbers;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.planning.RunTags;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.run.PeoplesTime;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.Workers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Places the orders of runs, each exactly once. */
@Component
public class Submission {

  private final Orders orders;
  private final ChosenNumbers chosen;
  private final SubmissionProperties properties;
  private final Clock clock;
  private final LongSupplier nanoTime;

  @Autowired
  Submission(Orders orders, ChosenNumbers chosen, SubmissionProperties properties, Clock clock) {
    this(orders, chosen, properties, clock, System::nanoTime);
  }

  /**
   * @param nanoTime the monotonic clock, as {@link System#nanoTime}
   */
  Submission(
      Orders orders,
      ChosenNumbers chosen,
      SubmissionProperties properties,
      Clock clock,
      LongSupplier nanoTime) {
    this.orders = orders;
    this.chosen = chosen;
    this.properties = properties;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins, or goes on with, the placing of a run's orders. The caller holds the run's alive-lock.
   *
   * @param providers the accounts of the run's orders
   * @param stops asked before every order; told of accounts that take no more
   */
  public Placing placing(Run run, AccountProviders providers, AccountStops stops) {
    return new Placing(run, providers, stops);
  }

  /**
   * Takes over those orders of a run that the provider has, and of which nobody knew. Nothing is
   * sent, and nothing is concluded about an order that is not found. The caller holds the run's
   * alive-lock.
   *
   * @param providers the accounts of the run's orders
   * @param stops told of accounts that do not answer
   */
  public void takeOverFound(Run run, AccountProviders providers, AccountStops stops) {
    orders.sweep(run.id(), newOwner(), properties.requestTimeout());
    orders.of(run.id(), OrderState.UNCERTAIN).stream()
        .map(ProviderOrder::account)
        .distinct()
        .forEach(
            account ->
                stops.unlessStopped(
                    account,
                    () -> {
                      new UncertainOrders(
                              run.id(),
                              account,
                              orders,
                              providers.of(account),
                              properties,
                              nanoTime)
                          .lookForFound();
                      return true;
                    }));
  }

  /**
   * Whoever begins again, in this process or another, is somebody else: what was being sent when
   * the outcome could not be written has to be swept.
   */
  private static String newOwner() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  /** The placing of one run's orders in this process. */
  public final class Placing {

    private final Run run;
    private final AccountProviders providers;
    private final AccountStops stops;
    private final RunControl control;

    private final String owner = newOwner();

    private final Map<String, AccountPlacing> accounts = new ConcurrentHashMap<>();
    private boolean asked;

    private Placing(Run run, AccountProviders providers, AccountStops stops) {
      this.run = run;
      this.providers = providers;
      this.stops = stops;
      this.control = stops.ofRun();
    }

    /**
     * Places every order that can be placed and resolves the uncertain ones, at all accounts at the
     * same time: none waits for another, or ends with it. Returns when no order is left to place at
     * the accounts that take orders; or earlier, when the only ones left have to settle and there
     * are placed ones that could be followed meanwhile.
     *
     * @param somethingToFollow whether placed orders could be followed meanwhile
     * @throws RunStoppedException when somebody asked for a stop, or has to act before anything can
     *     be done at any account of the run
     */
    public void place(BooleanSupplier somethingToFollow) {
      List<String> names =
          orders.accountsToPlace(run.id()).stream().filter(name -> !stops.isStopped(name)).toList();
      if (names.isEmpty()) {
        return;
      }
      Queue<AccountPlacing> left =
          new ConcurrentLinkedQueue<>(names.stream().map(this::at).toList());
      new Workers(names.size(), "account", control)
          .run(
              () -> {
                AccountPlacing next = left.poll();
                if (next != null) {
                  next.place(somethingToFollow);
                }
                return next != null;
              });
      stops.requireAnyOf(() -> orders.openAccounts(run.id()));
      control.requireGoingOn();
    }

    /**
     * Asks each account at which orders are to be placed which orders of the run it has already,
     * and brings the ledger up to that. To be called before the first order of an execution leaves;
     * later calls do nothing.
     *
     * @param adopt whether orders of a run that this ledger has not begun are taken over
     * @throws OrderedElsewhereException when there are such orders and they are not to be taken
     *     over
     * @throws RunStoppedException when an account cannot tell for certain, or asked for a stop
     * @throws bulkorders.provider.ProviderUnavailableException when an account does not answer
     */
    public void askAccounts(boolean adopt) {
      if (asked) {
        return;
      }
      orders.sweep(run.id(), owner, properties.requestTimeout());
      boolean begun = orders.anyBegun(run.id());
      Map<Witness, Look.Complete> seen = new LinkedHashMap<>();
      for (String account : orders.accountsToPlace(run.id())) {
        Witness witness = witness(account);
        seen.put(witness, witness.look());
      }
      if (!begun && !adopt) {
        seen.forEach(this::requireNothingFound);
      }
      seen.forEach((witness, look) -> witness.takeOver(look.found()));
      asked = true;
    }

    private Witness witness(String account) {
      return new Witness(
          run.id(),
          account,
          new RunTags(run).of(account),
          orders,
          providers.of(account),
          properties.waitForLook(),
          control);
    }

    private void requireNothingFound(Witness witness, Look.Complete look) {
      long found = look.found().values().stream().mapToLong(List::size).sum();
      if (found > 0) {
        throw new OrderedElsewhereException(
            "%s was already ordered from another ledger: account %s has %d %s of it%s. Go on with it where it was begun; or take them over into this ledger with --adopt; or order again on purpose with --run-key KEY"
                .formatted(
                    run.inputName(),
                    witness.account(),
                    found,
                    found == 1 ? "order" : "orders",
                    look.since() == null
                        ? ""
                        : ", the first of " + PeoplesTime.of(look.since(), clock)));
      }
    }

    /** Whether an uncertain order can be looked for now. */
    public boolean lookIsDue() {
      return orders.accountsToPlace(run.id()).stream()
          .filter(account -> !stops.isStopped(account))
          .map(this::at)
          .anyMatch(AccountPlacing::lookIsDue);
    }

    /**
     * Whether nothing is left to place at the accounts that take orders, but what a person has to
     * decide.
     */
    public boolean isDone() {
      return !orders.anyToPlace(run.id(), stops.accounts());
    }

    private AccountPlacing at(String account) {
      return accounts.computeIfAbsent(account, this::placingAt);
    }

    private AccountPlacing placingAt(String account) {
      NumberProvider provider = providers.of(account);
      RunControl ofAccount = stops.controlOf(account);
      return new AccountPlacing(
          run.id(),
          account,
          orders,
          new OrderSender(
              run,
              account,
              owner,
              orders,
              chosen,
              provider,
              ofAccount,
              properties,
              clock,
              nanoTime),
          new UncertainOrders(run.id(), account, orders, provider, properties, nanoTime),
          properties,
          stops);
    }
  }
}
