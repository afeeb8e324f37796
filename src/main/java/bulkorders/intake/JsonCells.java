package bulkorders.intake;

import bulkorders.ledger.Reject.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes JSON rows apart into the columns that a CSV file has. Remembers the last request.
 *
 * <p>A row's own members are those that the operator has named, those whose names begin with x_,
 * and those of {@code metadata}, of the request and of the group.
 */
final class JsonCells {

  /** The member that may hold anything, and the column where all of it is found. */
  static final String METADATA = "metadata";

  private static final String TYPE = "type";
  private static final List<String> ORDER_TYPES = List.of("orders");
  private static final List<String> ITEM_TYPES = List.of("did_order_items", "capacity_order_items");

  private static final byte[] NOTHING = new byte[0];

  private final List<Fault> faults = new ArrayList<>();
  private @Nullable String[] values = new String[Column.count()];

  private JsonRow.@Nullable Envelope envelope;
  private @Nullable String[] envelopeValues = new String[0];
  private List<Fault> envelopeFaults = List.of();
  private Map<String, JsonNode> envelopeOwn = Map.of();

  private final Map<String, JsonNode> own = new LinkedHashMap<>();
  private OwnColumns columns = OwnColumns.NONE;

  /**
   * Takes a row apart.
   *
   * @throws tools.jackson.core.JacksonException if it is malformed
   */
  void read(JsonRow row) {
    faults.clear();
    own.clear();
    columns = row.own();
    JsonRow.Envelope around = row.envelope();
    if (around == null) {
      values = new String[Column.count()];
      members(row.object(), null, false);
      return;
    }
    if (around != envelope) {
      values = new String[Column.count()];
      members(around.around(NOTHING), true, true);
      envelope = around;
      envelopeValues = values;
      envelopeFaults = List.copyOf(faults);
      envelopeOwn = new LinkedHashMap<>(own);
    }
    faults.clear();
    faults.addAll(envelopeFaults);
    own.clear();
    own.putAll(envelopeOwn);
    values = envelopeValues.clone();
    members(row.object(), false, true);
  }

  @Nullable String value(Column column) {
    return values[column.ordinal()];
  }

  /** Cells of the row's own members: one for each that the operator has named, then all others. */
  List<String> own() {
    List<String> cells = new ArrayList<>();
    Map<String, JsonNode> others = new LinkedHashMap<>(own);
    for (String name : columns.keptNames()) {
      if (Column.named(name) == null) {
        String cell = "";
        for (Map.Entry<String, JsonNode> member : own.entrySet()) {
          if (OwnColumns.key(member.getKey()).equals(OwnColumns.key(name))) {
            cell = Json.text(member.getValue());
            others.remove(member.getKey());
          }
        }
        cells.add(cell);
      }
    }
    cells.add(others.isEmpty() ? "" : Json.text(others));
    return cells;
  }

  /** What cannot be taken into a column. */
  List<Fault> faults() {
    return faults;
  }

  /** Whether something else than an object was read, which says nothing about any column. */
  boolean isUnreadable() {
    return faults.stream().anyMatch(fault -> fault.column() == null);
  }

