package bulkorders.intake;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file and where each is found in a record. Not thread-safe. */
final class CsvHeader {

  static final char QUOTE = '"';

  private static final int ABSENT = -1;

  private final RFC4180Parser parser;
  private final List<InputColumn> columns;
  private final int[] cellOf;

  private CsvHeader(RFC4180Parser parser, List<InputColumn> columns, int[] cellOf) {
    this.parser = parser;
    this.columns = columns;
    this.cellOf = cellOf;
  }

  static RFC4180Parser parser(char delimiter) {
    return new RFC4180ParserBuilder().withSeparator(delimiter).withQuoteChar(QUOTE).build();
  }

  /**
   * Understands a header.
   *
   * @param input name of the input for messages
   * @param own what the operator says about columns
   * @throws UnreadableInputException if a column is unknown, doubled, nameless or missing
   */
  static CsvHeader of(String text, char delimiter, long line, String input, OwnColumns own) {
    RFC4180Parser parser = parser(delimiter);
    List<String> names = new ArrayList<>(List.of(cut(parser, text)));
    while (!names.isEmpty() && names.get(names.size() - 1).isBlank()) {
      names.remove(names.size() - 1);
    }
    int[] cellOf = new int[Column.count()];
    Arrays.fill(cellOf, ABSENT);
    List<InputColumn> columns = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<String> others = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip();
      String label = own.labelOf(name);
      Column column = Column.named(label);
      boolean isOurs = Column.OURS.contains(label.toLowerCase(Locale.ROOT));
      columns.add(
          new InputColumn(
              names.get(i),
              label.equals(name) ? names.get(i) : label,
              column != null && column.isCount(),
              own.carries(name),
              isOurs));
      if (name.isEmpty()) {
        problems.add("column " + (i + 1) + " has no name");
      } else if (column != null) {
        int other = cellOf[column.ordinal()];
        if (other != ABSENT) {
          problems.add(twice(column.label(), names.get(other).strip(), name));
        }
        cellOf[column.ordinal()] = i;
      } else if (own.carries(name) || isOurs) {
        if (!others.add(OwnColumns.key(label))) {
          problems.add("column " + shortened(label) + " is there twice");
        }
      } else {
        unknown.add(shortened(name));
        problems.add(unknown(shortened(name)));
      }
    }
    problems.addAll(notThere(own, names));
    boolean noneKnown = Arrays.stream(cellOf).allMatch(i -> i == ABSENT);
    if (noneKnown && !unknown.isEmpty()) {
      throw new UnreadableInputException(input, "line " + line + noneKnown(unknown.get(0)));
    }
    List<String> missing = new ArrayList<>();
    boolean suffices =
        Column.SUFFICIENT.stream().anyMatch(column -> cellOf[column.ordinal()] != ABSENT);
    for (Column column : Column.REQUIRED) {
      if (cellOf[column.ordinal()] == ABSENT && !suffices) {
        missing.add(column.label());
      }
    }
    if (!missing.isEmpty()) {
      problems.add("missing column " + String.join(", ", missing));
    }
    if (!problems.isEmpty()) {
      throw new UnreadableInputException(
          input,
          "line "
              + line
              + " should name the columns: "
              + firstOf(problems)
              + hint(unknown, missing));
    }
    return new CsvHeader(parser, List.copyOf(columns), cellOf);
  }

  private static String unknown(String name) {
    String closest = Column.closest(name);
    return "unknown column '%s'%s"
        .formatted(name, closest == null ? "" : " (did you mean " + closest + "?)");
  }

  /** How to have columns understood, or carried through. */
  private static String hint(List<String> unknown, List<String> missing) {
    if (unknown.isEmpty()) {
      return missing.isEmpty()
          ? ""
          : ". Say which column it is with --columns \"NAME=%s\"".formatted(missing.get(0));
    }
    return ". Say what a column stands for with --columns \"%s=COLUMN\", or carry your own through with --keep-columns \"%s\""
        .formatted(
            unknown.get(0), String.join(",", unknown.subList(0, Math.min(5, unknown.size()))));
  }

  private static String twice(String label, String first, String second) {
    return first.equals(second) || OwnColumns.key(first).equals(OwnColumns.key(second))
        ? "column " + label + " is there twice"
        : "columns '%s' and '%s' are both %s".formatted(shortened(first), shortened(second), label);
  }

  /**
   * What the operator calls a column that is not there, neither under that name nor under ours, as
   * our own files of rows to be ordered again have it.
   */
  private static List<String> notThere(OwnColumns own, List<String> names) {
    List<String> problems = new ArrayList<>();
    own.renamed()
        .forEach(
            (name, label) -> {
              if (names.stream().noneMatch(other -> own.isCalled(other.strip(), label))) {
                problems.add(
                    "no column is called '%s', which is to be %s%s"
                        .formatted(shortened(name), label, closest(name, names)));
              }
            });
    return problems;
  }

  private static String closest(String name, List<String> names) {
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, name.length() / 3));
    String key = OwnColumns.key(name);
    return names.stream()
        .filter(other -> distance.apply(key, OwnColumns.key(other)) >= 0)
        .min(Comparator.comparingInt(other -> distance.apply(key, OwnColumns.key(other))))
        .map(other -> "; did you mean '%s'?".formatted(shortened(other.strip())))
        .orElse("");
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

  /** All columns in the sequence of the file. */
  List<InputColumn> columns() {
    return columns;
  }

  /** The cell of a column, null if the file does not have the column. */
  @Nullable String cell(Column column, String[] cells) {
    int index = cellOf[column.ordinal()];
    return index == ABSENT ? null : cells[index];
  }
}
