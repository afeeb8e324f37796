package bulkorders.cli;

import bulkorders.report.CsvFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of any length on standard output, row by row: for people, as CSV, or as one JSON object
 * with a list.
 */
final class Table implements AutoCloseable {

  /** How it is printed. */
  enum Style {
    TEXT,
    CSV,
    JSON
  }

  /**
   * A column.
   *
   * @param name as CSV and JSON have it
   * @param width for people; 0 leaves it out there, negative aligns it to the left
   */
  record Column(String name, int width) {}

  private final PrintStream out;
  private final Style style;
  private final List<Column> columns;
  private final CsvFile csv;
  private long rows;

  /**
   * @param list name of the list in the JSON object
   */
  Table(Terminal terminal, Style style, String list, List<Column> columns) {
    this.out = terminal.out();
    this.style = style;
    this.columns = columns;
    Writer csvOut =
        style == Style.CSV
            ? new OutputStreamWriter(out, StandardCharsets.UTF_8)
            : Writer.nullWriter();
    this.csv = new CsvFile(csvOut, columns.stream().map(Column::name).toList());
    if (style == Style.JSON) {
      out.print("{\"" + list + "\":[");
    } else if (style == Style.TEXT) {
      printText(columns.stream().map(column -> column.name().replace('_', ' ')).toList());
    }
  }

  /** Prints a row. */
  void row(@Nullable Object... cells) {
    switch (style) {
      case TEXT -> printText(Arrays.asList(cells));
      case CSV -> csv.row(Arrays.asList(cells));
      case JSON -> printJson(cells);
    }
    rows++;
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  private void printText(List<? extends @Nullable Object> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int width = columns.get(i).width();
      if (width != 0) {
        line.append(("%" + width + "s  ").formatted(text(cells.get(i))));
      }
    }
    out.println(line.toString().stripTrailing());
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Instant time) {
      return Terminal.time(time);
    }
    return cell instanceof Number number ? "%,d".formatted(number.longValue()) : cell.toString();
  }

  private void printJson(@Nullable Object... cells) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object cell = cells[i];
      row.put(columns.get(i).name(), cell instanceof Instant time ? time.toString() : cell);
    }
    out.print((rows == 0 ? "" : ",") + JsonMapper.shared().writeValueAsString(row));
  }

  @Override
  public void close() throws IOException {
    if (style == Style.JSON) {
      out.println("]}");
    } else if (style == Style.CSV) {
      csv.flush();
    }
    out.flush();
  }
}
