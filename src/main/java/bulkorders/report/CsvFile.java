package bulkorders.report;

import bulkorders.intake.SpreadsheetCell;
import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV in the making, in UTF-8 and RFC 4180 quoting, with {@code \n} as line end.
 *
 * <p>No cell is taken for a formula by a spreadsheet, and intake reads each as it was given, see
 * {@link SpreadsheetCell}.
 */
public final class CsvFile implements Closeable {

  static final char BYTE_ORDER_MARK = '\ufeff';

  private final CSVWriter csv;
  private long rows;

  CsvFile(Path file, CsvStyle style, List<String> header) {
    try {
      // Unlike the writers of Files this one does not stop at half a character, as JSON may have
      // it.
      var out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
      if (style.byteOrderMark()) {
        out.write(BYTE_ORDER_MARK);
      }
      csv = csv(out, style.delimiter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(header);
  }

  /** With commas, to wherever it is wanted. */
  public CsvFile(Writer out, List<String> header) {
    csv = csv(out, ',');
    write(header);
  }

  private static CSVWriter csv(Writer out, char delimiter) {
    return new CSVWriter(
        out,
        delimiter,
        ICSVWriter.DEFAULT_QUOTE_CHARACTER,
        ICSVWriter.DEFAULT_QUOTE_CHARACTER,
        "\n");
  }

  /**
   * Writes a row. Nothing is written as an empty cell, times as ISO-8601 in UTC, amounts without
   * trailing zeros.
   */
  public void row(List<? extends @Nullable Object> cells) {
    write(cells);
    rows++;
  }

  /** Rows written, the header not among them. */
  long rows() {
    return rows;
  }

  private void write(List<? extends @Nullable Object> cells) {
    String[] texts = new String[cells.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = SpreadsheetCell.guarded(text(cells.get(i)));
    }
    csv.writeNext(texts, false);
    check();
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof BigDecimal amount) {
      return amount.stripTrailingZeros().toPlainString();
    }
    if (cell instanceof Instant time) {
      return time.toString();
    }
    return cell.toString();
  }

  /** The library keeps what went wrong to itself until it is asked. */
  private void check() {
    IOException problem = csv.getException();
    if (problem != null) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Hands on what was written. */
  public void flush() throws IOException {
    csv.flush();
    check();
  }

  @Override
  public void close() throws IOException {
    csv.close();
    check();
  }
}
