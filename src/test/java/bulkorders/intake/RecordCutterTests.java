package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
}
