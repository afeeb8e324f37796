package bulkorders.job;

import bulkorders.intake.InputReader;
import bulkorders.intake.ReadAhead;
import bulkorders.ledger.Runs;
import bulkorders.ledger.StagedRows;
import bulkorders.metrics.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.stereotype.Component;

/** Counts the rows that were staged. */
@Component
class IntakeListener implements ChunkListener<StagedRows, StagedRows>, StepExecutionListener {

  private final MeterRegistry meters;
  private final Progress progress;
  private final Runs runs;

  IntakeListener(MeterRegistry meters, Progress progress, Runs runs) {
    this.meters = meters;
    this.progress = progress;
    this.runs = runs;
  }

  @Override
  public void beforeStep(StepExecution step) {
    progress.step(step.getStepName());
  }

  @Override
  public void afterChunk(Chunk<StagedRows> chunk) {
    for (StagedRows rows : chunk) {
      meters.counter(MetricNames.ROWS, "outcome", "staged").increment(rows.valid());
      meters.counter(MetricNames.ROWS, "outcome", "rejected").increment(rows.rejected());
      progress.rowsStaged(rows.size());
    }
  }

  @Override
  public ExitStatus afterStep(StepExecution step) {
    ExecutionContext context = step.getExecutionContext();
    runs.inputRead(
        ActiveRuns.runId(step), InputReader.rowsBlank(context), ReadAhead.requestsAgree(context));
    return step.getExitStatus();
  }
}
