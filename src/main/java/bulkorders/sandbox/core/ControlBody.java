package bulkorders.sandbox.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object sent to the control API, read with {@link BadControlRequest}s for what is wrong.
 */
public final class ControlBody {

  private final JsonNode object;
  private final String where;

  /**
   * @param where how messages call it
   * @param known the names it may have
   */
  public ControlBody(JsonNode object, String where, Set<String> known) {
    this.object = object;
    this.where = where;
    if (!object.isObject()) {
      throw new BadControlRequest(where + " must be a JSON object");
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw new BadControlRequest(
            where
                + ": unknown name '"
                + name
                + "'; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** The body as JSON, or a {@link BadControlRequest}. */
  public static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (JacksonException e) {
      throw new BadControlRequest("The body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** A text; null when the name is absent. */
  public @Nullable String text(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new BadControlRequest(where + ": " + name + " must be a string");
    }
    return value.asString();
  }

  /** A whole number from {@code least} to {@code most}; null when the name is absent. */
  public @Nullable Long whole(String name, long least, long most) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      throw new BadControlRequest(
          where
              + ": "
              + name
              + " must be a whole number from "
              + least
              + " to "
              + most
              + ", not "
              + value);
    }
    return value.asLong();
  }

  /** True or false; null when the name is absent. */
  public @Nullable Boolean flag(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw new BadControlRequest(where + ": " + name + " must be true or false");
    }
    return value.asBoolean();
  }

  /** An array of strings; empty when the name is absent. */
  public List<String> texts(String name) {
    JsonNode value = object.path(name);
    List<String> texts = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return texts;
    }
    for (JsonNode text : value) {
      if (text.isString()) {
        texts.add(text.asString());
      }
    }
    if (!value.isArray() || texts.size() != value.size()) {
      throw new BadControlRequest(where + ": " + name + " must be an array of strings");
    }
    return List.copyOf(texts);
  }

  /** A number from 0 to 1; 1 when the name is absent. */
  public double probability(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return 1;
    }
    if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 1)) {
      throw new BadControlRequest(
          where + ": " + name + " must be a number from 0 to 1, not " + value);
    }
    return value.asDouble();
  }

  /** The constant of that code, null when the name is absent. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, E[] values) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    for (E value : values) {
      if (code(value).equals(text)) {
        return value;
      }
    }
    throw new BadControlRequest(
        where
            + ": unknown "
            + name
            + " '"
            + text
            + "'; valid are "
            + Stream.of(values).map(ControlBody::code).collect(Collectors.joining(", ")));
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
