package bulkorders.job;

import bulkorders.ledger.Runs;
import org.springframework.stereotype.Component;

/** Records that a run is finished once it is, and writes its report. */
@Component
class ReportTasklet extends RunTasklet {

  private final Runs runs;
  private final RunReports reports;

  ReportTasklet(ActiveRuns activeRuns, Progress progress, Runs runs, RunReports reports) {
    super(activeRuns, progress);
    this.runs = runs;
    this.reports = reports;
  }

  @Override
  void work(ActiveRun active) {
    active.requireAlive();
    if (runs.figures(active.runId()).isFinal()) {
      runs.finished(active.runId());
    }
    active.saveProviderCalls();
    reports.write(active.runId(), active);
  }
}
