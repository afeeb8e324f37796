package bulkorders.submission;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.Run;
import bulkorders.planning.RunTags;
import bulkorders.provider.AccountProviders;
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
import java.util.Optional;
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
  private final SubmissionProperties properties;
  private final Clock clock;
  private final LongSupplier nanoTime;

  @Autowired
  Submission(Orders orders, SubmissionProperties properties, Clock clock) {
    this(orders, properties, clock, System::nanoTime);
  }

  /**
   * @param nanoTime the monotonic clock, as {@link System#nanoTime}
   */
  Submission(Orders orders, SubmissionProperties properties, Clock clock, LongSupplier nanoTime) {
    this.orders = orders;
    this.properties = properties;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins, or goes on with, the placing of a run's orders. The caller holds the run's alive-lock.
   *
   * @param providers the accounts of the run's orders
   * @param control asked before every order
   */
  public Placing placing(Run run, AccountProviders providers, RunControl control) {
    return new Placing(run, providers, control);
  }

  /** The placing of one run's orders in this process. */
  public final class Placing {

    private final Run run;
    private final AccountProviders providers;
    private final RunControl control;

    /**
     * Whoever begins again, in this process or another, is somebody else: what was being sent when
     * the outcome could not be written has to be swept.
     */
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final Map<String, AccountPlacing> accounts = new ConcurrentHashMap<>();
    private boolean asked;

    private Placing(Run run, AccountProviders providers, RunControl control) {
      this.run = run;
      this.providers = providers;
      this.control = control;
    }

    /**
     * Places every order that can be placed and resolves the uncertain ones, at all accounts at the
     * same time: none waits for another, or ends with it. Returns when no order is left to place;
     * or earlier, when the only ones left have to settle and there are placed ones that could be
     * followed meanwhile.
     *
     * @param somethingToFollow whether placed orders could be followed meanwhile
     * @throws RunStoppedException when somebody has to act, or asked for a stop
     */
    public void place(BooleanSupplier somethingToFollow) {
      List<String> names = orders.accountsToPlace(run.id());
      if (names.isEmpty()) {
        return;
      }
      Queue<AccountPlacing> left =
          new ConcurrentLinkedQueue<>(names.stream().map(this::at).toList());
      Queue<RunStoppedException> stops = new ConcurrentLinkedQueue<>();
      new Workers(names.size(), "account", control)
          .run(
              () -> {
                AccountPlacing next = left.poll();
                if (next != null) {
                  place(next, somethingToFollow).ifPresent(stops::add);
                }
                return next != null;
              });
      control.requireGoingOn();
      RunStoppedException first = stops.peek();
      if (first != null) {
        throw first;
      }
    }

    private static Optional<RunStoppedException> place(
        AccountPlacing account, BooleanSupplier somethingToFollow) {
      try {
        account.place(somethingToFollow);
        return Optional.empty();
      } catch (RunStoppedException e) {
        return Optional.of(e);
      }
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
          .map(this::at)
          .anyMatch(AccountPlacing::lookIsDue);
    }

    /** Whether nothing is left to place but what a person has to decide. */
    public boolean isDone() {
      return orders.untilNextPlanned(run.id()).isEmpty()
          && orders.of(run.id(), OrderState.UNCERTAIN).isEmpty()
          && orders.of(run.id(), OrderState.SUBMITTING).isEmpty();
    }

    private AccountPlacing at(String account) {
      return accounts.computeIfAbsent(account, this::placingAt);
    }

    private AccountPlacing placingAt(String account) {
      NumberProvider provider = providers.of(account);
      return new AccountPlacing(
          run.id(),
          account,
          orders,
          new OrderSender(
              run, account, owner, orders, provider, control, properties, clock, nanoTime),
          new UncertainOrders(run.id(), account, orders, provider, properties, nanoTime),
          properties,
          control);
    }
  }
}
