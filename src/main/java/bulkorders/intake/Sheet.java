package bulkorders.intake;

import com.opencsv.ICSVParser;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file whose columns are found by name, of which no copy is kept. Understood as inputs are:
 * the delimiter is found out, {@code sep=} lines and what spreadsheets do to cells are undone, a
 * damaged row costs that row. Columns that are not asked for do not matter. Not thread-safe.
 */
public final class Sheet implements Closeable {

  private static final int LOOKED_AT = 1 << 16;
  private static final String NOT_UTF_8 =
      "contains characters that are not UTF-8; save the file as \"CSV UTF-8\"";

  private final String name;
  private final RecordCutter cutter;
  private final ICSVParser parser;
  private final Map<String, Integer> places = new HashMap<>();
  private int columns;
  private long rows;

  private Sheet(String name, RecordCutter cutter, ICSVParser parser) {
    this.name = name;
    this.cutter = cutter;
    this.parser = parser;
  }

  /**
   * A row.
   *
   * @param number its number among the rows, from 1
   * @param line where it begins, from 1
   * @param damage why it cannot be taken apart, null when it can
   */
  public record Row(long number, long line, Map<String, String> cells, @Nullable String damage) {

    /** What stands in a column, without white space around it; null for nothing. */
    public @Nullable String cell(String column) {
      String cell = cells.getOrDefault(column, "").strip();
      return cell.isEmpty() ? null : cell;
    }

    /** Leaves the cells out. */
    @Override
    public String toString() {
      return "Row[line " + line + "]";
    }
  }

  /** The hash of a file by which it is known again: lower-case hexadecimal SHA-256. */
  public static String hashOf(Path file) {
    InputStore.requireReadable(file);
    MessageDigest sha256 = InputStore.sha256();
    try (var bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Opens a file.
   *
   * @param required columns that it must have
   * @param optional columns that it may have
   * @throws UnreadableInputException if it cannot be read, or lacks a column
   */
  public static Sheet open(Path file, List<String> required, List<String> optional) {
    InputStore.requireReadable(file);
    String name = String.valueOf(file.getFileName());
    try {
      byte[] beginning;
      try (InputStream bytes = Files.newInputStream(file)) {
        beginning = bytes.readNBytes(LOOKED_AT);
      }
      ForeignFiles.refuse(beginning, name);
      boolean mark =
          HexFormat.of().formatHex(beginning, 0, Math.min(3, beginning.length)).equals("efbbbf");
      char delimiter = delimiter(beginning, required);
      InputStream in = Files.newInputStream(file);
      try {
        var cutter = new RecordCutter(in, delimiter, CsvHeader.QUOTE, CsvRows.MAX_RECORD);
        if (mark) {
          cutter.skipTo(InputFormats.BYTE_ORDER_MARK.length, 1);
        }
        ICSVParser parser = CsvHeader.parser(delimiter);
        var sheet = new Sheet(name, cutter, parser);
        sheet.readHeader(required, optional);
        return sheet;
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnreadableInputException unreadable(Path file, IOException e) {
    return new UnreadableInputException(file.toString(), "cannot be read: " + InputStore.reason(e));
  }

  /** The delimiter that finds most of the columns in the first line. */
  private static char delimiter(byte[] beginning, List<String> required) throws IOException {
    char best = ',';
    long most = -1;
    for (char delimiter : new char[] {',', ';', '\t'}) {
      try (var cutter =
          new RecordCutter(
              new ByteArrayInputStream(beginning),
              delimiter,
              CsvHeader.QUOTE,
              CsvRows.MAX_RECORD)) {
        while (cutter.next() && cutter.kind() == RecordCutter.Kind.BLANK) {
          // The header is the first line with anything in it.
        }
        if (cutter.kind() != RecordCutter.Kind.SOUND) {
          continue;
        }
        if (InputFormats.isDelimiterLine(cutter.text())) {
          return cutter.text().charAt(cutter.text().indexOf('=') + 1);
        }
        long found =
            Stream.of(CsvHeader.cut(CsvHeader.parser(delimiter), cutter.text()))
                .map(Sheet::key)
                .filter(required::contains)
                .count();
        if (found > most) {
          most = found;
          best = delimiter;
        }
      }
    }
    return best;
  }

  private void readHeader(List<String> required, List<String> optional) throws IOException {
    while (cutter.next()) {
      String text = cutter.text();
      if (cutter.kind() == RecordCutter.Kind.BLANK || InputFormats.isDelimiterLine(text)) {
        continue;
      }
      if (!InputFormats.isUtf8(text, cutter.bytes())) {
        throw new UnreadableInputException(name, "line " + cutter.line() + " " + NOT_UTF_8);
      }
      String[] names =
          cutter.kind() == RecordCutter.Kind.SOUND ? CsvHeader.cut(parser, text) : new String[0];
      columns = names.length;
      for (int i = 0; i < names.length; i++) {
        String key = key(names[i]);
        boolean isOurs = required.contains(key) || optional.contains(key);
        if (isOurs && places.putIfAbsent(key, i) != null) {
          throw new UnreadableInputException(name, "column " + key + " is there twice");
        }
      }
      List<String> missing =
          required.stream().filter(column -> !places.containsKey(column)).toList();
      if (!missing.isEmpty()) {
        throw new UnreadableInputException(
            name,
            "line %d should name the columns, and lacks %s"
                .formatted(cutter.line(), String.join(", ", missing)));
      }
      return;
    }
    throw new UnreadableInputException(name, "is empty; the first line should name the columns");
  }

  /** A column's name by which it is looked for: case, and spaces for underscores, do not matter. */
  public static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
  }

  /** The next row; null behind the last. */
  public @Nullable Row next() {
    try {
      while (cutter.next()) {
        if (cutter.kind() != RecordCutter.Kind.BLANK) {
          rows++;
          return row();
        }
      }
      return null;
    } catch (IOException e) {
      throw new UnreadableInputException(name, "cannot be read: " + InputStore.reason(e));
    }
  }

  private Row row() {
    if (cutter.kind() != RecordCutter.Kind.SOUND) {
      return new Row(rows, cutter.line(), Map.of(), CsvRows.reason(cutter.kind()));
    }
    String text = cutter.text();
    if (!InputFormats.isUtf8(text, cutter.bytes())) {
      return new Row(rows, cutter.line(), Map.of(), NOT_UTF_8);
    }
    String[] cells = CsvHeader.cut(parser, text);
    Map<String, String> found = new HashMap<>();
    places.forEach(
        (column, place) -> {
          if (place < cells.length) {
            found.put(column, SpreadsheetCell.value(cells[place]));
          }
        });
    // One delimiter too many would move every value behind it into another column.
    return cells.length == columns
        ? new Row(rows, cutter.line(), found, null)
        : new Row(
            rows,
            cutter.line(),
            Map.of(),
            "has %d cells where the header has %d; was a delimiter in a value not quoted?"
                .formatted(cells.length, columns));
  }

  @Override
  public void close() {
    try {
      cutter.close();
    } catch (IOException e) {
      throw new UnreadableInputException(name, "cannot be read: " + InputStore.reason(e));
    }
  }
}
