package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCutterTests {

  private static final int LENGTH = 50_000_000;

  /** One endless line of a character, and how large an array it was ever read into. */
  private static final class LongLine extends InputStream {
    private final char character;
    private int left = LENGTH;
    private int largestTarget;

    LongLine(char character) {
      this.character = character;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("reading single bytes would be slow");
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      largestTarget = Math.max(largestTarget, target.length);
      int n = Math.min(wanted, left);
      Arrays.fill(target, offset, offset + n, (byte) character);
      left -= n;
      return n == 0 ? -1 : n;
    }
  }

  @Test
  void memoryIsBoundedByTheLimitOfRecords() throws IOException {
    for (char character : new char[] {'z', '"', ',', '\0', ' '}) {
      LongLine in = new LongLine(character);
      try (RecordCutter cutter = new RecordCutter(in, ',', CsvHeader.QUOTE, CsvRows.MAX_RECORD)) {
        assertThat(cutter.next()).isTrue();
        assertThat(cutter.kind()).isEqualTo(RecordCutter.Kind.TOO_LONG);
        assertThat(cutter.bytes()).hasSize(RecordCutter.KEPT_OF_TOO_LONG);
        assertThat(cutter.next()).isFalse();
        assertThat(cutter.offset()).isEqualTo(LENGTH);
      }
      assertThat(in.largestTarget).isLessThanOrEqualTo(2 * CsvRows.MAX_RECORD);
    }
  }

  /** Gives only so many bytes at a time, as a pipe or a packed file may. */
  private static final class Dripping extends ByteArrayInputStream {
    private final int drop;

    Dripping(String text, int drop) {
      super(text.getBytes(StandardCharsets.UTF_8));
      this.drop = drop;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      return super.read(target, offset, Math.min(drop, wanted));
    }
  }

  private static List<String> records(InputStream in) throws IOException {
    List<String> records = new ArrayList<>();
    try (RecordCutter cutter = new RecordCutter(in, ',', CsvHeader.QUOTE, 40)) {
      while (cutter.next()) {
        records.add(
            "%s %d %s, then %d from %d"
                .formatted(
                    cutter.kind(),
                    cutter.line(),
                    cutter.text(),
                    cutter.nextLine(),
                    cutter.offset()));
      }
    }
    return records;
  }

  @Test
  void recordsAreTheSameHoweverTheBytesArrive() throws IOException {
    String tooLong = "x".repeat(50);
    for (String lineEnd : List.of("\n", "\r", "\r\n")) {
      String text =
          String.join(
              lineEnd, "a,b", tooLong, "c,d", "\"e\"f,g", "\"h", "i\",j", "\"k", tooLong, "l", "m");
      List<String> whole = records(new Dripping(text, text.length()));
      assertThat(whole).hasSize(9).last().asString().contains(" m, ").endsWith("" + text.length());
      for (int drop = 1; drop < text.length(); drop++) {
        assertThat(records(new Dripping(text, drop))).as("%d at a time", drop).isEqualTo(whole);
      }
    }
  }

  @Test
  void linesAreCountedInEachQuotedValue() throws IOException {
    String lines = "\n".repeat(RecordCutter.MAX_LINES - 1);
    String text = "\"%s\",\"a%s\"\nb".formatted(lines, lines);
    try (RecordCutter cutter =
        new RecordCutter(new Dripping(text, text.length()), ',', CsvHeader.QUOTE, text.length())) {
      assertThat(cutter.next()).isTrue();
      assertThat(cutter.kind()).isEqualTo(RecordCutter.Kind.SOUND);
      assertThat(cutter.nextLine()).isEqualTo(2L * RecordCutter.MAX_LINES);
      assertThat(cutter.next()).isTrue();
      assertThat(cutter.text()).isEqualTo("b");
    }
  }
}
