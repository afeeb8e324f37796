package bulkorders.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The input's columns that are carried through to the numbers: those that begin with x_. */
final class KeptColumns {

  private final InputCells input;
  private final int[] indexes;
  private final List<String> names;

  KeptColumns(InputCells input) {
    this.input = input;
    List<String> columns = input.columns();
    indexes =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).strip().toLowerCase(Locale.ROOT).startsWith("x_"))
            .toArray();
    names = IntStream.of(indexes).mapToObj(columns::get).toList();
  }

  List<String> names() {
    return names;
  }

  /** Their cells in a row of the input; rows are asked for in their order. */
  List<String> of(long row) {
    if (indexes.length == 0) {
      return List.of();
    }
    List<String> cells = input.of(row);
    return IntStream.of(indexes).mapToObj(cells::get).toList();
  }
}
