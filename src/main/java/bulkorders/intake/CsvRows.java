package bulkorders.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRows implements RowSource {

  /** Longest record in bytes. */
  static final int MAX_RECORD = 1 << 16;

  private final RecordCutter cutter;
  private final CsvHeader header;
  private long rows;
  private long blank;

  CsvRows(StoredInput input, InputFormat.Csv format, OwnColumns own, Checkpoint start)
      throws IOException {
    InputStream in = Encodings.open(input, format.encoding());
    try {
      this.cutter = new RecordCutter(in, format.delimiter(), CsvHeader.QUOTE, MAX_RECORD);
      if (format.byteOrderMark()) {
        cutter.skipTo(InputFormats.BYTE_ORDER_MARK.length, 1);
      }
      this.header = header(cutter, format.delimiter(), input.name(), own);
      // Where no row was taken yet, the input may be read in another way than then.
      if (start.rows() > 0 || start.blank() > 0) {
        cutter.skipTo(start.offset(), start.line());
        rows = start.rows();
        blank = start.blank();
      }
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static CsvHeader header(RecordCutter cutter, char delimiter, String input, OwnColumns own)
      throws IOException {
    while (cutter.next()) {
      String text = cutter.text();
      if (cutter.kind() == RecordCutter.Kind.BLANK || InputFormats.isDelimiterLine(text)) {
        continue;
      }
      if (cutter.kind() != RecordCutter.Kind.SOUND || !InputFormats.isUtf8(text, cutter.bytes())) {
        String problem =
            InputFormats.isUtf8(text, cutter.bytes())
                ? reason(cutter.kind())
                : InputFormats.NOT_UTF_8;
        throw new UnreadableInputException(
            input, "line " + cutter.line() + " should name the columns: " + problem);
      }
      return CsvHeader.of(text, delimiter, cutter.line(), input, own);
    }
    throw new UnreadableInputException(input, InputFormats.EMPTY);
  }

  @Override
  public @Nullable InputRow next() throws IOException {
    while (cutter.next()) {
      if (cutter.kind() == RecordCutter.Kind.BLANK) {
        blank++;
        continue;
      }
      rows++;
      String text = cutter.text();
      if (cutter.kind() == RecordCutter.Kind.SOUND) {
        return text.indexOf(InputFormats.REPLACEMENT) < 0
                || InputFormats.isUtf8(text, cutter.bytes())
            ? new CsvRow(rows, cutter.line(), text, header)
            : new DamagedRow(rows, cutter.line(), cutter.bytes(), InputFormats.NOT_UTF_8);
      }
      return new DamagedRow(rows, cutter.line(), cutter.bytes(), reason(cutter.kind()));
    }
    return null;
  }

  static String reason(RecordCutter.Kind kind) {
    return switch (kind) {
      case BAD_QUOTES ->
          "a value in quotes is not closed, or something follows its closing quote; a quote inside"
              + " a quoted value is written twice";
      case TOO_LONG -> "is longer than 64 KiB; was a line end lost?";
      case NUL -> "contains the character NUL; the file was damaged or is not text";
      case SOUND, BLANK -> throw new IllegalArgumentException("nothing is wrong with " + kind);
    };
  }

  @Override
  public Checkpoint checkpoint() {
    return new Checkpoint(cutter.offset(), cutter.nextLine(), rows, blank, 0);
  }

  @Override
  public List<InputColumn> columns() {
    return header.columns();
  }

  @Override
  public void close() throws IOException {
    cutter.close();
  }
}
