package bulkorders.job;

import bulkorders.intake.Sheet;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.Fillings;
import bulkorders.requirements.Filler;
import bulkorders.requirements.RowReading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

/**
 * Reader, processor and writer of the step that takes the rows of a filled file in. Where it goes
 * on is told by the ledger alone, whatever Spring Batch has saved; nothing of a row stands in the
 * JobRepository. A faulty row is a row with a problem. Used by one thread.
 */
@Component
class FillingItems
    implements StepExecutionListener,
        ItemStreamReader<Sheet.Row>,
        ItemProcessor<Sheet.Row, FillingRow>,
        ItemWriter<FillingRow> {

  private final FillingTasklet.Active active;
  private final Fillings fillings;
  private final RowReading reading;
  private int filling;
  private @Nullable Sheet sheet;

  FillingItems(FillingTasklet.Active active, Fillings fillings, Accounts accounts) {
    this.active = active;
    this.fillings = fillings;
    this.reading = new RowReading(accounts.names());
  }

  @Override
  public void beforeStep(StepExecution step) {
    ActiveFilling taken = active.of(step);
    filling = taken.id();
    sheet = Filler.open(taken.file());
  }

  @Override
  public void open(ExecutionContext context) {
    for (long known = fillings.rows(filling); known > 0; known--) {
      read();
    }
  }

  @Override
  public Sheet.@Nullable Row read() {
    return sheet == null ? null : sheet.next();
  }

  @Override
  public FillingRow process(Sheet.Row row) {
    return reading.read(row);
  }

  @Override
  public void write(Chunk<? extends FillingRow> chunk) {
    fillings.stage(filling, List.copyOf(chunk.getItems()));
  }

  @Override
  public void close() {
    if (sheet != null) {
      sheet.close();
      sheet = null;
    }
  }
}
