package bulkorders.report;

import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The input's own columns and cells, row by row in the order of the input. */
interface InputCells extends Closeable {

  /** Columns that our own files put in front of a row; an input that has them was one of ours. */
  List<String> OUR_COLUMNS = List.of("run", "line", "error");

  /** The input's columns, {@link #OUR_COLUMNS} left out. */
  List<String> columns();

  /** What stands in those columns; empty texts where a row cannot be taken apart. */
  List<String> of(Row row);

  /** The same by the number of the row; only where the input has columns of its own. */
  List<String> of(long row);

  /** Columns of a file of rows that are to be ordered again. */
  List<String> reorderColumns();

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
    int index = countColumn(columns());
    if (index >= 0) {
      cells.set(index, Long.toString(count));
    }
    return cells;
  }

  private static int countColumn(List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (isCount(columns.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a column or member is the count, whatever its case, spaces and hyphens. */
  static boolean isCount(String name) {
    return name.replaceAll("[^\\p{L}\\p{Nd}]", "").equalsIgnoreCase("countRequested");
  }

  /** Where the columns stand that are not {@link #OUR_COLUMNS}. */
  static int[] own(List<String> columns) {
    Set<String> ours = Set.copyOf(OUR_COLUMNS);
    return IntStream.range(0, columns.size())
        .filter(i -> !ours.contains(columns.get(i).strip().toLowerCase(Locale.ROOT)))
        .toArray();
  }
}
