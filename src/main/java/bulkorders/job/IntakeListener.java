package bulkorders.job;

import bulkorders.intake.InputRow;
import bulkorders.intake.StagedRow;
import bulkorders.metrics.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.stereotype.Component;

/** Counts the rows that were staged. */
@Component
class IntakeListener implements ChunkListener<InputRow, StagedRow> {

  private final MeterRegistry meters;
  private final Progress progress;

  IntakeListener(MeterRegistry meters, Progress progress) {
    this.meters = meters;
    this.progress = progress;
  }

  @Override
  public void afterChunk(Chunk<StagedRow> chunk) {
    long rejected = chunk.getItems().stream().filter(StagedRow.Rejected.class::isInstance).count();
    meters.counter(MetricNames.ROWS, "outcome", "staged").increment(chunk.size() - rejected);
    meters.counter(MetricNames.ROWS, "outcome", "rejected").increment(rejected);
    progress.rowsStaged(chunk.size());
  }
}
