package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows with numbers that could not be had, asking for just these. */
final class ShortfallFile implements Closeable {

  private final int run;
  private final InputCells input;
  private final CsvFile csv;

  ShortfallFile(Path file, CsvStyle style, int run, InputCells input) {
    this.run = run;
    this.input = input;
    csv = new CsvFile(file, style, RejectsCsv.header(input.columns()));
  }

  void add(GroupRow row, RowOutcome outcome) {
    List<Object> cells = new ArrayList<>(List.of(run, row.line(), outcome.shortfallReason()));
    cells.addAll(input.withCount(row, outcome.shortfall()));
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
