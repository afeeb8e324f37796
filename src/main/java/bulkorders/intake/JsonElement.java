package bulkorders.intake;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The rows of one JSON object: itself when it is flat, its ordering groups one after the other when
 * it has some.
 */
final class JsonElement {

  private static final List<byte[]> MARKS =
      Json.ROWS.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toList();

  private final byte[] bytes;
  private final long line;
  private final OwnColumns own;

  /** The member that holds the groups. */
  private String name = Json.GROUPS;

  private @Nullable String damage;
  private JsonRow.@Nullable Envelope envelope;
  private @Nullable JsonParser groups;
  // What turns a place that the parser of the groups names into a place of the object and input.
  private int offset;
  private long lineOffset;
  private int groupBegin;
  private long groupLine;
  private boolean ended;

  private JsonElement(byte[] bytes, long line, OwnColumns own) {
    this.bytes = bytes;
    this.line = line;
    this.own = own;
  }

  /**
   * @param bytes the object; malformed ones become one damaged row
   * @param line line where it begins
   * @param own what the operator says about columns
   */
  static JsonElement of(byte[] bytes, long line, OwnColumns own) {
    JsonElement element = new JsonElement(bytes, line, own);
    if (element.mayHaveGroups()) {
      element.findGroups();
    }
    if (element.damage == null && element.envelope == null && bytes.length > Json.MAX_ROW) {
      element.damage = "is longer than 64 KiB, which is the limit for one row";
    }
    return element;
  }

  /** Gives its next row, null behind the last. */
  @Nullable InputRow next(long number) {
    if (ended) {
      return null;
    }
    if (damage != null) {
      ended = true;
      return damaged(number, damage);
    }
    JsonRow.Envelope around = envelope;
    if (around == null) {
      ended = true;
      return new JsonRow(number, line, bytes, null, own);
    }
    byte[] group = Arrays.copyOfRange(bytes, groupBegin, end());
    InputRow row =
        group.length <= Json.MAX_ROW
            ? new JsonRow(number, groupLine, group, around, own)
            : new DamagedRow(
                number,
                groupLine,
                Arrays.copyOf(group, RecordCutter.KEPT_OF_TOO_LONG),
                "an ordering group longer than 64 KiB");
    step();
    return row;
  }

  /** Whether {@link #next} would give a row. */
  boolean hasNext() {
    return !ended;
  }

  private InputRow damaged(long number, String reason) {
    return new DamagedRow(
        number,
        line,
        bytes.length <= Json.MAX_ROW ? bytes : Arrays.copyOf(bytes, RecordCutter.KEPT_OF_TOO_LONG),
        reason);
  }

  /** Spares most flat objects a pass of their own. */
  private boolean mayHaveGroups() {
    for (int i = 0; i < bytes.length; i++) {
      for (byte[] mark : MARKS) {
        if (bytes[i] == mark[0]
            && i + mark.length <= bytes.length
            && Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Finds where the groups begin and end; the groups themselves are stepped over. */
  private void findGroups() {
    int begin = -1;
    int end = -1;
    long beginLine = 0;
    try (JsonParser parser = Json.scanner(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        damage = "expected a JSON object";
        return;
      }
      // The rows may be wrapped.
      for (int depth = 1; depth > 0; ) {
        if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
          depth--;
          continue;
        }
        String member = parser.currentName();
        boolean groupsHere = Json.ROWS.contains(member);
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT && isWrapper(member)) {
          depth++;
          continue;
        }
        int valueBegin = (int) parser.currentTokenLocation().getByteOffset();
        long valueLine = parser.currentTokenLocation().getLineNr();
        parser.skipChildren();
        if (groupsHere) {
          if (value != JsonToken.START_ARRAY) {
            damage = member + " is not an array of objects";
            return;
          }
          if (begin >= 0) {
            damage =
                member.equals(name)
                    ? member + " is there twice"
                    : "has both " + name + " and " + member + "; make two requests of it";
            return;
          }
          name = member;
          begin = valueBegin;
          beginLine = valueLine;
          end = (int) parser.currentLocation().getByteOffset();
        }
      }
      if (parser.nextToken() != null) {
        damage = "expected one JSON object and nothing behind it";
        return;
      }
    } catch (JacksonException e) {
      damage = "malformed JSON: " + Json.problem(e);
      return;
    }
    if (begin < 0) {
      return;
    }
    if (begin + bytes.length - end > Json.MAX_ROW) {
      damage = "has more than 64 KiB beside its ordering groups";
      return;
    }
    envelope =
        new JsonRow.Envelope(
            Arrays.copyOf(bytes, begin), Arrays.copyOfRange(bytes, end, bytes.length));
    JsonParser parser = Json.scanner(new ByteArrayInputStream(bytes, begin, end - begin));
    parser.nextToken();
    groups = parser;
    offset = begin;
    lineOffset = line + beginLine - 2;
    step();
    if (ended) {
      ended = false;
      envelope = null;
      damage = name + " is empty";
    }
  }

  private static boolean isWrapper(String member) {
    return member.equals(Json.DATA) || member.equals(Json.ATTRIBUTES);
  }

  private void step() {
    JsonParser parser = groups;
    try {
      if (parser == null || parser.nextToken() == JsonToken.END_ARRAY) {
        ended = true;
        return;
      }
      groupBegin = offset + (int) parser.currentTokenLocation().getByteOffset();
      groupLine = lineOffset + parser.currentTokenLocation().getLineNr();
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
    } catch (JacksonException e) {
      damage = "malformed JSON in " + name + ": " + Json.problem(e);
    }
  }

  private int end() {
    JsonParser parser = groups;
    return parser == null ? bytes.length : offset + (int) parser.currentLocation().getByteOffset();
  }
}
