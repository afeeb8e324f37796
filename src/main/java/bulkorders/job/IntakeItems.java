package bulkorders.job;

import bulkorders.intake.InputFormat;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputRow;
import bulkorders.intake.InputStore;
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
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

/**
 * Reader, processor and writer of the intake step, made anew for the run of each execution. The
 * step scope would do the same through a proxy, which costs more than a row does. Used by one
 * thread.
 */
@Component
class IntakeItems
    implements StepExecutionListener,
        ItemStreamReader<InputRow>,
        ItemProcessor<InputRow, StagedRow>,
        ItemWriter<StagedRow> {

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
            new InputReader(
                inputs.find(run.inputHash(), run.inputName()),
                InputFormat.decode(run.inputFormat())),
            new RowProcessor(run.account(), run.provider(), echo, planning.maxNumbersPerOrder()),
            new StagingWriter(run.id(), staging));
  }

  @Override
  public void open(ExecutionContext context) {
    items().reader().open(context);
  }

  @Override
  public @Nullable InputRow read() {
    return items().reader().read();
  }

  @Override
  public StagedRow process(InputRow row) {
    return items().processor().process(row);
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

  private record Items(InputReader reader, RowProcessor processor, StagingWriter writer) {}
}
