package bulkorders.job;

import bulkorders.ledger.FollowedRuns;
import bulkorders.ledger.FollowedRuns.Stand;
import bulkorders.ledger.Run;
import bulkorders.ledger.Runs;
import bulkorders.report.ReportWriter;
import bulkorders.run.RunControl;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Knows where the report of a run goes. */
@Component
public class RunReports {

  private final Home home;
  private final Runs runs;
  private final ReportWriter writer;
  private final FollowedRuns followed;

  RunReports(Home home, Runs runs, ReportWriter writer, FollowedRuns followed) {
    this.home = home;
    this.runs = runs;
    this.writer = writer;
    this.followed = followed;
  }

  /** The folder of a run's report: where the operator wanted it, else {@code HOME/reports/RUN}. */
  public Path directory(Run run) {
    return run.reportDir() != null
        ? Path.of(run.reportDir())
        : home.reports().resolve(String.valueOf(run.id()));
  }

  /**
   * Writes the report of a run.
   *
   * @param control of whoever holds the run's alive-lock; who lost it while the report was written
   *     leaves the one that is there, since it may be that of another process, which knows more
   * @throws bulkorders.run.RunStoppedException when the alive-lock is lost
   */
  void write(int runId, RunControl control) {
    Path wanted = directory(runs.get(runId));
    Stand stand = followed.stand(runId);
    Path written = writer.write(runId, wanted, control::requireAlive);
    if (!written.equals(wanted)) {
      // The folder held files of somebody else; from now on the report is where it could be
      // written.
      runs.reportedTo(runId, written.toString());
    }
    followed.reported(runId, stand);
  }
}
