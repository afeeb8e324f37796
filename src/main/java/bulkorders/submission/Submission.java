package bulkorders.submission;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.Run;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import bulkorders.run.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Places the orders of runs, each exactly once. */
@Component
public class Submission {

  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT_FOR_LOOK = Duration.ofMinutes(1);

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
   * @param provider the run's account
   * @param control asked before every order
   */
  public Placing placing(Run run, NumberProvider provider, RunControl control) {
    // Whoever begins again, in this process or another, is somebody else: what was being sent when
    // the outcome could not be written has to be swept.
    String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    var sender =
        new OrderSender(run, owner, orders, provider, control, properties, clock, nanoTime);
    var uncertain = new UncertainOrders(run.id(), orders, provider, properties, nanoTime);
    return new Placing(run, sender, uncertain, control);
  }

  /** The placing of one run's orders in this process. */
  public final class Placing {

    private final Run run;
    private final OrderSender sender;
    private final UncertainOrders uncertain;
    private final RunControl control;
    private final StoppableSleeper sleeper;

    private Placing(Run run, OrderSender sender, UncertainOrders uncertain, RunControl control) {
      this.run = run;
      this.sender = sender;
      this.uncertain = uncertain;
      this.control = control;
      this.sleeper = new StoppableSleeper(control);
    }

    /**
     * Places every order that can be placed and resolves the uncertain ones. Returns when no order
     * is left to place; or earlier, when the only ones left have to settle and there are placed
     * ones that could be followed meanwhile.
     *
     * @param somethingToFollow whether placed orders could be followed meanwhile
     * @throws RunStoppedException when somebody has to act, or asked for a stop
     */
    public void place(BooleanSupplier somethingToFollow) {
      try {
        while (true) {
          control.requireGoingOn();
          new Workers(properties.workers(), "sender", control).run(sender::sendNext);
          control.requireGoingOn();
          resolve();
          Optional<Duration> nextPlanned = orders.untilNextPlanned(run.id());
          Optional<Duration> nextLook = uncertain.untilNextLook();
          if (nextPlanned.isEmpty() && (nextLook.isEmpty() || somethingToFollow.getAsBoolean())) {
            return;
          }
          nap(nextPlanned, nextLook);
        }
      } catch (ProviderUnavailableException e) {
        throw new RunStoppedException(e.reason());
      }
    }

    /** Whether an uncertain order can be looked for now. */
    public boolean lookIsDue() {
      return uncertain.untilNextLook().filter(Duration::isZero).isPresent();
    }

    /** Whether nothing is left to place but what a person has to decide. */
    public boolean isDone() {
      return orders.untilNextPlanned(run.id()).isEmpty()
          && orders.of(run.id(), OrderState.UNCERTAIN).isEmpty()
          && orders.of(run.id(), OrderState.SUBMITTING).isEmpty();
    }

    private void resolve() {
      if (lookIsDue()) {
        uncertain.look();
        if (lookIsDue()) {
          // The look did not add up, as when others order meanwhile: give the list time to calm
          // down.
          sleep(waitForLook());
        }
      }
    }

    private Duration waitForLook() {
      Duration quarter = properties.settleTime().dividedBy(4);
      return quarter.compareTo(LONGEST_WAIT_FOR_LOOK) < 0 ? quarter : LONGEST_WAIT_FOR_LOOK;
    }

    private void nap(Optional<Duration> nextPlanned, Optional<Duration> nextLook) {
      Duration wait = LONGEST_NAP;
      for (Optional<Duration> next : List.of(nextPlanned, nextLook)) {
        if (next.isPresent() && next.get().compareTo(wait) < 0) {
          wait = next.get();
        }
      }
      if (wait.compareTo(Duration.ZERO) > 0) {
        sleep(wait);
      }
    }

    private void sleep(Duration wait) {
      try {
        sleeper.sleep(wait.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RunStoppedException("interrupted; the same command goes on where it was");
      }
    }
  }
}
