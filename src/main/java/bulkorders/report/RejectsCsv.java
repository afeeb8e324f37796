package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rejects of a CSV input: run, line and all faults, then the row's own cells. A row that the
 * provider refused asks for the numbers that were refused.
 */
final class RejectsCsv implements RejectsFile {

  private final int run;
  private final InputCells input;
  private final CsvFile csv;

  RejectsCsv(Path file, CsvStyle style, int run, InputCells input) {
    this.run = run;
    this.input = input;
    this.csv = new CsvFile(file, style, header(input.rejectColumns()));
  }

  static List<String> header(List<String> own) {
    List<String> header = new ArrayList<>(InputCells.OUR_COLUMNS);
    header.addAll(own);
    return header;
  }

  @Override
  public void add(Row row, RowOutcome outcome) {
    List<Object> cells = new ArrayList<>(List.of(run, row.line(), outcome.rejectReason()));
    cells.addAll(
        row instanceof GroupRow group
            ? input.withCount(group, outcome.rejected())
            : input.ofReject((RejectedRow) row));
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
