package bulkorders.job;

import bulkorders.run.RunStoppedException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/**
 * Ends a chunk-oriented step between two chunks when a stop is asked for. The step is marked as
 * well: of the exception alone it would think that its input had come to an end.
 */
@Component
class RunInterruptionPolicy implements StepInterruptionPolicy {

  static final String STOPPED = "stopped on request; the same command goes on where it was";

  private final ActiveRuns activeRuns;

  RunInterruptionPolicy(ActiveRuns activeRuns) {
    this.activeRuns = activeRuns;
  }

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    try {
      activeRuns.of(stepExecution).requireAlive();
    } catch (RunStoppedException e) {
      stepExecution.setTerminateOnly();
      throw new JobInterruptedException(e.reason());
    }
    if (stepExecution.isTerminateOnly() || activeRuns.of(stepExecution).stopRequested()) {
      stepExecution.setTerminateOnly();
      throw new JobInterruptedException(STOPPED);
    }
  }
}
