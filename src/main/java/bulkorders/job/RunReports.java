package bulkorders.job;

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
    return run.reportDir() != null
        ? Path.of(run.reportDir())
        : home.reports().resolve(String.valueOf(run.id()));
  }

  void write(int runId) {
    Path wanted = directory(runs.get(runId));
    Path written = writer.write(runId, wanted);
    if (!written.equals(wanted)) {
      // The folder held files of somebody else; from now on the report is where it could be
      // written.
      runs.reportedTo(runId, written.toString());
    }
  }
}
