package bulkorders.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** After tracking: back to submission while orders are left to place that wait for no person. */
@Component
class PlacingDecider implements JobExecutionDecider {

  static final String AGAIN = "AGAIN";
  static final String DONE = "DONE";

  private final ActiveRuns activeRuns;

  PlacingDecider(ActiveRuns activeRuns) {
    this.activeRuns = activeRuns;
  }

  @Override
  public FlowExecutionStatus decide(JobExecution job, @Nullable StepExecution step) {
    return new FlowExecutionStatus(activeRuns.of(step).placing().isDone() ? DONE : AGAIN);
  }
}
