package bulkorders.job;

import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.run.RunStoppedException;
import org.springframework.stereotype.Component;

/** Places what is planned, after it was confirmed. */
@Component
class SubmitTasklet extends RunTasklet {

  private final Runs runs;

  SubmitTasklet(ActiveRuns activeRuns, Runs runs) {
    super(activeRuns);
    this.runs = runs;
  }

  @Override
  void work(ActiveRun active) {
    RunFigures figures = runs.figures(active.runId());
    if (figures.ordersToPlace() == 0) {
      return;
    }
    if (!active.isConfirmed(figures)) {
      throw new RunStoppedException("not confirmed; nothing was placed");
    }
    active.placing().place(() -> runs.figures(active.runId()).ordersToFollow() > 0);
  }
}
