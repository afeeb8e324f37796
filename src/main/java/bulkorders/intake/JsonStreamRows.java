package bulkorders.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * The rows of one JSON array of objects, or of one JSON object. A parser steps over one element
 * after the other; an element is taken apart from the bytes that went by.
 */
final class JsonStreamRows implements RowSource {

  /** Stands for all elements before the place where reading goes on. */
  private static final byte[] BEFORE = "[null".getBytes(StandardCharsets.US_ASCII);

  /**
   * A parser remembers every member name that it meets; a new one is begun now and then, so that an
   * array with ever new names does not fill the memory.
   */
  private static final int ELEMENTS_PER_PARSER = 10_000;

  private final String input;
  private final boolean array;
  private final OwnColumns own;
  private final Window window;

  private JsonParser parser;
  private int elementsOfParser;
  private boolean ended;
  // What turns a place that the parser names into a place of the input.
  private long offsetOfParser;
  private long lineOfParser;
  private boolean begunWithinLine;

  private long rows;
  private @Nullable JsonElement element;
  private @Nullable InputRow damaged;
  private long within;
  private long elementOffset;
  private long elementLine;
  private long endOffset;
  private long endLine;

  /**
   * @param array whether the input is an array rather than one object
   * @param own what the operator says about columns
   */
  JsonStreamRows(
      StoredInput stored, Charset encoding, boolean array, OwnColumns own, Checkpoint start)
      throws IOException {
    this.input = stored.name();
    this.array = array;
    this.own = own;
    long mark =
        Encodings.hasByteOrderMark(stored, encoding) ? InputFormats.BYTE_ORDER_MARK.length : 0;
    long offset = Math.max(start.offset(), mark);
    InputStream in = Encodings.open(stored, encoding);
    try {
      in.skipNBytes(offset);
      window = new Window(in, Json.MAX_ELEMENT + (1 << 14), offset);
      endOffset = offset;
      endLine = start.line();
      elementOffset = offset;
      elementLine = start.line();
      rows = start.rows();
      ended = !array && start.offset() > mark;
      if (array && start.offset() > mark) {
        parser = resume(window);
      } else {
        parser = Json.scanner(window);
        offsetOfParser = offset;
        if (array) {
          parser.nextToken();
        }
      }
      for (long i = 0; i < start.within(); i++) {
        JsonElement begun = i == 0 ? nextElement() : element;
        if (begun != null) {
          begun.next(0);
          within++;
        }
      }
    } catch (JacksonIOException e) {
      in.close();
      throw e.getCause();
    } catch (JacksonException e) {
      in.close();
      throw unreadable(e);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Begins a parser behind the last element. */
  private JsonParser resume(InputStream rest) {
    JsonParser resumed =
        Json.scanner(new SequenceInputStream(new ByteArrayInputStream(BEFORE), rest));
    offsetOfParser = endOffset - BEFORE.length;
    lineOfParser = endLine - 1;
    elementsOfParser = 0;
    begunWithinLine = true;
    resumed.nextToken();
    resumed.nextToken();
    return resumed;
  }

  @Override
  public @Nullable InputRow next() throws IOException {
    try {
      JsonElement current = element;
      if (current == null || !current.hasNext()) {
        damaged = null;
        current = nextElement();
      }
      if (current != null) {
        rows++;
        within++;
        return current.next(rows);
      }
      InputRow row = damaged;
      if (row != null) {
        rows++;
      }
      return row;
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private @Nullable JsonElement nextElement() {
    element = null;
    within = 0;
    elementOffset = endOffset;
    elementLine = endLine;
    if (ended) {
      return null;
    }
    window.forgetBefore(endOffset);
    if (array && elementsOfParser++ >= ELEMENTS_PER_PARSER) {
      InputStream ahead = new ByteArrayInputStream(window.bytes(endOffset, window.passed()));
      parser = resume(new SequenceInputStream(ahead, window));
    }
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.END_ARRAY) {
      end(token);
      return null;
    }
    long begin = offsetOfParser + parser.currentTokenLocation().getByteOffset();
    long line = lineOfParser + parser.currentTokenLocation().getLineNr();
    if (token.isStructStart()) {
      parser.skipChildren();
      if (!parser.currentToken().isStructEnd()) {
        throw endedEarly();
      }
    } else {
      parser.finishToken();
    }
    endOffset = offsetOfParser + parser.currentLocation().getByteOffset();
    endLine = lineOfParser + parser.currentLocation().getLineNr();
    byte[] bytes = window.bytes(begin, endOffset);
    if (!window.hasFrom(begin) || bytes.length > Json.MAX_ELEMENT) {
      damaged = new DamagedRow(rows + 1, line, bytes, "is longer than 16 MiB; split the request");
    } else if (token != JsonToken.START_OBJECT) {
      damaged = new DamagedRow(rows + 1, line, bytes, "expected a JSON object");
    } else {
      element = JsonElement.of(bytes, line, own);
    }
    if (!array) {
      end(parser.nextToken());
    }
    return element;
  }

  private void end(@Nullable JsonToken token) {
    boolean closed = token == JsonToken.END_ARRAY;
    if (array && !closed) {
      throw endedEarly();
    }
    if (closed ? parser.nextToken() != null : token != null) {
      long line = lineOfParser + parser.currentTokenLocation().getLineNr();
      throw new UnreadableInputException(
          input,
          "line "
              + line
              + ": expected nothing behind the end of the JSON "
              + (array ? "array" : "object"));
    }
    ended = true;
  }

  private UnreadableInputException endedEarly() {
    return new UnreadableInputException(
        input, "ends in the middle of a JSON array or object; was the file cut off?");
  }

  private UnreadableInputException unreadable(JacksonException e) {
    if (e instanceof UnexpectedEndOfInputException) {
      return endedEarly();
    }
    String place = "";
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      place =
          "line " + (lineOfParser + e.getLocation().getLineNr()) + column(e.getLocation()) + ": ";
    }
    return new UnreadableInputException(
        input, place + "malformed JSON: " + Json.problem(e) + "; correct the file");
  }

  /** Nothing in the line in which the parser began, when that was not at the line's beginning. */
  private String column(TokenStreamLocation place) {
    return begunWithinLine && place.getLineNr() == 1 ? "" : ", column " + place.getColumnNr();
  }

  @Override
  public Checkpoint checkpoint() {
    JsonElement current = element;
    return current != null && current.hasNext()
        ? new Checkpoint(elementOffset, elementLine, rows, 0, within)
        : new Checkpoint(endOffset, endLine, rows, 0, 0);
  }

  @Override
  public List<InputColumn> columns() {
    return JsonRow.columns(own);
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
