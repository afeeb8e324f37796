package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows that were ordered before, as they stand in the input, with the run that ordered them. */
final class RepeatsFile implements Closeable {

  private final int run;
  private final InputCells input;
  private final CsvFile csv;

  RepeatsFile(Path file, CsvStyle style, int run, InputCells input) {
    this.run = run;
    this.input = input;
    csv = new CsvFile(file, style, RejectsCsv.header(input.columns()));
  }

  void add(GroupRow row, RowOutcome outcome) {
    List<Object> cells = new ArrayList<>(List.of(run, row.line(), outcome.repeatReason()));
    cells.addAll(input.of(row));
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
