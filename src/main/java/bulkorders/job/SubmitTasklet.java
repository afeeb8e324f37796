package bulkorders.job;

import bulkorders.intake.RepeatGuard;
import bulkorders.ledger.Orders;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.run.RunStoppedException;
import org.springframework.stereotype.Component;

/** Places what is planned, after it was confirmed. */
@Component
class SubmitTasklet extends RunTasklet {

  private final Runs runs;
  private final Orders orders;
  private final RepeatGuard repeatGuard;

  SubmitTasklet(
      ActiveRuns activeRuns, Progress progress, Runs runs, Orders orders, RepeatGuard repeatGuard) {
    super(activeRuns, progress);
    this.runs = runs;
    this.orders = orders;
    this.repeatGuard = repeatGuard;
  }

  @Override
  void work(ActiveRun active) {
    if (active.placing().isDone()) {
      return;
    }
    // Before anybody is asked: some of it may be ordered already.
    active.askAccounts();
    repeatGuard.takenOver(active.run());
    if (active.placing().isDone()) {
      return;
    }
    RunFigures figures = runs.figures(active.runId());
    if (!active.isConfirmed(figures, orders.accountsToPlace(active.runId()))) {
      throw new RunStoppedException("not confirmed; nothing was placed");
    }
    repeatGuard.begin(figures.run());
    // Once the wait for final orders is over there is nothing better to do than to wait for orders
    // to settle.
    active
        .placing()
        .place(() -> !active.isWaitOver() && runs.figures(active.runId()).ordersToFollow() > 0);
  }
}
