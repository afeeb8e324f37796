package bulkorders.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into records: lines, except that a quoted value of a CSV record may span several.
 * Lines end with LF, CRLF or CR.
 *
 * <p>A damaged record costs one line. A quoted value spans at most {@value #MAX_LINES} lines; if it
 * is not closed by then, by the record limit, or is followed by something else than a delimiter,
 * the line where the record begins is given alone and reading resumes at the next. Memory is
 * bounded by the record limit whatever the input.
 */
final class RecordCutter implements Closeable {

  /** What was cut. */
  enum Kind {
    SOUND,
    /** Nothing but white space and delimiters, with or without quotes. */
    BLANK,
    /** A quoted value is not closed, or something follows its closing quote. */
    BAD_QUOTES,
    /** Longer than the limit; only its beginning is kept. */
    TOO_LONG,
    /** Contains the character NUL. */
    NUL
  }

  static final int MAX_LINES = 100;

  /** How much is kept of a record over the limit. */
  static final int KEPT_OF_TOO_LONG = 1 << 12;

  /** Stands for "no such character" where lines are cut without regard to quotes. */
  static final char NONE = '\uffff';

  private static final int READ_AHEAD = 1 << 16;

  private static final byte OTHER = 0;
  private static final byte SPACE = 1;
  private static final byte DELIMITER = 2;
  private static final byte QUOTE = 3;
  private static final byte CR = 4;
  private static final byte LF = 5;
  private static final byte ZERO = 6;

  private static final int START = 0;
  private static final int PLAIN = 1;
  private static final int QUOTED = 2;
  private static final int QUOTE_SEEN = 3;

  private final InputStream in;
  private final int maxRecord;
  private final byte[] classes = new byte[256];

  private byte[] buffer;
  private int begin;
  private int limit;
  private boolean ended;
  private long bufferOffset;
  private long nextLine = 1;

  private Kind kind = Kind.SOUND;
  private long line;
  private byte[] record;
  private int recordBegin;
  private int recordLength;

  /**
   * @param delimiter character between values, or {@link #NONE}
   * @param quote character around values, or {@link #NONE}
   * @param maxRecord longest record in bytes, its line end aside
   */
  RecordCutter(InputStream in, char delimiter, char quote, int maxRecord) {
    this.in = in;
    this.maxRecord = maxRecord;
    this.buffer = new byte[2 * READ_AHEAD];
    this.record = buffer;
    classes[' '] = SPACE;
    classes['\t'] = SPACE;
    classes['\r'] = CR;
    classes['\n'] = LF;
    if (delimiter != NONE) {
      classes[delimiter] = DELIMITER;
    }
    if (quote != NONE) {
      classes[quote] = QUOTE;
    }
    classes[0] = ZERO;
  }

  /** Goes on at a place that an earlier cutter reported. To be called before anything is cut. */
  void skipTo(long offset, long lineThere) throws IOException {
    long beyond = offset - bufferOffset - limit;
    if (beyond > 0) {
      in.skipNBytes(beyond);
      begin = limit;
      bufferOffset = offset - begin;
    } else {
      begin = (int) (offset - bufferOffset);
    }
    nextLine = lineThere;
  }

  /** Bytes before the next record. */
  long offset() {
    return bufferOffset + begin;
  }

  /** Line where the next record begins. */
  long nextLine() {
    return nextLine;
  }

  /** What {@link #next} has cut. */
  Kind kind() {
    return kind;
  }

  /** Line where it begins. */
  long line() {
    return line;
  }

  /** Its bytes without the line end. */
  byte[] bytes() {
    return Arrays.copyOfRange(record, recordBegin, recordBegin + recordLength);
  }

  /** Its characters; those that are not UTF-8 become the replacement character. */
  String text() {
    return new String(record, recordBegin, recordLength, StandardCharsets.UTF_8);
  }

  /**
   * Cuts the next record.
   *
   * @return false behind the last
   */
  boolean next() throws IOException {
    line = nextLine;
    int state = START;
    boolean blank = true;
    boolean zero = false;
    int length = 0;
    // Where the first of several lines ends, and where the second begins.
    int firstLine = -1;
    int secondLine = -1;
    int lines = 0;
    int linesInQuotes = 0;
    boolean afterCr = false;
    while (true) {
      if (begin + length >= limit && !fill(length)) {
        if (length == 0) {
          return false;
        }
        return state == QUOTED
            ? damaged(firstLine, secondLine, length, 0)
            : sound(length, 0, lines, blank, zero);
      }
      byte type = classes[buffer[begin + length] & 0xff];
      if (length >= maxRecord && (state == QUOTED || (type != CR && type != LF))) {
        return firstLine >= 0 ? damaged(firstLine, secondLine, length, 0) : tooLong(length);
      }
      length++;
      if (state == QUOTED) {
        if (type == QUOTE) {
          state = QUOTE_SEEN;
        } else if (type == CR || (type == LF && !afterCr)) {
          lines++;
          linesInQuotes++;
          if (firstLine < 0) {
            firstLine = length - 1;
            secondLine = length;
          }
          if (linesInQuotes >= MAX_LINES) {
            return damaged(firstLine, secondLine, length, 0);
          }
        } else if (type == LF && secondLine == length - 1) {
          secondLine = length;
        } else if (type != SPACE && type != LF) {
          blank = false;
          zero |= type == ZERO;
        }
        afterCr = type == CR;
        continue;
      }
      switch (type) {
        case CR, LF -> {
          int end = 1;
          if (type == CR
              && (begin + length < limit || fill(length))
              && buffer[begin + length] == '\n') {
            end = 2;
          }
          return sound(length - 1, end, lines + 1, blank, zero);
        }
        case DELIMITER -> state = START;
        case QUOTE -> {
          // Quotes around nothing leave a record blank; one in a value does not.
          blank &= state == START;
          if (state == START || state == QUOTE_SEEN) {
            linesInQuotes = state == START ? 0 : linesInQuotes;
            state = QUOTED;
            afterCr = false;
          }
        }
        case SPACE -> {
          if (state == QUOTE_SEEN) {
            return misquoted(firstLine, secondLine, length);
          }
          state = PLAIN;
        }
        default -> {
          blank = false;
          zero |= type == ZERO;
          if (state == QUOTE_SEEN) {
            return misquoted(firstLine, secondLine, length);
          }
          state = PLAIN;
        }
      }
    }
  }

  private boolean sound(int length, int end, int lines, boolean blank, boolean zero) {
    kind = zero ? Kind.NUL : blank ? Kind.BLANK : Kind.SOUND;
    return cut(length, length + end, lines);
  }

  /** Gives the first line of a record that spans several. */
  private boolean damaged(int firstLine, int secondLine, int length, int end) {
    kind = Kind.BAD_QUOTES;
    return firstLine < 0 ? cut(length, length + end, 1) : cut(firstLine, secondLine, 1);
  }

  /** Something follows a closing quote: the rest of the first line belongs to the damage. */
  private boolean misquoted(int firstLine, int secondLine, int soFar) throws IOException {
    if (firstLine >= 0) {
      return damaged(firstLine, secondLine, soFar, 0);
    }
    int length = soFar;
    while (begin + length < limit || fill(length)) {
      byte type = classes[buffer[begin + length] & 0xff];
      if (type == CR || type == LF) {
        break;
      }
      if (length >= maxRecord) {
        return tooLong(length);
      }
      length++;
    }
    return damaged(-1, -1, length, lineEndAt(length));
  }

  private int lineEndAt(int length) throws IOException {
    if (begin + length >= limit && !fill(length)) {
      return 0;
    }
    boolean cr = buffer[begin + length] == '\r';
    return cr
            && (begin + length + 1 < limit || fill(length + 1))
            && buffer[begin + length + 1] == '\n'
        ? 2
        : 1;
  }

  private boolean tooLong(int soFar) throws IOException {
    byte[] kept = Arrays.copyOfRange(buffer, begin, begin + Math.min(soFar, KEPT_OF_TOO_LONG));
    int length = soFar;
    while (true) {
      if (begin + length >= limit) {
        begin = limit;
        length = 0;
        if (!fill(0)) {
          break;
        }
      }
      byte type = classes[buffer[begin + length] & 0xff];
      if (type == CR || type == LF) {
        break;
      }
      length++;
    }
    // Looking for the line end may move what was read, and begin with it.
    int end = lineEndAt(length);
    begin += length + end;
    nextLine++;
    kind = Kind.TOO_LONG;
    record = kept;
    recordBegin = 0;
    recordLength = kept.length;
    return true;
  }

  private boolean cut(int length, int consumed, int lines) {
    record = buffer;
    recordBegin = begin;
    recordLength = length;
    begin += consumed;
    nextLine += lines;
    return true;
  }

  /** Reads more behind the {@code kept} bytes from {@link #begin} on. */
  private boolean fill(int kept) throws IOException {
    if (ended) {
      return false;
    }
    if (begin > 0) {
      System.arraycopy(buffer, begin, buffer, 0, limit - begin);
      bufferOffset += begin;
      limit -= begin;
      begin = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxRecord + READ_AHEAD));
    }
    int n = in.read(buffer, limit, buffer.length - limit);
    if (n <= 0) {
      ended = true;
      return false;
    }
    limit += n;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
