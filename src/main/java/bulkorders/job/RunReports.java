package bulkorders.job;

import bulkorders.Home;
import bulkorders.ledger.Run;
import bulkorders.ledger.Runs;
import bulkorders.report.ReportWriter;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Knows where the report of a run goes. */
@Component
public class RunReports {

  private final Home home;
  private final Runs runs;
  private final ReportWriter writer;

  RunReports(Home home, Runs runs, ReportWriter writer) {
    this.home = home;
    this.runs = runs;
    this.writer = writer;
  }

  /** The folder of a run's report: where the operator wanted it, else {@code HOME/reports/RUN}. */
  public Path directory(Run run) {
    return run.reportDir() != null ? Path.of(run.reportDir()) : home.reports().resolve(String.valueOf(run.id()));
  }

  void write(int runId) {
    writer.write(runId, directory(runs.get(runId)));
  }
}
