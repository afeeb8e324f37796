package bulkorders.report;

import bulkorders.intake.OwnColumns;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of a JSON input, one object on each line: the element as it was, plus {@code error}; of a
 * request with ordering groups the group of the row alone. What is no JSON object stands as text in
 * {@code x_element}.
 */
final class ReorderJson implements ReorderFile {

  private static final String ERROR = "error";
  private static final String TEXT_OF_ELEMENT = "x_element";
  private static final String GROUPS = "ordering_groups";

  /** Strict, since a member that is there twice must not be lost silently. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final OwnColumns columns;
  private final InputCells input;
  private final BufferedWriter out;

  /**
   * @param columns what the members of the input are called
   */
  ReorderJson(Path file, boolean byteOrderMark, OwnColumns columns, InputCells input) {
    this.columns = columns;
    this.input = input;
    try {
      out = Files.newBufferedWriter(file);
      if (byteOrderMark) {
        out.write(CsvFile.BYTE_ORDER_MARK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(Row row, long count, String error) {
    ObjectNode element = element(row);
    if (row instanceof GroupRow) {
      setCount(element, count);
    }
    element.put(ERROR, error);
    try {
      out.write(MAPPER.writeValueAsString(element));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode element(Row row) {
    byte[] raw = input.raw(row);
    if (raw == null) {
      return flat(row);
    }
    ObjectNode parsed = object(raw);
    if (parsed != null) {
      return parsed;
    }
    ObjectNode text = MAPPER.createObjectNode();
    text.put(TEXT_OF_ELEMENT, new String(raw, StandardCharsets.UTF_8));
    return text;
  }

  private static @Nullable ObjectNode object(byte[] raw) {
    try {
      return MAPPER.readTree(raw) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private ObjectNode flat(Row row) {
    ObjectNode element = MAPPER.createObjectNode();
    List<String> names = input.reorderColumns();
    List<String> cells = input.of(row);
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        element.put(names.get(i), cells.get(i));
      }
    }
    return element;
  }

  private void setCount(ObjectNode element, long count) {
    JsonNode groups = element.get(GROUPS);
    ObjectNode group =
        groups != null && groups.get(0) instanceof ObjectNode first ? first : element;
    for (String name : List.copyOf(group.propertyNames())) {
      if (columns.isCount(name) && !group.get(name).isNull()) {
        group.put(name, count);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
