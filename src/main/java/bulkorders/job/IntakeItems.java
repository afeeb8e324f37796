package bulkorders.job;

import bulkorders.intake.InputReader;
import bulkorders.intake.InputStore;
import bulkorders.intake.ReadAhead;
import bulkorders.intake.RowAccounts;
import bulkorders.intake.RowProcessor;
import bulkorders.intake.Units;
import bulkorders.ledger.Catalogues;
import bulkorders.ledger.Run;
import bulkorders.ledger.Runs;
import bulkorders.ledger.StagedRows;
import bulkorders.ledger.Staging;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.Echo;
import bulkorders.stock.CatalogueReader;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

/**
 * Reader and writer of the intake step, made anew for the run of each execution; the step scope
 * would do the same through proxies. An item is a batch of rows, checked and ready to be stored:
 * rows are checked where they are read, ahead of the step, and not by a processor of its own, which
 * would wait until the rows before are stored. Used by one thread.
 */
@Component
class IntakeItems
    implements StepExecutionListener, ItemStreamReader<StagedRows>, ItemWriter<StagedRows> {

  private final Runs runs;
  private final InputStore inputs;
  private final Echo echo;
  private final PlanningProperties planning;
  private final Staging staging;
  private final Accounts accounts;
  private final Catalogues catalogues;
  private final CatalogueReader catalogueReader;
  private final ActiveRuns activeRuns;
  private final Clock clock;
  private @Nullable Run run;
  private @Nullable ReadAhead reader;

  IntakeItems(
      Runs runs,
      InputStore inputs,
      Echo echo,
      PlanningProperties planning,
      Staging staging,
      Accounts accounts,
      Catalogues catalogues,
      CatalogueReader catalogueReader,
      ActiveRuns activeRuns,
      Clock clock) {
    this.runs = runs;
    this.catalogues = catalogues;
    this.catalogueReader = catalogueReader;
    this.activeRuns = activeRuns;
    this.clock = clock;
    this.inputs = inputs;
    this.echo = echo;
    this.planning = planning;
    this.staging = staging;
    this.accounts = accounts;
  }

  @Override
  public void beforeStep(StepExecution step) {
    Run taken = runs.get(ActiveRuns.runId(step));
    run = taken;
    staging.begin(taken);
    reader =
        new ReadAhead(
            InputReader.of(taken, inputs),
            new RowProcessor(
                new RowAccounts(taken.account(), accounts.providers()),
                new Units(
                    catalogues,
                    new RunCatalogues(
                        activeRuns.of(step), accounts, catalogues, catalogueReader, clock)),
                taken.customerReferences(),
                echo,
                planning.maxNumbersPerOrder()),
            () -> staging.rows(taken));
  }

  /**
   * Goes on where the ledger ends. When a chunk is rolled back because the database is lost, Spring
   * Batch saves the place behind its rows all the same; and what the server loses in a crash, the
   * process that survives it does not know of. Then the input is taken in from its beginning.
   */
  @Override
  public void open(ExecutionContext context) {
    Run taken = run;
    if (taken == null || InputReader.rowsRead(context) == taken.rowsRead()) {
      reader().open(context);
    } else {
      staging.forget(taken);
      reader().open(new ExecutionContext());
    }
  }

  @Override
  public @Nullable StagedRows read() throws InterruptedException {
    return reader().read();
  }

  @Override
  public void write(Chunk<? extends StagedRows> chunk) {
    chunk.forEach(StagedRows::store);
  }

  @Override
  public void update(ExecutionContext context) {
    reader().update(context);
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private ReadAhead reader() {
    if (reader == null) {
      throw new IllegalStateException("The intake step has not begun");
    }
    return reader;
  }
}
