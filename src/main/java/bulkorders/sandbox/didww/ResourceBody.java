package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The object that a client sends, read with a {@link DidwwRefusal} for what is wrong. */
final class ResourceBody {

  private final JsonNode attributes;
  private final JsonNode relationships;

  private ResourceBody(JsonNode attributes, JsonNode relationships) {
    this.attributes = attributes;
    this.relationships = relationships;
  }

  /** An object that is to be created. */
  static ResourceBody created(
      DidwwRequest request, String type, Set<String> attributes, Set<String> relationships) {
    JsonNode data = data(request, type);
    if (data.has("id")) {
      throw DidwwRefusal.paramsNotAllowed(List.of("id"));
    }
    return checked(data, attributes, relationships);
  }

  /** What is to be changed about the object in the path. */
  static ResourceBody changed(
      DidwwRequest request, String type, Set<String> attributes, Set<String> relationships) {
    JsonNode data = data(request, type);
    @Nullable String id = Json.text(data, "id");
    if (id == null) {
      throw DidwwRefusal.missing("id");
    }
    if (!id.equalsIgnoreCase(request.idText())) {
      throw DidwwRefusal.invalidField("id", id);
    }
    return checked(data, attributes, relationships);
  }

  private static JsonNode data(DidwwRequest request, String type) {
    JsonNode root;
    try {
      root = Json.parse(request.call().body());
    } catch (JacksonException e) {
      throw DidwwRefusal.badRequest("The body is not valid JSON: " + e.getOriginalMessage());
    }
    JsonNode data = root.path("data");
    if (!data.isObject()) {
      throw DidwwRefusal.missing("data");
    }
    @Nullable String given = Json.text(data, "type");
    if (given == null) {
      throw DidwwRefusal.missing("type");
    }
    if (!given.equals(type)) {
      throw DidwwRefusal.typeMismatch(given);
    }
    return data;
  }

  private static ResourceBody checked(
      JsonNode data, Set<String> attributes, Set<String> relationships) {
    JsonNode given = data.path("attributes");
    JsonNode related = data.path("relationships");
    List<String> unknown =
        java.util.stream.Stream.concat(
                given.propertyNames().stream().filter(name -> !attributes.contains(name)),
                related.propertyNames().stream().filter(name -> !relationships.contains(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw DidwwRefusal.paramsNotAllowed(unknown);
    }
    return new ResourceBody(given, related);
  }

  /** Whether the attribute is there, if only as null. */
  boolean has(String name) {
    return attributes.has(name);
  }

  /** The attribute as it is; missing if it is not there. */
  JsonNode attribute(String name) {
    return attributes.path(name);
  }

  @Nullable String text(String name) {
    return text(attributes, name);
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = attributes.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw DidwwRefusal.invalidField(name, shown(value));
    }
    return value.asBoolean();
  }

  @Nullable Integer whole(String name) {
    return whole(attributes, name);
  }

  /** The id that a relationship to one object has; null when there is none. */
  @Nullable String related(String name, String type) {
    JsonNode data = relationships.path(name).path("data");
    @Nullable String id = Json.text(data, "id");
    if (id != null && !type.equals(Json.text(data, "type"))) {
      throw DidwwRefusal.typeMismatch(String.valueOf(Json.text(data, "type")));
    }
    return id;
  }

  /** Whether the relationship is there, if only as null. */
  boolean relates(String name) {
    return relationships.has(name);
  }

  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw DidwwRefusal.invalidField(name, shown(value));
    }
    return value.asString();
  }

  static @Nullable Integer whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw DidwwRefusal.invalidField(name, shown(value));
    }
    return value.asInt();
  }

  private static String shown(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
