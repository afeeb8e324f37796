package bulkorders.intake;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file and where each is found in a record. Not thread-safe. */
final class CsvHeader {

  static final char QUOTE = '"';

  private static final int ABSENT = -1;

  private final RFC4180Parser parser;
  private final List<String> names;
  private final int[] cellOf;
  private final int[] notServed;

  private CsvHeader(RFC4180Parser parser, List<String> names, int[] cellOf, int[] notServed) {
    this.parser = parser;
    this.names = names;
    this.cellOf = cellOf;
    this.notServed = notServed;
  }

  static RFC4180Parser parser(char delimiter) {
    return new RFC4180ParserBuilder().withSeparator(delimiter).withQuoteChar(QUOTE).build();
  }

  /**
   * Understands a header.
   *
   * @param input name of the input for messages
   * @throws UnreadableInputException if a column is unknown, doubled, nameless or missing
   */
  static CsvHeader of(String text, char delimiter, long line, String input) {
    RFC4180Parser parser = parser(delimiter);
    List<String> names = new ArrayList<>(List.of(cut(parser, text)));
    while (!names.isEmpty() && names.get(names.size() - 1).isBlank()) {
      names.remove(names.size() - 1);
    }
    int[] cellOf = new int[Column.count()];
    Arrays.fill(cellOf, ABSENT);
    List<Integer> notServed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    String unknown = null;
    Set<String> others = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip();
      Column column = Column.named(name);
      if (name.isEmpty()) {
        problems.add("column " + (i + 1) + " has no name");
      } else if (column != null) {
        if (cellOf[column.ordinal()] != ABSENT) {
          problems.add("column " + column.label() + " is there twice");
        }
        cellOf[column.ordinal()] = i;
      } else if (Column.notServed(name) != null) {
        notServed.add(i);
      } else if (!Column.isIgnored(name)) {
        unknown = unknown == null ? shortened(name) : unknown;
        problems.add(
            "unknown column '" + shortened(name) + "': " + Column.suggestionFor(shortened(name)));
      } else if (!others.add(name.toLowerCase(Locale.ROOT))) {
        problems.add("column " + shortened(name) + " is there twice");
      }
    }
    boolean noneKnown = notServed.isEmpty() && Arrays.stream(cellOf).allMatch(i -> i == ABSENT);
    if (noneKnown && unknown != null) {
      throw new UnreadableInputException(input, "line " + line + noneKnown(unknown));
    }
    List<String> missing = new ArrayList<>();
    for (Column column : Column.REQUIRED) {
      if (cellOf[column.ordinal()] == ABSENT) {
        missing.add(column.label());
      }
    }
    if (!missing.isEmpty()) {
      problems.add("missing column " + String.join(", ", missing));
    }
    if (!problems.isEmpty()) {
      throw new UnreadableInputException(
          input, "line " + line + " should name the columns: " + firstOf(problems));
    }
    return new CsvHeader(
        parser,
        List.copyOf(names),
        cellOf,
        notServed.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Most likely there is no header at all, and a list of all that is wrong would not help. */
  private static String noneKnown(String first) {
    return " should name the columns, and '%s' is none: %s are required, all are in the table under Input in README.md"
        .formatted(
            first, Column.REQUIRED.stream().map(Column::label).collect(Collectors.joining(", ")));
  }

  private static String firstOf(List<String> problems) {
    int shown = Math.min(problems.size(), 5);
    String text = String.join("; ", problems.subList(0, shown));
    return problems.size() == shown
        ? text
        : text + "; and " + (problems.size() - shown) + " more problems";
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 39) + "…";
  }

  static String[] cut(ICSVParser parser, String text) {
    try {
      return parser.parseLine(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String[] cut(String text) {
    return cut(parser, text);
  }

  /** The names as the file writes them. */
  List<String> names() {
    return names;
  }

  /** The cell of a column, null if the file does not have the column. */
  @Nullable String cell(Column column, String[] cells) {
    int index = cellOf[column.ordinal()];
    return index == ABSENT ? null : cells[index];
  }

  /** Where columns are that belong to other forms of order. */
  int[] notServed() {
    return notServed;
  }
}
