package bulkorders.report;

import bulkorders.intake.InputFormat;
import bulkorders.intake.InputStore;
import bulkorders.intake.UnreadableInputException;
import bulkorders.ledger.Results;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.ledger.StockChecks;
import bulkorders.ledger.StockChecks.Area;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Writes the report of a run: where every row of its input ended. Reads the ledger as of one moment
 * and the kept copy of the input; both are streamed, so memory stays flat.
 */
@Component
public class ReportWriter {

  private static final Logger log = LoggerFactory.getLogger(ReportWriter.class);

  private final Runs runs;
  private final Results results;
  private final StockChecks stockChecks;
  private final InputStore inputs;
  private final ReportSettings settings;
  private final Clock clock;

  ReportWriter(
      Runs runs,
      Results results,
      StockChecks stockChecks,
      InputStore inputs,
      ReportSettings settings,
      Clock clock) {
    this.runs = runs;
    this.results = results;
    this.stockChecks = stockChecks;
    this.inputs = inputs;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Writes all files into a temporary folder and puts it in place. An older report of the run is
   * replaced; nothing that no report has written is ever overwritten or deleted, see {@link
   * ReportFolder}. Changes that the caller has not committed are not seen.
   *
   * @param mayReplace asked right before the report is put in place; throws to leave the older one
   * @return the folder of the report: the directory, or a subfolder {@code run-N} of it when it
   *     holds the report of another run or foreign files of the same names
   * @throws UncheckedIOException if it cannot be written; the message says where
   */
  public Path write(int runId, Path directory, Runnable mayReplace) {
    try (ReportFolder folder = ReportFolder.begin(runId, directory)) {
      results.snapshot(
          () -> {
            writeFiles(runId, folder);
            return folder;
          });
      mayReplace.run();
      folder.publish();
      return folder.target();
    } catch (UncheckedIOException e) {
      throw unwritable(runId, directory, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unwritable(runId, directory, e);
    }
  }

  private static UncheckedIOException unwritable(int runId, Path directory, IOException cause) {
    return new UncheckedIOException(
        "The report of run "
            + runId
            + " cannot be written to "
            + directory
            + ": "
            + reason(cause)
            + ". Make room or name another folder with --report-dir; the ledger has everything.",
        cause);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void writeFiles(int runId, ReportFolder folder) {
    RunFigures figures = runs.figures(runId);
    Run run = figures.run();
    InputFormat format = InputFormat.decode(run.inputFormat());
    CsvStyle style = CsvStyle.like(format);
    Path work = folder.work();
    RunSummary summary =
        RunSummary.of(figures, folder.target().toString(), run.error(), figures.status());
    var facts = new PageFacts();
    var stock = new StockOutcomes(run.stock().isAsked() ? stockChecks.all(runId) : List.<Area>of());
    try {
      writeOrders(run, work, style, facts);
      if (run.plansOnly()) {
        writeRejects(run, work, format, style);
        writeStock(stock, work, style);
      } else {
        writeRows(run, work, format, style, facts, stock);
        writeNumbers(run, work, format, style);
        writeStock(stock, work, style);
        facts.stock(stock);
        writePage(figures, facts, work);
      }
      Files.writeString(work.resolve("summary.json"), summary.toPrettyJson() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writePage(RunFigures figures, PageFacts facts, Path work) throws IOException {
    List<String> files = new ArrayList<>(ReportFolder.FILES);
    files.removeIf(name -> !Files.exists(work.resolve(name)) && !name.equals("summary.json"));
    try (Writer out = Files.newBufferedWriter(work.resolve("report.html"))) {
      new ReportPage(settings, clock).write(figures, facts, files, out);
    }
  }

  private void writeOrders(Run run, Path work, CsvStyle style, PageFacts facts) throws IOException {
    try (var file = new OrdersFile(work.resolve("orders.csv"), style)) {
      results.orders(
          run.id(),
          order -> {
            file.add(order);
            facts.order(order);
          });
    }
  }

  private static void writeStock(StockOutcomes stock, Path work, CsvStyle style)
      throws IOException {
    if (!stock.isEmpty()) {
      try (var file = new StockFile(work.resolve("stock.csv"), style)) {
        stock.all().forEach(file::add);
      }
    }
  }

  private void writeRejects(Run run, Path work, InputFormat format, CsvStyle style)
      throws IOException {
    try (InputCells input = open(run, format);
        var rejects = ReorderFile.begin(work, "rejects", run, format, style, input)) {
      results.rejects(
          run.id(),
          reject ->
              rejects.add(
                  new Results.RejectedRow(reject), reject.count(), RowOutcome.faults(reject)));
    }
  }

  private void writeRows(
      Run run, Path work, InputFormat format, CsvStyle style, PageFacts facts, StockOutcomes stock)
      throws IOException {
    try (InputCells input = open(run, format);
        var rows = new ResultsFile(work.resolve("results.csv"), style, input, !stock.isEmpty());
        var shortfall = ReorderFile.begin(work, "shortfall", run, format, style, input);
        var repeats = ReorderFile.begin(work, "repeats", run, format, style, input);
        var rejects = ReorderFile.begin(work, "rejects", run, format, style, input)) {
      String notPlanned =
          run.error() == null ? "not planned yet" : "nothing was ordered: " + run.error();
      results.rows(
          run.id(),
          row -> {
            RowOutcome outcome = RowOutcome.of(row, notPlanned);
            rows.add(row, outcome);
            if (row instanceof Results.GroupRow group) {
              stock.add(group, outcome);
            }
            if (outcome.toOrderAgain() > 0) {
              shortfall.add(row, outcome.toOrderAgain(), outcome.reasonToOrderAgain());
              facts.shortfall((Results.GroupRow) row, outcome);
            }
            if (outcome.repeated() > 0) {
              repeats.add(row, outcome.repeated(), outcome.repeatReason());
            }
            if (outcome.rejected() > 0 || row instanceof Results.RejectedRow) {
              rejects.add(row, outcome.rejected(), outcome.rejectReason());
              facts.reject(row, outcome);
            }
          });
      rows.addRest(RowOutcome.notTakenIn(notPlanned));
    }
  }

  private void writeNumbers(Run run, Path work, InputFormat format, CsvStyle style)
      throws IOException {
    try (InputCells input = open(run, format)) {
      var kept = new KeptColumns(input);
      try (var file = new NumbersFile(work.resolve("numbers.csv"), style, kept.names())) {
        results.numbers(run.id(), number -> file.add(number, kept.of(number.row())));
      }
    }
  }

  private InputCells open(Run run, InputFormat format) {
    try {
      return new CopiedCells(InputCopy.open(inputs, run), format);
    } catch (UnreadableInputException e) {
      // Where the input was refused, the run itself says why.
      log.atLevel(run.errorKind() == Run.ErrorKind.REFUSED ? Level.DEBUG : Level.WARN)
          .log("The report of run {} shows what the ledger has: {}", run.id(), e.getMessage());
      return new LedgerCells();
    }
  }
}
