package bulkorders.job;

import bulkorders.tracking.Tracking;
import org.springframework.stereotype.Component;

/**
 * Follows what is placed, until it is final, the wait is over, or an uncertain order has settled.
 */
@Component
class TrackTasklet extends RunTasklet {

  private final Tracking tracking;

  TrackTasklet(ActiveRuns activeRuns, Progress progress, Tracking tracking) {
    super(activeRuns, progress);
    this.tracking = tracking;
  }

  @Override
  void work(ActiveRun active) {
    tracking.follow(
        active.run(),
        active,
        active.stops(),
        active::isWaitOver,
        () -> active.placing().lookIsDue());
    if (active.placing().isDone()) {
      // The others came as far as they could.
      active.stops().requireNone();
    }
  }
}
