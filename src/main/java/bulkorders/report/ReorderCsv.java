package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a CSV input: run, line and error, then the row's own cells. */
final class ReorderCsv implements ReorderFile {

  private final int run;
  private final InputCells input;
  private final int columns;
  private final CsvFile csv;

  ReorderCsv(Path file, CsvStyle style, int run, InputCells input) {
    this.run = run;
    this.input = input;
    List<String> header = new ArrayList<>(InputCells.OUR_COLUMNS);
    header.addAll(input.reorderColumns());
    this.columns = header.size();
    this.csv = new CsvFile(file, style, header);
  }

  @Override
  public void add(Row row, long count, String error) {
    List<Object> cells = new ArrayList<>(List.of(run, row.line(), error));
    if (row instanceof GroupRow group) {
      cells.addAll(input.withCount(group, count));
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
