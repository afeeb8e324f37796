package bulkorders.job;

import bulkorders.ledger.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * After the report: the job instance completes only with the run; else it stops, so that it can be
 * gone on with.
 */
@Component
class FinishedDecider implements JobExecutionDecider {

  static final String FINISHED = "FINISHED";
  static final String UNFINISHED = "UNFINISHED";

  private final Runs runs;

  FinishedDecider(Runs runs) {
    this.runs = runs;
  }

  @Override
  public FlowExecutionStatus decide(JobExecution job, @Nullable StepExecution step) {
    boolean isFinal = runs.figures(ActiveRuns.runId(step)).isFinal();
    return new FlowExecutionStatus(isFinal ? FINISHED : UNFINISHED);
  }
}
