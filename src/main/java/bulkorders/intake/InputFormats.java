package bulkorders.intake;

import bulkorders.intake.InputFormat.Csv;
import bulkorders.intake.InputFormat.JsonArray;
import bulkorders.intake.InputFormat.JsonLines;
import bulkorders.intake.InputFormat.JsonObject;
import com.opencsv.ICSVParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds out how an input is written down by looking at its beginning. */
public final class InputFormats {

  static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  static final String EMPTY =
      "is empty; the first line should name the columns, such as"
          + " country_iso,phone_number_type,count_requested,national_destination_code";

  static final String NOT_UTF_8 =
      "contains characters that are not UTF-8; save the file as \"CSV UTF-8\", or say which"
          + " encoding it has, such as --encoding windows-1252";

  /** What bytes that are not UTF-8 are decoded to; it may also be there in earnest. */
  static final char REPLACEMENT = '\ufffd';

  private static final char[] DELIMITERS = {',', ';', '\t'};

  private static final int LOOKED_AT = 1 << 17;

  private InputFormats() {}

  /**
   * Looks at an input.
   *
   * @param reading how the operator wants it to be read
   * @throws UnreadableInputException if it is empty or no text
   */
  public static InputFormat detect(StoredInput input, InputReading reading) {
    byte[] bytes;
    Charset encoding;
    try {
      byte[] beginning = beginning(input, StandardCharsets.UTF_8);
      ForeignFiles.refuse(beginning, input.name());
      encoding = Encodings.of(beginning, reading.encoding(), input.name());
      bytes = encoding.equals(StandardCharsets.UTF_8) ? beginning : beginning(input, encoding);
    } catch (IOException e) {
      throw InputReader.damagedCopy(input, e);
    }
    boolean mark = startsWith(bytes, 0xef, 0xbb, 0xbf);
    int first = mark ? BYTE_ORDER_MARK.length : 0;
    while (first < bytes.length && isSpace(bytes[first])) {
      first++;
    }
    if (first == bytes.length) {
      throw new UnreadableInputException(input.name(), EMPTY);
    }
    return switch (bytes[first]) {
      case '[' -> new JsonArray(encoding);
      case '{' ->
          isOneObject(bytes, first, input, encoding)
              ? new JsonObject(encoding)
              : new JsonLines(encoding);
      case '<' -> throw new UnreadableInputException(input.name(), ForeignFiles.MARKUP);
      default ->
          new Csv(
              delimiter(bytes, mark ? BYTE_ORDER_MARK.length : 0, reading.columns()),
              mark,
              encoding);
    };
  }

  private static byte[] beginning(StoredInput input, Charset encoding) throws IOException {
    try (InputStream in = Encodings.open(input, encoding)) {
      return in.readNBytes(LOOKED_AT);
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /**
   * Of an input that begins with a brace: it is one object if nothing follows that object. Where
   * the first object is malformed, lines follow if the second line begins an object although the
   * first leaves no place for one.
   */
  private static boolean isOneObject(byte[] bytes, int first, StoredInput input, Charset encoding) {
    String name = input.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      name = name.substring(0, name.length() - ".gz".length());
    }
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return false;
    }
    boolean complete = false;
    try (InputStream in = Encodings.open(input, encoding)) {
      in.skipNBytes(first);
      try (JsonParser parser = Json.scanner(in)) {
        parser.nextToken();
        parser.skipChildren();
        complete = parser.currentToken() == JsonToken.END_OBJECT;
        return complete && parser.nextToken() == null;
      }
    } catch (JacksonException e) {
      return !complete && !secondLineBeginsObject(bytes, first);
    } catch (IOException e) {
      throw InputReader.damagedCopy(input, e);
    }
  }

  private static boolean secondLineBeginsObject(byte[] bytes, int first) {
    int end = first;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    int second = end;
    while (second < bytes.length && isSpace(bytes[second])) {
      second++;
    }
    int last = end - 1;
    while (last > first && isSpace(bytes[last])) {
      last--;
    }
    return second < bytes.length && bytes[second] == '{' && "[,:".indexOf(bytes[last]) < 0;
  }

  /** The delimiter that finds most known names in the first line, most names where that is even. */
  private static char delimiter(byte[] bytes, int from, OwnColumns own) {
    char best = DELIMITERS[0];
    long bestScore = -1;
    for (char delimiter : DELIMITERS) {
      String header = header(Arrays.copyOfRange(bytes, from, bytes.length), delimiter);
      if (header == null) {
        continue;
      }
      if (isDelimiterLine(header)) {
        return header.charAt(header.indexOf('=') + 1);
      }
      ICSVParser parser = CsvHeader.parser(delimiter);
      String[] names = CsvHeader.cut(parser, header);
      long known = Arrays.stream(names).filter(own::knows).count();
      long score = known * CsvRows.MAX_RECORD + names.length;
      if (score > bestScore) {
        bestScore = score;
        best = delimiter;
      }
    }
    return best;
  }

  /** Whether a first line only names the delimiter, as spreadsheets understand it. */
  static boolean isDelimiterLine(String record) {
    String line =
        record.length() > 2 && record.startsWith("\"") && record.endsWith("\"")
            ? record.substring(1, record.length() - 1)
            : record;
    return line.length() == "sep=".length() + 1
        && line.regionMatches(true, 0, "sep=", 0, "sep=".length())
        && new String(DELIMITERS).indexOf(line.charAt("sep=".length())) >= 0;
  }

  private static @Nullable String header(byte[] bytes, char delimiter) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try (RecordCutter cutter =
        new RecordCutter(in, delimiter, CsvHeader.QUOTE, CsvRows.MAX_RECORD)) {
      while (cutter.next()) {
        if (cutter.kind() == RecordCutter.Kind.SOUND) {
          return cutter.text();
        }
        if (cutter.kind() != RecordCutter.Kind.BLANK) {
          return null;
        }
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("reading memory cannot fail", e);
    }
  }

  /** Whether a text was decoded from these bytes without loss. */
  static boolean isUtf8(String text, byte[] bytes) {
    return text.indexOf(REPLACEMENT) < 0
        || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
  }
}
