package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON body of a request and notes all that is wrong with it. Fields that nobody asks for
 * are ignored, as the provider does.
 */
final class BodyReader {

  private static final int MOST_ERRORS = 100;

  private final JsonNode root;
  private final List<TelnyxError> errors = new ArrayList<>();

  private BodyReader(JsonNode root) {
    this.root = root;
  }

  /** A body that has to be a JSON object; else a {@link TelnyxRefusal}. */
  static BodyReader of(byte[] body) {
    JsonNode root;
    try {
      root = Json.parse(body);
    } catch (JacksonException e) {
      throw TelnyxRefusal.invalidJson(e.getOriginalMessage());
    }
    if (root.isMissingNode()) {
      throw TelnyxRefusal.invalidJson("the body is empty");
    }
    BodyReader reader = new BodyReader(root);
    if (!root.isObject()) {
      reader.fault("", "10026", "Wrong type", "The request body must be an object.");
      reader.refuseFaults();
    }
    return reader;
  }

  /** As {@link #of}, but no body at all is an empty object. */
  static BodyReader ofOptional(byte[] body) {
    return body.length == 0 ? new BodyReader(Json.object()) : of(body);
  }

  JsonNode root() {
    return root;
  }

  boolean isFaultless() {
    return errors.isEmpty();
  }

  /** Throws a {@link TelnyxRefusal} with everything that was wrong so far, if anything was. */
  void refuseFaults() {
    if (!errors.isEmpty()) {
      int most = Math.min(MOST_ERRORS, errors.size());
      throw new TelnyxRefusal(422, List.copyOf(errors.subList(0, most)));
    }
  }

  @Nullable String text(String name) {
    return text(root, "", name);
  }

  /** A string that has to be there; empty when it is not. */
  String required(String name) {
    return required(root, "", name);
  }

  String required(JsonNode node, String at, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      missing(at + "/" + name);
      return "";
    }
    @Nullable String text = text(node, at, name);
    return text == null ? "" : text;
  }

  @Nullable String text(JsonNode node, String at, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      fault(at + "/" + name, "10026", "Wrong type", name + " must be a string.");
      return null;
    }
    return value.asString();
  }

  @Nullable Boolean flag(JsonNode node, String at, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      fault(at + "/" + name, "10026", "Wrong type", name + " must be true or false.");
      return null;
    }
    return value.asBoolean();
  }

  /** One of some values; empty when it is not there. */
  String oneOf(JsonNode node, String at, String name, Set<String> values) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      missing(at + "/" + name);
      return "";
    }
    @Nullable String text = optionalOneOf(node, at, name, values);
    return text == null ? "" : text;
  }

  @Nullable String optionalOneOf(JsonNode node, String at, String name, Set<String> values) {
    @Nullable String text = text(node, at, name);
    if (text != null && !values.contains(text)) {
      fault(
          at + "/" + name,
          "10032",
          "Invalid enumerated value",
          "'" + text + "' is none of " + String.join(", ", values.stream().sorted().toList()));
    }
    return text;
  }

  /** The objects of an array that has to have one at least; empty when something is wrong. */
  List<JsonNode> objects(String name) {
    JsonNode nodes = root.path(name);
    List<JsonNode> objects = new ArrayList<>();
    if (nodes.isMissingNode() || nodes.isNull()) {
      missing("/" + name);
    } else if (!nodes.isArray()) {
      fault("/" + name, "10026", "Wrong type", name + " must be an array.");
    } else if (nodes.isEmpty()) {
      fault("/" + name, "10033", "Out of range", name + " must have at least one item.");
    } else {
      for (int i = 0; i < nodes.size(); i++) {
        if (!nodes.get(i).isObject()) {
          fault("/" + name + "/" + i, "10026", "Wrong type", "An item must be an object.");
        }
        objects.add(nodes.get(i));
      }
    }
    return objects;
  }

  void missing(String pointer) {
    fault(
        pointer, "10004", "Missing required parameter", "The '" + pointer + "' field is required.");
  }

  void fault(String pointer, String code, String title, String detail) {
    fault(TelnyxError.at(pointer, code, title, detail));
  }

  void fault(TelnyxError error) {
    errors.add(error);
  }
}
