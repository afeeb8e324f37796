package bulkorders.job;

import bulkorders.intake.InputReader;
import bulkorders.intake.StagedRow;
import bulkorders.ledger.Runs;
import bulkorders.metrics.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.stereotype.Component;

/** Counts the rows that were staged. */
@Component
class IntakeListener implements ChunkListener<StagedRow, StagedRow>, StepExecutionListener {

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
  public void afterChunk(Chunk<StagedRow> chunk) {
    long rejected = chunk.getItems().stream().filter(StagedRow.Rejected.class::isInstance).count();
    meters.counter(MetricNames.ROWS, "outcome", "staged").increment(chunk.size() - rejected);
    meters.counter(MetricNames.ROWS, "outcome", "rejected").increment(rejected);
    progress.rowsStaged(chunk.size());
  }

  @Override
  public ExitStatus afterStep(StepExecution step) {
    runs.blankRows(ActiveRuns.runId(step), InputReader.rowsBlank(step.getExecutionContext()));
    return step.getExitStatus();
  }
}
