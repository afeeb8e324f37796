package bulkorders.report;

import bulkorders.intake.InputColumn;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input's own columns and cells, row by row in the order of the input. */
interface InputCells extends Closeable {

  /** Columns that our own files put in front of a row; an input that has them was one of ours. */
  List<String> OUR_COLUMNS = List.of("run", "line", "error");

  /** The input's columns, those that our own files put in front left out. */
  List<InputColumn> columns();

  /** What stands in those columns; empty texts where a row cannot be taken apart. */
  List<String> of(Row row);

  /** The same by the number of the row; only where the input has columns of its own. */
  List<String> of(long row);

  /**
   * Columns of a file of rows that are to be ordered again, under the names by which they are
   * understood without being told.
   */
  default List<String> reorderColumns() {
    return columns().stream().map(InputColumn::plainName).toList();
  }

  /** All that can be told of a reject for these columns, without taking out or adding cells. */
  List<String> ofReject(RejectedRow row);

  /** The bytes of a row as they stand in the input, null where nothing but the ledger is left. */
  byte @Nullable [] raw(Row row);

  /** Cells of a row that the ledger does not have, null behind the last. */
  @Nullable Behind next();

  /** A row behind those that were taken in. */
  record Behind(long line, List<String> cells) {}

  @Override
  void close();

  /** Cells of a group that ask for another count. */
  default List<String> withCount(GroupRow row, long count) {
    List<String> cells = new ArrayList<>(of(row));
    List<InputColumn> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      // Where two columns may hold the count, the one that the row left empty stays so; a row that
      // says no count asks for one.
      if (columns.get(i).isCount() && !cells.get(i).isBlank()) {
        cells.set(i, Long.toString(count));
      }
    }
    return cells;
  }
}
