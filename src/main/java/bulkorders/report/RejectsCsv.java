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
  private final int columns;
  private final CsvFile csv;

  RejectsCsv(Path file, CsvStyle style, int run, InputCells input) {
    this.run = run;
    this.input = input;
    List<String> header = header(input.rejectColumns());
    this.columns = header.size();
    this.csv = new CsvFile(file, style, header);
  }

  static List<String> header(List<String> own) {
    List<String> header = new ArrayList<>(InputCells.OUR_COLUMNS);
    header.addAll(own);
    return header;
  }

  @Override
  public void add(Row row, RowOutcome outcome) {
    List<Object> cells = new ArrayList<>(List.of(run, row.line(), outcome.rejectReason()));
    if (row instanceof GroupRow group) {
      cells.addAll(input.withCount(group, outcome.rejected()));
      while (cells.size() < columns) {
        cells.add("");
      }
    } else {
      cells.addAll(input.ofReject((RejectedRow) row));
    }
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
