package bulkorders.requirements;

import bulkorders.intake.InputColumn;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputRow;
import bulkorders.intake.InputStore;
import bulkorders.intake.UnreadableInputException;
import bulkorders.ledger.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The operator's own cells in some rows of a run's input, by row and column, read from its kept
 * copy. Without a copy of it there are none.
 */
record KeptCells(Map<Long, Map<String, String>> byRow) {

  private static final Logger log = LoggerFactory.getLogger(KeptCells.class);

  /** The names of the operator's own columns. */
  static List<String> names(Run run, InputStore inputs) {
    return read(
        run,
        inputs,
        reader ->
            reader.columns().stream().filter(InputColumn::isKept).map(InputColumn::name).toList(),
        List.of());
  }

  /** Reads the input once, unless it has no columns to keep. */
  static KeptCells of(Run run, InputStore inputs, Set<Long> rows) {
    return read(run, inputs, reader -> of(reader, rows), new KeptCells(Map.of()));
  }

  private static KeptCells of(InputReader reader, Set<Long> rows) {
    List<InputColumn> columns = reader.columns();
    Map<Long, Map<String, String>> byRow = new HashMap<>();
    if (columns.stream().anyMatch(InputColumn::isKept)) {
      for (InputRow row = reader.read(); row != null; row = reader.read()) {
        if (rows.contains(row.number())) {
          byRow.put(row.number(), cells(row, columns));
        }
      }
    }
    return new KeptCells(byRow);
  }

  private static Map<String, String> cells(InputRow row, List<InputColumn> columns) {
    List<String> cells = row.cells();
    Map<String, String> kept = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isKept() && !cells.get(i).isBlank()) {
        kept.put(columns.get(i).name(), cells.get(i));
      }
    }
    return kept;
  }

  private static <T> T read(
      Run run, InputStore inputs, Function<InputReader, T> reading, T otherwise) {
    try {
      InputReader reader = InputReader.of(run, inputs);
      try {
        reader.open(new ExecutionContext());
        return reading.apply(reader);
      } finally {
        reader.close();
      }
    } catch (UnreadableInputException e) {
      log.warn("The list does without the columns of run {}: {}", run.id(), e.getMessage());
      return otherwise;
    }
  }

  /** The cells of a row by the name of their column. */
  Map<String, String> of(long row) {
    return byRow.getOrDefault(row, Map.of());
  }
}
