package bulkorders.job;

import bulkorders.database.LostDatabase;
import bulkorders.intake.RepeatedInputException;
import bulkorders.intake.UnreadableInputException;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Repeats;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.FullMemory;
import bulkorders.run.RunStoppedException;
import bulkorders.submission.OrderedElsewhereException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Records why an execution ended early, and writes the report that its steps did not come to. */
@Component
class RunConclusion implements JobExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(RunConclusion.class);

  private final Runs runs;
  private final Repeats repeats;
  private final RunReports reports;
  private final ActiveRuns activeRuns;

  RunConclusion(Runs runs, Repeats repeats, RunReports reports, ActiveRuns activeRuns) {
    this.runs = runs;
    this.repeats = repeats;
    this.reports = reports;
    this.activeRuns = activeRuns;
  }

  @Override
  public void afterJob(JobExecution execution) {
    StepExecution last = lastStep(execution).orElse(null);
    if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
      return;
    }
    try {
      conclude(last, activeRuns.of(last));
    } catch (RunStoppedException e) {
      // Another process may have the run by now; what it says of it is not ours to change.
    }
  }

  private void conclude(StepExecution last, ActiveRun active) {
    active.requireAlive();
    int runId = active.runId();
    repeats.ended(runId);
    EarlyEnd end =
        last.isTerminateOnly()
            ? new EarlyEnd(Run.ErrorKind.STOPPED, RunInterruptionPolicy.STOPPED)
            : EarlyEnd.of(
                last.getFailureExceptions(),
                last.getExitStatus().getExitDescription(),
                isUntouched(runs.figures(runId)));
    if (end.kind() == Run.ErrorKind.FAILED) {
      // For the log file alone: people are told the reason where the run's result is.
      LOG.info(
          "Run {} failed in step {}",
          runId,
          last.getStepName(),
          firstOf(last.getFailureExceptions()));
    }
    runs.endedEarly(runId, end.kind(), end.reason());
    active.saveProviderCalls();
    if (!last.getStepName().equals(JobConfiguration.REPORT)) {
      reports.write(runId, active);
    }
  }

  /** Whether no order of a run was placed, or could have been. */
  private static boolean isUntouched(RunFigures figures) {
    return figures.orders().getOrDefault(OrderState.PLANNED, 0L) == figures.ordersTotal();
  }

  private static Optional<StepExecution> lastStep(JobExecution execution) {
    return execution.getStepExecutions().stream().reduce((earlier, later) -> later);
  }

  private static Throwable firstOf(List<Throwable> failures) {
    return failures.isEmpty() ? new IllegalStateException("no cause is known") : failures.get(0);
  }

  private record EarlyEnd(Run.ErrorKind kind, String reason) {

    static EarlyEnd of(List<Throwable> failures, String description, boolean untouched) {
      for (Throwable failure : failures) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
          if (cause instanceof RepeatedInputException) {
            return new EarlyEnd(Run.ErrorKind.REPEATED, line(cause));
          }
          if (cause instanceof InputRefusedException || cause instanceof UnreadableInputException) {
            return new EarlyEnd(Run.ErrorKind.REFUSED, line(cause));
          }
          if (cause instanceof OrderedElsewhereException) {
            return new EarlyEnd(Run.ErrorKind.ORDERED_ELSEWHERE, line(cause));
          }
          if (cause instanceof AccountUnusableException) {
            return new EarlyEnd(
                untouched ? Run.ErrorKind.REFUSED : Run.ErrorKind.STOPPED, line(cause));
          }
          if (cause instanceof UncheckedIOException) {
            // Says what could not be written, where, and what to do; its cause only where.
            return new EarlyEnd(Run.ErrorKind.FAILED, line(cause));
          }
          if (cause instanceof JobInterruptedException
              || cause instanceof RunStoppedException
              || cause instanceof ProviderUnavailableException) {
            return new EarlyEnd(Run.ErrorKind.STOPPED, line(cause));
          }
        }
      }
      String reason =
          failures.isEmpty()
              ? description
              : FullMemory.in(failures.get(0))
                  .or(() -> LostDatabase.in(failures.get(0)))
                  .orElseGet(
                      () -> line(NestedExceptionUtils.getMostSpecificCause(failures.get(0))));
      return new EarlyEnd(Run.ErrorKind.FAILED, reason);
    }

    private static String line(Throwable cause) {
      String message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      return message.lines().findFirst().orElse(message);
    }
  }
}
