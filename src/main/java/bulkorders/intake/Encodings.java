package bulkorders.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.io.input.ReaderInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodings of inputs. Everything behind this class sees UTF-8: an input in another encoding is
 * converted while it is read, so that places in it, where reading goes on after a crash, are places
 * in the converted bytes.
 */
final class Encodings {

  /** Marks by which an encoding says itself what it is. */
  private static final Map<String, Charset> MARKS =
      Map.of(
          "efbbbf", StandardCharsets.UTF_8,
          "fffe", StandardCharsets.UTF_16LE,
          "feff", StandardCharsets.UTF_16BE);

  private Encodings() {}

  /**
   * The encoding of that name.
   *
   * @throws IllegalArgumentException saying so if there is none
   */
  static Charset named(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "there is no encoding '"
              + name
              + "'; expected one such as windows-1252, iso-8859-1 or utf-16",
          e);
    }
  }

  /**
   * The encoding of an input: what its byte order mark says, else what was wanted, else UTF-8.
   *
   * @param beginning the first bytes of the input
   * @throws UnreadableInputException if it looks like UTF-16, and nobody says so
   */
  static Charset of(byte[] beginning, @Nullable Charset wanted, String input) {
    String hex = HexFormat.of().formatHex(beginning, 0, Math.min(3, beginning.length));
    for (Map.Entry<String, Charset> mark : MARKS.entrySet()) {
      if (hex.startsWith(mark.getKey())) {
        return mark.getValue();
      }
    }
    boolean zeroFirst = beginning.length > 1 && beginning[0] == 0 && beginning[1] != 0;
    boolean zeroSecond = beginning.length > 1 && beginning[0] != 0 && beginning[1] == 0;
    if (wanted != null) {
      return wanted.equals(StandardCharsets.UTF_16)
          ? zeroSecond ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE
          : wanted;
    }
    if (zeroFirst || zeroSecond) {
      throw new UnreadableInputException(
          input,
          "is text in UTF-16 (\"Unicode\") without a byte order mark; save it as \"CSV UTF-8\", or"
              + " give --encoding utf-16");
    }
    return StandardCharsets.UTF_8;
  }

  /**
   * Opens an input as UTF-8. What is no character of its encoding becomes the replacement
   * character, except in UTF-8, which is given as it is. A byte order mark becomes that of UTF-8.
   */
  static InputStream open(StoredInput input, Charset encoding) throws IOException {
    InputStream bytes = input.open();
    return encoding.equals(StandardCharsets.UTF_8)
        ? bytes
        : ReaderInputStream.builder()
            .setReader(new InputStreamReader(bytes, encoding))
            .setCharset(StandardCharsets.UTF_8)
            .setBufferSize(1 << 13)
            .get();
  }

  static boolean hasByteOrderMark(StoredInput input, Charset encoding) throws IOException {
    try (InputStream in = open(input, encoding)) {
      return Arrays.equals(
          in.readNBytes(InputFormats.BYTE_ORDER_MARK.length), InputFormats.BYTE_ORDER_MARK);
    }
  }
}
