package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Deadlines;
import bulkorders.ledger.Deadlines.Deadline;
import bulkorders.ledger.FollowedRuns;
import bulkorders.ledger.FollowedRuns.Open;
import bulkorders.ledger.Orders;
import bulkorders.ledger.Trackings;
import bulkorders.ledger.Trackings.Tracked;
import bulkorders.tracking.TrackingProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/** Follows orders across all runs, one process at a time for each scope. */
@Component
public class Following {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(2);
  private static final String EVERYTHING = "*";

  private final Trackings trackings;
  private final FollowedRuns followed;
  private final Deadlines deadlines;
  private final Orders orders;
  private final Accounts accounts;
  private final RunLocks locks;
  private final WorkTasklet.Active<ActiveTracking> active;
  private final StopSignal stopSignal;
  private final JobStarter jobs;
  private final Job trackingJob;
  private final TrackingProperties properties;

  Following(
      Trackings trackings,
      FollowedRuns followed,
      Deadlines deadlines,
      Orders orders,
      Accounts accounts,
      RunLocks locks,
      WorkTasklet.Active<ActiveTracking> active,
      StopSignal stopSignal,
      JobStarter jobs,
      Job trackingJob,
      TrackingProperties properties) {
    this.trackings = trackings;
    this.followed = followed;
    this.deadlines = deadlines;
    this.orders = orders;
    this.accounts = accounts;
    this.locks = locks;
    this.active = active;
    this.stopSignal = stopSignal;
    this.jobs = jobs;
    this.trackingJob = trackingJob;
    this.properties = properties;
  }

  /**
   * What came of it.
   *
   * @param open what is open now, over all runs that were concerned
   * @param deadlines the nearest of each account, the nearest first
   */
  public record Outcome(Tracked tracked, Open open, List<Deadline> deadlines) {}

  /**
   * Follows orders, or goes on with a following that was stopped or died.
   *
   * @param account whose orders are followed, null for those of all
   * @param once whether every order that is due is read once, and nothing waited for
   * @throws AccountUnusableException when there is no such account, or it cannot be used
   * @throws AccountBusyException when another process follows the same
   */
  public Outcome follow(@Nullable String account, boolean once) {
    if (account != null) {
      accounts.of(account);
    }
    try (AliveLock lock =
        locks
            .tracking(account == null ? EVERYTHING : account, PATIENCE_FOR_LOCK)
            .orElseThrow(() -> AccountBusyException.followed(account))) {
      int id = trackings.begin(account).id();
      active.put(
          id,
          new ActiveTracking(
              id, trackings, lock, stopSignal, accounts, account, once, orders.now()));
      try {
        BatchStatus status =
            jobs.startWork(trackingJob, active.parameter(), id, "The following of orders failed");
        if (status == BatchStatus.COMPLETED) {
          trackings.ended(id);
        }
      } finally {
        active.remove(id);
      }
      return new Outcome(
          trackings.get(id),
          followed.open(account, properties.stuckAfter()),
          deadlines.byAccount().stream()
              .filter(deadline -> account == null || deadline.place().equals(account))
              .toList());
    }
  }
}
