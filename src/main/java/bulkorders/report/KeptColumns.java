package bulkorders.report;

import bulkorders.intake.InputColumn;
import java.util.List;
import java.util.stream.IntStream;

/** The input's columns that are carried through to the numbers: the operator's own. */
final class KeptColumns {

  private final InputCells input;
  private final int[] indexes;
  private final List<String> names;

  KeptColumns(InputCells input) {
    this.input = input;
    List<InputColumn> columns = input.columns();
    indexes = IntStream.range(0, columns.size()).filter(i -> columns.get(i).isKept()).toArray();
    names = IntStream.of(indexes).mapToObj(i -> columns.get(i).name()).toList();
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
