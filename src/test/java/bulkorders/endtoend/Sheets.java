package bulkorders.endtoend;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** CSV files as a person with a spreadsheet has them: rows of cells with names. */
final class Sheets {

  private Sheets() {}

  /** The rows of a file, each from column to cell. */
  static List<Map<String, String>> read(Path file) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (var reader = new CSVReaderHeaderAware(Files.newBufferedReader(file))) {
      for (Map<String, String> row = reader.readMap(); row != null; row = reader.readMap()) {
        rows.add(new LinkedHashMap<>(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CsvValidationException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  /** Writes rows that have the same columns. */
  static Path write(Path file, List<Map<String, String>> rows) {
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", columns));
    rows.forEach(
        row ->
            lines.add(
                columns.stream()
                    .map(column -> '"' + row.get(column).replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(","))));
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