  private void members(byte[] bytes, @Nullable Boolean orderLevel, boolean nested) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!InputFormats.isUtf8(text, bytes)) {
      faults.add(new Fault(null, null, InputFormats.NOT_UTF_8));
      return;
    }
    JsonNode node = Json.tree(text);
    if (!node.isObject()) {
      faults.add(
          new Fault(
              null,
              null,
              node.isMissingNode()
                  ? "expected one JSON object and nothing behind it"
                  : "expected a JSON object"));
      return;
    }
    unwrapped(node, Boolean.TRUE.equals(orderLevel))
        .properties()
        .forEach(member -> member(member.getKey(), member.getValue(), orderLevel, nested));
  }

  /** The members of an object that may be a resource of JSON:API, or a document of one. */
  private JsonNode unwrapped(JsonNode node, boolean isOrder) {
    JsonNode resource = node.path(Json.DATA).isObject() ? only(node, Json.DATA) : node;
    if (!resource.path(Json.ATTRIBUTES).isObject()) {
      return resource;
    }
    for (Map.Entry<String, JsonNode> member : resource.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals(TYPE)) {
        List<String> types = isOrder ? ORDER_TYPES : ITEM_TYPES;
        if (!types.contains(value.stringValue(""))) {
          fault(name, value, "expected " + String.join(" or ", types));
        }
      } else if (!name.equals(Json.ATTRIBUTES)) {
        fault(name, value, "belongs into attributes");
      }
    }
    return resource.path(Json.ATTRIBUTES);
  }

  private JsonNode only(JsonNode node, String wrapper) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!member.getKey().equals(wrapper)) {
        fault(member.getKey(), member.getValue(), "belongs into " + wrapper);
      }
    }
    return node.path(wrapper);
  }

  private void member(String name, JsonNode value, @Nullable Boolean orderLevel, boolean nested) {
    if (Json.ROWS.contains(name) && Boolean.TRUE.equals(orderLevel)) {
      return;
    }
    Column column = columns.column(name);
    if (column == Column.PHONE_NUMBER && value.isObject()) {
      pattern(value, orderLevel);
    } else if (column != null) {
      if (orderLevel != null && column.orderLevel() != orderLevel) {
        fault(
            name,
            value,
            orderLevel
                ? "belongs into each object of " + Json.GROUPS
                : "belongs beside the " + String.join(" or ", Json.ROWS) + ", not into it");
      } else {
        put(column, name, value);
      }
    } else if (columns.carries(name)) {
      own.put(columns.labelOf(name), value);
    } else if (name.equals(METADATA)) {
      metadata(value);
    } else if (!Column.OURS.contains(name)) {
      fault(
          name,
          value,
          "unknown member: "
              + Column.suggestionFor(name)
              + "; a member of your own belongs into metadata, or begins with x_");
    }
  }

  private void metadata(JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(member -> own.put(member.getKey(), member.getValue()));
    } else if (!value.isNull()) {
      fault(METADATA, value, "expected an object");
    }
  }

  /** The pattern as the provider nests it. */
  private void pattern(JsonNode patterns, @Nullable Boolean orderLevel) {
    if (Boolean.TRUE.equals(orderLevel)) {
      fault("phone_number", patterns, "belongs into each object of " + Json.GROUPS);
      return;
    }
    for (Map.Entry<String, JsonNode> member : patterns.properties()) {
      Column column = Column.named(member.getKey());
      if (column == Column.STARTS_WITH || column == Column.ENDS_WITH || column == Column.CONTAINS) {
        put(column, member.getKey(), member.getValue());
      } else {
        fault(
            member.getKey(),
            member.getValue(),
            "unknown member of phone_number: expected starts_with, ends_with or contains");
      }
    }
  }

  private void put(Column column, String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    String text;
    if (value.isString()) {
      text = value.stringValue();
    } else if (value.isNumber() || value.isBoolean()) {
      text = value.asString();
    } else if (column == Column.FEATURES && value.isArray()) {
      text = features(value);
    } else {
      text = null;
    }
    if (text == null) {
      fault(
          name,
          value,
          column == Column.FEATURES
              ? "expected a text or an array of texts"
              : "expected a text or a number");
    } else if (values[column.ordinal()] != null) {
      fault(name, value, "is there twice");
    } else {
      values[column.ordinal()] = text;
    }
  }

  private static @Nullable String features(JsonNode array) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode element : array) {
      if (!element.isString()) {
        return null;
      }
      joined.append(joined.isEmpty() ? "" : "|").append(element.stringValue());
    }
    return joined.toString();
  }

  private void fault(String name, JsonNode value, String reason) {
    faults.add(new Fault(RowCheck.shown(name), RowCheck.shown(value.toString()), reason));
  }
}
