package bulkorders.submission;

import bulkorders.ledger.Orders;
import bulkorders.provider.AccountStops;
import bulkorders.run.RunControl;
import bulkorders.run.StoppableSleeper;
import bulkorders.run.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The placing of one run's orders at one account. */
final class AccountPlacing {

  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final int runId;
  private final String account;
  private final Orders orders;
  private final OrderSender sender;
  private final UncertainOrders uncertain;
  private final SubmissionProperties properties;
  private final AccountStops stops;
  private final RunControl control;
  private final StoppableSleeper sleeper;

  AccountPlacing(
      int runId,
      String account,
      Orders orders,
      OrderSender sender,
      UncertainOrders uncertain,
      SubmissionProperties properties,
      AccountStops stops) {
    this.runId = runId;
    this.account = account;
    this.orders = orders;
    this.sender = sender;
    this.uncertain = uncertain;
    this.properties = properties;
    this.stops = stops;
    this.control = stops.controlOf(account);
    this.sleeper = new StoppableSleeper(control);
  }

  /** As {@link Submission.Placing#place}; a stop is kept, and ends all work with the account. */
  void place(BooleanSupplier somethingToFollow) {
    stops.unlessStopped(
        account,
        () -> {
          placeAll(somethingToFollow);
          return true;
        });
  }

  private void placeAll(BooleanSupplier somethingToFollow) {
    while (true) {
      control.requireGoingOn();
      new Workers(properties.workers(), "sender", control)
          .run(() -> stops.unlessStopped(account, sender::sendNext));
      control.requireGoingOn();
      resolve();
      Optional<Duration> nextPlanned = orders.untilNextPlanned(runId, account);
      Optional<Duration> nextLook = uncertain.untilNextLook();
      if (nextPlanned.isEmpty() && (nextLook.isEmpty() || somethingToFollow.getAsBoolean())) {
        return;
      }
      nap(nextPlanned, nextLook);
    }
  }

  /** Whether an uncertain order can be looked for now. */
  boolean lookIsDue() {
    return uncertain.untilNextLook().filter(Duration::isZero).isPresent();
  }

  private void resolve() {
    if (lookIsDue()) {
      uncertain.look();
      if (lookIsDue()) {
        // The look did not add up, as when others order meanwhile: give the list time to calm
        // down.
        sleeper.pause(properties.waitForLook());
      }
    }
  }

  private void nap(Optional<Duration> nextPlanned, Optional<Duration> nextLook) {
    Duration wait = LONGEST_NAP;
    for (Optional<Duration> next : List.of(nextPlanned, nextLook)) {
      if (next.isPresent() && next.get().compareTo(wait) < 0) {
        wait = next.get();
      }
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      sleeper.pause(wait);
    }
  }
}
