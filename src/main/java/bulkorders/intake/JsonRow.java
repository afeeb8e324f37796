package bulkorders.intake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A flat JSON object, or an ordering group with the request around it. */
public final class JsonRow implements InputRow {

  private final long number;
  private final long line;
  private final byte[] object;
  private final @Nullable Envelope envelope;
  private final OwnColumns own;

  /**
   * @param own what the operator says about columns
   */
  JsonRow(long number, long line, byte[] object, @Nullable Envelope envelope, OwnColumns own) {
    this.number = number;
    this.line = line;
    this.object = object;
    this.envelope = envelope;
    this.own = own;
  }

  /** What the cells of every row are. */
  static List<InputColumn> columns(OwnColumns own) {
    List<InputColumn> columns = new ArrayList<>();
    for (Column column : Column.ALL) {
      columns.add(InputColumn.of(column, own.isKept(column.label())));
    }
    for (String name : own.keptNames()) {
      if (Column.named(name) == null) {
        columns.add(InputColumn.kept(name));
      }
    }
    columns.add(InputColumn.kept(JsonCells.METADATA));
    return columns;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public byte[] raw() {
    return envelope == null ? object.clone() : envelope.around(object);
  }

  @Override
  public List<String> cells() {
    JsonCells cells = new JsonCells();
    try {
      cells.read(this);
    } catch (JacksonException e) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Column column : Column.ALL) {
      String text = cells.value(column);
      texts.add(text == null ? "" : text);
    }
    texts.addAll(cells.own());
    return texts;
  }

  /** What the operator says about columns. */
  OwnColumns own() {
    return own;
  }

  /** The flat object or the ordering group. */
  byte[] object() {
    return object;
  }

  /** The request around an ordering group, null for a flat object. */
  @Nullable Envelope envelope() {
    return envelope;
  }

  /**
   * A request without its ordering groups.
   *
   * @param head what stands before the array of groups
   * @param tail what stands behind it
   */
  record Envelope(byte[] head, byte[] tail) {

    /** The request with one group, or with none. */
    byte[] around(byte[] group) {
      ByteArrayOutputStream bytes =
          new ByteArrayOutputStream(head.length + group.length + tail.length + 2);
      bytes.writeBytes(head);
      bytes.write('[');
      bytes.writeBytes(group);
      bytes.write(']');
      bytes.writeBytes(tail);
      return bytes.toByteArray();
    }
  }
}
