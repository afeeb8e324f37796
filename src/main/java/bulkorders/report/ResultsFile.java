package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.Row;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every row of the input and where it ended. */
final class ResultsFile implements Closeable {

  private static final List<String> ADDED =
      List.of("line", "outcome", "ordered", "in_service", "shortfall", "reason");

  private static final String FORETOLD = "foretold_shortfall";

  private final InputCells input;
  private final boolean foretells;
  private final CsvFile csv;

  /**
   * @param foretells whether the file tells what was foretold to be missing
   */
  ResultsFile(Path file, CsvStyle style, InputCells input, boolean foretells) {
    this.input = input;
    this.foretells = foretells;
    List<String> header = new ArrayList<>();
    input.columns().forEach(column -> header.add(column.name()));
    header.addAll(ADDED);
    if (foretells) {
      header.add(FORETOLD);
    }
    csv = new CsvFile(file, style, header);
  }

  void add(Row row, RowOutcome outcome) {
    add(input.of(row), row.line(), outcome, row instanceof GroupRow group ? group.foretold() : 0);
  }

  /** Adds the rows of the input behind those that were taken in. */
  void addRest(RowOutcome outcome) {
    for (InputCells.Behind row = input.next(); row != null; row = input.next()) {
      add(row.cells(), row.line(), outcome, 0);
    }
  }

  private void add(List<String> own, long line, RowOutcome outcome, int foretold) {
    List<Object> cells = new ArrayList<>(own);
    cells.add(line);
    cells.add(outcome.word().text());
    cells.add(outcome.ordered());
    cells.add(outcome.inService());
    cells.add(outcome.shortfall());
    cells.add(outcome.reason());
    if (foretells) {
      cells.add(foretold);
    }
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
