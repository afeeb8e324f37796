package bulkorders.tracking;

import bulkorders.ledger.OrderParts;
import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.Orders;
import bulkorders.ledger.OwedReferences;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import bulkorders.run.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Follows placed orders until every number is final, each order at its own widening intervals. */
@Component
public class Tracking {

  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final Duration SHORTEST_NAP = Duration.ofMillis(10);

  private final Orders orders;
  private final OrderProgress progress;
  private final OwedReferences references;
  private final OrderParts parts;
  private final TrackingProperties properties;
  private final Clock clock;

  Tracking(
      Orders orders,
      OrderProgress progress,
      OwedReferences references,
      OrderParts parts,
      TrackingProperties properties,
      Clock clock) {
    this.orders = orders;
    this.progress = progress;
    this.references = references;
    this.parts = parts;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Follows the placed orders of a run, and restores the user's own references of those that are
   * final. Returns when nothing is left to do, when all orders that are left wait for people
   * (papers, a review), when the wait is over, or when there is something more urgent to do. Every
   * order that is due is read at least once, however short the wait.
   *
   * @param providers the accounts of the run's orders
   * @param stops asked between two requests; told of accounts that answer no more, whose orders are
   *     left as they are
   * @param waitOver whether to stop waiting
   * @param somethingUrgent whether to return early
   * @throws RunStoppedException when somebody asked for a stop, or has to act before anything can
   *     be done at any account of the run
   */
  public void follow(
      Run run,
      AccountProviders providers,
      AccountStops stops,
      BooleanSupplier waitOver,
      BooleanSupplier somethingUrgent) {
    RunControl control = stops.ofRun();
    OrderTracker tracker = tracker(providers, stops);
    var restorer = new ReferenceRestorer(references, providers, properties.workers(), stops);
    var sleeper = new StoppableSleeper(control);
    while (true) {
      control.requireGoingOn();
      control.requireAlive();
      readDue(run, tracker, stops);
      stops.requireAnyOf(() -> orders.openAccounts(run.id()));
      control.requireGoingOn();
      if (waitOver.getAsBoolean() || somethingUrgent.getAsBoolean()) {
        return;
      }
      boolean moreToRestore = restorer.restoreSome(run);
      stops.requireAnyOf(() -> orders.openAccounts(run.id()));
      if (moreToRestore) {
        continue;
      }
      Optional<Duration> nextPoll =
          progress.untilNextPoll(run.id(), stops.accounts(), properties.longestInterval());
      if (nextPoll.isEmpty() || progress.allWaiting(run.id(), stops.accounts())) {
        return;
      }
      Duration wait = nextPoll.get().compareTo(LONGEST_NAP) < 0 ? nextPoll.get() : LONGEST_NAP;
      sleeper.pause(wait.compareTo(SHORTEST_NAP) < 0 ? SHORTEST_NAP : wait);
    }
  }

  /**
   * Reads every placed order of a run that is due, once, and restores the user's own references of
   * those that are final.
   *
   * @param providers the accounts of the run's orders
   * @param stops as for {@link #follow}
   * @return how many orders were due
   * @throws RunStoppedException as for {@link #follow}
   */
  public int readDue(Run run, AccountProviders providers, AccountStops stops) {
    RunControl control = stops.ofRun();
    control.requireGoingOn();
    control.requireAlive();
    int due = readDue(run, tracker(providers, stops), stops);
    var restorer = new ReferenceRestorer(references, providers, properties.workers(), stops);
    boolean moreToRestore = true;
    while (moreToRestore) {
      stops.requireAnyOf(() -> orders.openAccounts(run.id()));
      control.requireGoingOn();
      moreToRestore = restorer.restoreSome(run);
    }
    return due;
  }

  private OrderTracker tracker(AccountProviders providers, AccountStops stops) {
    var reader = new PartsReader(parts, properties.deadlineWarning(), clock);
    return new OrderTracker(orders, progress, providers, properties, stops, reader, clock);
  }

  private int readDue(Run run, OrderTracker tracker, AccountStops stops) {
    Queue<ProviderOrder> due =
        new ConcurrentLinkedQueue<>(
            progress.due(run.id(), stops.accounts(), properties.longestInterval()));
    int count = due.size();
    if (count == 0) {
      return 0;
    }
    new Workers(properties.workers(), "tracker", stops.ofRun())
        .run(
            () -> {
              ProviderOrder order = due.poll();
              if (order != null) {
                stops.unlessStopped(
                    order.account(),
                    () -> {
                      tracker.track(order);
                      return true;
                    });
              }
              return order != null;
            });
    return count;
  }
}
