package bulkorders.intake;

import bulkorders.ledger.Run;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about the columns of an input: which of its names stand for which of ours,
 * and which columns are the operator's own and carried through. Names are compared whatever their
 * case and the width of the blanks in them.
 *
 * <p>A column is also carried through without being named here if its name begins with {@value
 * #OWN}.
 */
public final class OwnColumns {

  /** Nothing is said. */
  public static final OwnColumns NONE = new OwnColumns(Map.of(), List.of());

  /** How the name of a column begins that is always carried through. */
  static final String OWN = "x_";

  private final Map<String, String> columns;
  private final List<String> kept;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> keptNames = new LinkedHashMap<>();

  private OwnColumns(Map<String, String> columns, List<String> kept) {
    this.columns = columns;
    this.kept = kept;
    columns.forEach((name, label) -> labels.put(key(name), label));
    kept.forEach(name -> keptNames.putIfAbsent(key(name), name));
  }

  /** As a run keeps it. */
  public static OwnColumns of(Run run) {
    return parse(run.columns(), run.keptColumns());
  }

  /**
   * Understands what an operator says.
   *
   * @param columns {@code NAME=COLUMN} with commas between; a name with a comma stands in quotes
   * @param kept names with commas between
   * @throws IllegalArgumentException if that makes no sense, in one line
   */
  public static OwnColumns parse(String columns, String kept) {
    return new OwnColumns(columns(columns), kept(kept));
  }

  /**
   * Understands which names stand for which columns.
   *
   * @throws IllegalArgumentException if that makes no sense, in one line
   */
  private static Map<String, String> columns(String text) {
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> nameOf = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    for (String entry : entries(text)) {
      int equals = entry.lastIndexOf('=');
      String name = equals < 0 ? "" : entry.substring(0, equals).strip();
      String wanted = entry.substring(equals + 1).strip();
      if (name.isEmpty() || wanted.isEmpty()) {
        throw new IllegalArgumentException(
            "'%s' does not say NAME=COLUMN; expected for instance \"Area Code=national_destination_code,Qty=count_requested\""
                .formatted(entry));
      }
      String label = label(wanted);
      Column same = Column.named(name);
      Column meant = Column.named(label);
      // Both hold a count, and people call theirs qty whatever the provider calls it.
      boolean isCount = same != null && same.isCount() && meant != null && meant.isCount();
      if (same != null && !isCount && !same.label().equals(label) && !isOwn(label)) {
        throw new IllegalArgumentException(
            "'%s' is a column of its own and cannot be %s; give it another name in the file"
                .formatted(name, label));
      }
      if (keys.contains(key(name))) {
        throw new IllegalArgumentException("'%s' is there twice".formatted(name));
      }
      keys.add(key(name));
      String other = nameOf.put(label.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new IllegalArgumentException(
            "both '%s' and '%s' are to be %s; leave one out".formatted(other, name, label));
      }
      columns.put(name, label);
    }
    return columns;
  }

  private static String label(String wanted) {
    Column column = Column.named(wanted);
    if (column != null) {
      return column.label();
    }
    if (isOwn(wanted)) {
      return wanted;
    }
    throw new IllegalArgumentException(
        "there is no column '%s': %s".formatted(wanted, Column.suggestionFor(wanted)));
  }

  private static List<String> kept(String text) {
    List<String> kept = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (String name : entries(text)) {
      if (keys.contains(key(name))) {
        continue;
      }
      keys.add(key(name));
      if (Column.OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "'%s' is what our own files put in front of a row; carry your column through with --columns \"%s=x_%s\""
                .formatted(name, name, name));
      }
      kept.add(name);
    }
    return kept;
  }

  private static List<String> entries(String text) {
    RFC4180Parser parser = new RFC4180ParserBuilder().build();
    List<String> entries = new ArrayList<>();
    try {
      for (String entry : parser.parseLine(text)) {
        if (!entry.isBlank()) {
          entries.add(entry.strip());
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a quote in '%s' is not closed".formatted(text), e);
    }
    return entries;
  }

  /** Which names stand for which columns, as {@link #parse} understands it. */
  public String columns() {
    return columns.entrySet().stream()
        .map(entry -> quoted(entry.getKey() + "=" + entry.getValue()))
        .collect(Collectors.joining(","));
  }

  /** Which columns are carried through, as {@link #parse} understands it. */
  public String kept() {
    return kept.stream().map(OwnColumns::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String entry) {
    return entry.indexOf(',') < 0 && entry.indexOf('"') < 0
        ? entry
        : '"' + entry.replace("\"", "\"\"") + '"';
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return columns.isEmpty() && kept.isEmpty();
  }

  /** The names that stand for columns, and for which. */
  Map<String, String> renamed() {
    return columns;
  }

  /** The names of the columns that are carried through. */
  List<String> keptNames() {
    return kept;
  }

  /** The name under which a column is understood: itself, unless it stands for another. */
  String labelOf(String name) {
    if (labels.isEmpty()) {
      return name;
    }
    return labels.getOrDefault(key(name), name);
  }

  /** Our column of that name, null if it is none. */
  @Nullable Column column(String name) {
    return Column.named(labelOf(name));
  }

  /** Whether a column of that name is understood under a label. */
  boolean isCalled(String name, String label) {
    Column column = column(name);
    return column == null ? labelOf(name).equalsIgnoreCase(label) : column.label().equals(label);
  }

  /** Whether a column of that name holds how many numbers are wanted. */
  public boolean isCount(String name) {
    Column column = column(name);
    return column != null && column.isCount();
  }

  /** Whether a column is carried through to the results. */
  boolean carries(String name) {
    return isOwn(labelOf(name)) || isKept(name);
  }

  /** Whether a column is named among those that are carried through. */
  boolean isKept(String name) {
    return !keptNames.isEmpty() && keptNames.containsKey(key(name));
  }

  /** Whether a name of a header means something. */
  boolean knows(String name) {
    return column(name) != null || labels.containsKey(key(name)) || isKept(name);
  }

  static boolean isOwn(String name) {
    return name.regionMatches(true, 0, OWN, 0, OWN.length());
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Two names with the same key are the same. */
  static String key(String name) {
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isBlank(c)) {
        key.append(Character.toLowerCase(c));
      } else if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
        key.append(' ');
      }
    }
    return key.toString().stripTrailing();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OwnColumns own
        && labels.equals(own.labels)
        && keptNames.keySet().equals(own.keptNames.keySet());
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + keptNames.keySet().hashCode();
  }

  /** As options of a command. */
  @Override
  public String toString() {
    return Stream.of(option("--columns", columns()), option("--keep-columns", kept()))
        .filter(option -> !option.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String option(String name, String value) {
    return value.isEmpty() ? "" : name + " \"" + value.replace("\"", "\\\"") + '"';
  }
}
