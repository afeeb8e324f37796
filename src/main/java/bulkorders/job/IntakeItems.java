package bulkorders.job;

import bulkorders.intake.InputFormat;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputStore;
import bulkorders.intake.ReadAhead;
import bulkorders.intake.RowProcessor;
import bulkorders.intake.StagedRow;
import bulkorders.intake.StagingWriter;
import bulkorders.ledger.Run;
import bulkorders.ledger.Runs;
import bulkorders.ledger.Staging;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.Echo;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

/**
 * Reader and writer of the intake step, made anew for the run of each execution. The step scope
 * would do the same through a proxy, which costs more than a row does. Rows are checked where they
 * are read, ahead of the step, and not by a processor of its own: that would wait until the rows
 * before are stored. Used by one thread.
 */
@Component
class IntakeItems
    implements StepExecutionListener, ItemStreamReader<StagedRow>, ItemWriter<StagedRow> {

  /**
   * Rows staged in one transaction: enough to make COPY worth while, few enough for a small heap.
   */
  static final int ROWS_PER_CHUNK = 10_000;

  private final Runs runs;
  private final InputStore inputs;
  private final Echo echo;
  private final PlanningProperties planning;
  private final Staging staging;
  private @Nullable Items items;

  IntakeItems(
      Runs runs, InputStore inputs, Echo echo, PlanningProperties planning, Staging staging) {
    this.runs = runs;
    this.inputs = inputs;
    this.echo = echo;
    this.planning = planning;
    this.staging = staging;
  }

  @Override
  public void beforeStep(StepExecution step) {
    Run run = runs.get(ActiveRuns.runId(step));
    items =
        new Items(
            new ReadAhead(
                new InputReader(
                    inputs.find(run.inputHash(), run.inputName()),
                    InputFormat.decode(run.inputFormat())),
                new RowProcessor(
                    run.account(), run.provider(), echo, planning.maxNumbersPerOrder()),
                ROWS_PER_CHUNK),
            new StagingWriter(run.id(), staging));
  }

  @Override
  public void open(ExecutionContext context) {
    items().reader().open(context);
  }

  @Override
  public @Nullable StagedRow read() throws InterruptedException {
    return items().reader().read();
  }

  @Override
  public void write(Chunk<? extends StagedRow> chunk) {
    items().writer().write(chunk);
  }

  @Override
  public void update(ExecutionContext context) {
    items().reader().update(context);
  }

  @Override
  public void close() {
    if (items != null) {
      items.reader().close();
    }
  }

  private Items items() {
    if (items == null) {
      throw new IllegalStateException("The intake step has not begun");
    }
    return items;
  }

  private record Items(ReadAhead reader, StagingWriter writer) {}
}
