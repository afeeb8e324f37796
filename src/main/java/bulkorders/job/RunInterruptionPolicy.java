package bulkorders.job;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/** Ends a chunk-oriented step between two chunks when a stop is asked for. */
@Component
class RunInterruptionPolicy implements StepInterruptionPolicy {

  private final ActiveRuns activeRuns;

  RunInterruptionPolicy(ActiveRuns activeRuns) {
    this.activeRuns = activeRuns;
  }

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    if (stepExecution.isTerminateOnly() || activeRuns.of(stepExecution).stopRequested()) {
      throw new JobInterruptedException("stopped on request; the same command goes on where it was");
    }
  }
}
