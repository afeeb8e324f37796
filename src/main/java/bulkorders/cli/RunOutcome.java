package bulkorders.cli;

import bulkorders.job.RunReports;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.report.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input, as it is printed.
 *
 * @param input what the operator called it
 * @param figures the run, null when there is none
 * @param reportDir where the report is, null when there is none
 * @param error why it ended early, null when it did not
 */
record RunOutcome(
    String input,
    @Nullable RunFigures figures,
    @Nullable String reportDir,
    @Nullable String error,
    ExitCode code) {

  /** A run that this process worked on. */
  static RunOutcome of(RunFigures figures, RunReports reports) {
    return new RunOutcome(
        figures.run().inputName(),
        figures,
        reportDir(figures, reports),
        figures.run().error(),
        ExitCode.of(figures));
  }

  /** An input that was not worked on. */
  static RunOutcome refused(String input, ExitCode code, String error) {
    return new RunOutcome(input, null, null, error, code);
  }

  /** An input that was not worked on, because a run of it is there already. */
  static RunOutcome refused(RunFigures figures, RunReports reports, ExitCode code, String error) {
    return new RunOutcome(
        figures.run().inputName(), figures, reportDir(figures, reports), error, code);
  }

  private static @Nullable String reportDir(RunFigures figures, RunReports reports) {
    Path directory = reports.directory(figures.run());
    return Files.isDirectory(directory) ? directory.toString() : null;
  }

  /** Whether there was nothing in it, as in a file with a header alone. */
  boolean isWithoutRows() {
    return code == ExitCode.REFUSED
        && figures != null
        && figures.run().rowsRead() == 0
        && figures.run().intakeEndedAt() != null;
  }

  /** How the run stands; an input that was not worked on is refused. */
  RunStatus status() {
    return switch (code) {
      case REFUSED, ALREADY_ORDERED -> RunStatus.REFUSED;
      case FAILED -> RunStatus.FAILED;
      case STOPPED -> RunStatus.STOPPED;
      default -> figures == null ? RunStatus.REFUSED : figures.status();
    };
  }

  RunSummary summary() {
    return figures == null
        ? RunSummary.withoutRun(status(), String.valueOf(error))
        : RunSummary.of(figures, reportDir, error, status());
  }
}
