package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.FollowedRuns;
import bulkorders.ledger.FollowedRuns.Without;
import bulkorders.ledger.Runs;
import bulkorders.provider.AccountStops;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import bulkorders.submission.Submission;
import bulkorders.tracking.Tracking;
import bulkorders.tracking.TrackingProperties;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows what is not final across all runs. A run that another process works on is left to that
 * one; of the others one after the other is taken, for as long as its orders that are due are read.
 * Nothing is sent but what gives a final order the user's own reference back.
 */
@Component
class RunFollower {

  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

  private static final Duration PATIENCE_FOR_RUN = Duration.ofMillis(50);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final Duration SHORTEST_NAP = Duration.ofMillis(10);

  private final FollowedRuns followed;
  private final Runs runs;
  private final RunLocks locks;
  private final Submission submission;
  private final Tracking tracking;
  private final TrackingProperties properties;
  private final RunReports reports;

  RunFollower(
      FollowedRuns followed,
      Runs runs,
      RunLocks locks,
      Submission submission,
      Tracking tracking,
      TrackingProperties properties,
      RunReports reports) {
    this.followed = followed;
    this.runs = runs;
    this.locks = locks;
    this.submission = submission;
    this.tracking = tracking;
    this.properties = properties;
    this.reports = reports;
  }

  /**
   * Reads what is due, once or until nothing is left that could be followed.
   *
   * @throws RunStoppedException when somebody asked for a stop, or an account does not answer; the
   *     orders of the others were followed before
   */
  void follow(ActiveTracking active) {
    var sleeper = new StoppableSleeper(active);
    var rounds = new Rounds(active);
    while (true) {
      rounds.next();
      if (active.isOnce()) {
        break;
      }
      Optional<Duration> next =
          followed.untilNextPoll(active.account(), rounds.without(), properties.longestInterval());
      if (next.isEmpty()) {
        break;
      }
      sleeper.pause(nap(rounds.isSomeoneElseAtWork() ? LONGEST_NAP : next.get()));
    }
    active.stops().requireNone();
  }

  private static Duration nap(Duration wanted) {
    if (wanted.compareTo(SHORTEST_NAP) < 0) {
      return SHORTEST_NAP;
    }
    return wanted.compareTo(LONGEST_NAP) < 0 ? wanted : LONGEST_NAP;
  }

  /** One look at all runs after the other. */
  private final class Rounds {
    private final ActiveTracking active;

    /** Runs that somebody wanted for something else. */
    private final Set<Integer> leftAlone = new HashSet<>();

    private boolean someoneElseAtWork;
    private boolean first = true;
    private long lookedNanos = System.nanoTime();

    Rounds(ActiveTracking active) {
      this.active = active;
    }

    boolean isSomeoneElseAtWork() {
      return someoneElseAtWork;
    }

    /** What is not followed, or not any more. */
    Without without() {
      return new Without(active.stops().accounts(), leftAlone);
    }

    void next() {
      boolean looking = isLookDue();
      Set<Integer> unclear =
          looking ? new HashSet<>(followed.unclear(active.account(), without())) : Set.of();
      Set<Integer> concerned = new TreeSet<>(unclear);
      concerned.addAll(
          followed.withSomethingDue(active.account(), without(), properties.longestInterval()));
      if (first) {
        // Of processes that ended before they told of what they did.
        concerned.addAll(followed.withReportBehind());
      }
      first = false;
      someoneElseAtWork = false;
      Set<Integer> held = concerned.isEmpty() ? Set.of() : locks.runsAtWork();
      for (int run : concerned) {
        active.requireGoingOn();
        active.requireAlive();
        if (held.contains(run) || !seeTo(run, unclear.contains(run))) {
          someoneElseAtWork = true;
        }
      }
    }

    private boolean isLookDue() {
      long now = System.nanoTime();
      if (first || now - lookedNanos >= properties.longestInterval().toNanos()) {
        lookedNanos = now;
        return true;
      }
      return false;
    }

    /** Answers false when another process has the run. */
    private boolean seeTo(int run, boolean look) {
      Optional<AliveLock> free = locks.run(run, PATIENCE_FOR_RUN);
      if (free.isEmpty()) {
        return false;
      }
      try (AliveLock lock = free.get()) {
        var control = new FollowedRun(run, runs, lock, active);
        try {
          read(run, look, control);
        } catch (RunStoppedException e) {
          active.requireAlive();
          if (!lock.isHeld()) {
            LOG.info("Run {} was lost to another process while it was followed", run);
            return false;
          }
          // All its accounts may have stopped, somebody may want it, or the process is to end:
          // what was found out until then is told all the same.
        }
        if (control.isWanted()) {
          leftAlone.add(run);
        }
        conclude(run, control);
      }
      active.requireGoingOn();
      return true;
    }

    private void read(int run, boolean look, FollowedRun control) {
      AccountStops stops = active.stops().handedTo(control);
      long finalBefore = runs.orderCounts(run).isFinal();
      int read = 0;
      try {
        if (look) {
          submission.takeOverFound(runs.get(run), account -> active.open(account, stops), stops);
        }
        read = tracking.readDue(runs.get(run), account -> active.open(account, stops), stops);
      } finally {
        if (!control.stopRequested()) {
          // What stops with the run alone says nothing of the account.
          active.stops().takeOver(stops);
        }
        active.did(read, runs.orderCounts(run).isFinal() - finalBefore);
      }
    }

    private void conclude(int run, FollowedRun control) {
      control.requireAlive();
      if (runs.figures(run).isFinal()) {
        runs.finished(run);
      }
      if (followed.isReportBehind(run)) {
        reports.write(run, control);
      }
    }
  }
}
