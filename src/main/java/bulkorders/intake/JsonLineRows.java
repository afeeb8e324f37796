package bulkorders.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file with one JSON object on each line. A malformed line costs that line. */
final class JsonLineRows implements RowSource {

  private final RecordCutter cutter;
  private final OwnColumns own;
  private long rows;
  private long blank;

  private @Nullable JsonElement element;
  private @Nullable String damaged;
  private long within;
  private long elementOffset;
  private long elementLine;

  JsonLineRows(StoredInput input, Charset encoding, OwnColumns own, Checkpoint start)
      throws IOException {
    this.own = own;
    InputStream in = Encodings.open(input, encoding);
    try {
      cutter = new RecordCutter(in, RecordCutter.NONE, RecordCutter.NONE, Json.MAX_ELEMENT);
      long mark =
          Encodings.hasByteOrderMark(input, encoding) ? InputFormats.BYTE_ORDER_MARK.length : 0;
      cutter.skipTo(Math.max(start.offset(), mark), start.line());
      rows = start.rows();
      blank = start.blank();
      if (start.within() > 0) {
        JsonElement begun = nextElement();
        for (long i = 0; begun != null && i < start.within(); i++) {
          begun.next(0);
        }
        within = start.within();
      }
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public @Nullable InputRow next() throws IOException {
    JsonElement current = element;
    if (current == null || !current.hasNext()) {
      current = nextElement();
    }
    if (current != null) {
      rows++;
      within++;
      return current.next(rows);
    }
    if (damaged == null) {
      return null;
    }
    rows++;
    InputRow row = new DamagedRow(rows, cutter.line(), cutter.bytes(), damaged);
    damaged = null;
    return row;
  }

  private @Nullable JsonElement nextElement() throws IOException {
    element = null;
    within = 0;
    elementOffset = cutter.offset();
    elementLine = cutter.nextLine();
    while (cutter.next()) {
      switch (cutter.kind()) {
        case BLANK -> {
          blank++;
          elementOffset = cutter.offset();
          elementLine = cutter.nextLine();
          continue;
        }
        case SOUND -> element = JsonElement.of(cutter.bytes(), cutter.line(), own);
        case NUL -> damaged = "contains the character NUL; the file was damaged or is not text";
        default -> damaged = "is longer than 16 MiB; split the request";
      }
      return element;
    }
    return null;
  }

  @Override
  public Checkpoint checkpoint() {
    JsonElement current = element;
    return current != null && current.hasNext()
        ? new Checkpoint(elementOffset, elementLine, rows, blank, within)
        : new Checkpoint(cutter.offset(), cutter.nextLine(), rows, blank, 0);
  }

  @Override
  public List<InputColumn> columns() {
    return JsonRow.columns(own);
  }

  @Override
  public void close() throws IOException {
    cutter.close();
  }
}
