package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.QueryParameters;
import bulkorders.sandbox.core.Reply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON:API documents: data, what is included, links, meta. */
final class Document {

  static final String MEDIA_TYPE = "application/vnd.api+json";

  /** What is to be included of a resource, and of what is included in turn. */
  private record Tree(Map<String, Tree> children) {

    static Tree of(QueryParameters query) {
      Tree root = new Tree(new LinkedHashMap<>());
      for (String path : query.list("include")) {
        Tree at = root;
        for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
          at = at.children.computeIfAbsent(name, none -> new Tree(new LinkedHashMap<>()));
        }
      }
      return root;
    }
  }

  private final DidwwRequest request;
  private final Tree include;
  private final Map<String, Set<String>> fields = new HashMap<>();
  private final Map<String, ObjectNode> included = new LinkedHashMap<>();

  private Document(DidwwRequest request) {
    this.request = request;
    QueryParameters query = request.query();
    this.include = Tree.of(query);
    for (String name : query.names()) {
      if (name.startsWith("fields[") && name.endsWith("]")) {
        fields.put(
            name.substring("fields[".length(), name.length() - 1), Set.copyOf(query.list(name)));
      }
    }
  }

  /** A document with one object. */
  static Reply one(int status, DidwwRequest request, @Nullable Resource resource) {
    Document document = new Document(request);
    @Nullable ObjectNode data =
        resource == null ? null : document.object(resource, document.include);
    return document.reply(
        status,
        json -> {
          if (data == null) {
            json.writeNullProperty("data");
          } else {
            json.writePOJOProperty("data", data);
          }
        },
        Json.object(),
        Map.of());
  }

  /**
   * A page of a list.
   *
   * @param type of its entries
   * @param total how many the whole list has
   */
  static Reply page(
      DidwwRequest request, String type, List<Resource> entries, Listing listing, int total) {
    return list(
        request,
        type,
        entries,
        Json.object().put("total_records", total),
        listing.links(request, total));
  }

  /** A list that has no pages. */
  static Reply list(
      DidwwRequest request,
      String type,
      List<Resource> entries,
      ObjectNode meta,
      Map<String, String> links) {
    Document document = new Document(request);
    document.include.children.keySet().forEach(name -> Relations.check(type, name));
    List<ObjectNode> data =
        entries.stream().map(entry -> document.object(entry, document.include)).toList();
    return document.reply(
        200,
        json -> {
          json.writeArrayPropertyStart("data");
          data.forEach(json::writePOJO);
          json.writeEndArray();
        },
        meta,
        links);
  }

  private interface Part {
    void write(JsonGenerator json);
  }

  private Reply reply(int status, Part data, ObjectNode meta, Map<String, String> links) {
    meta.put("api_version", request.version().code());
    return Reply.json(
        status,
        json -> {
          json.writeStartObject();
          data.write(json);
          if (!include.children.isEmpty()) {
            json.writeArrayPropertyStart("included");
            included.values().forEach(json::writePOJO);
            json.writeEndArray();
          }
          json.writePOJOProperty("meta", meta);
          if (!links.isEmpty()) {
            json.writeObjectPropertyStart("links");
            links.forEach(json::writeStringProperty);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private ObjectNode object(Resource resource, Tree tree) {
    tree.children.keySet().forEach(name -> Relations.check(resource.type(), name));
    @Nullable Set<String> wanted = fields.get(resource.type());
    ObjectNode attributes = resource.attributes();
    if (wanted != null) {
      attributes = attributes.deepCopy().retain(wanted);
    }
    ObjectNode object = Json.object().put("id", resource.id()).put("type", resource.type());
    object.set("attributes", attributes);
    ObjectNode relationships = Json.object();
    resource
        .related()
        .forEach(
            (name, relation) -> {
              if (wanted == null || wanted.contains(name) || tree.children.containsKey(name)) {
                relationships.set(
                    name, relationship(resource, name, relation, tree.children.get(name)));
              }
            });
    if (!relationships.isEmpty()) {
      object.set("relationships", relationships);
    }
    @Nullable ObjectNode meta = resource.meta();
    if (meta != null) {
      object.set("meta", meta);
    }
    return object;
  }

  private ObjectNode relationship(
      Resource resource, String name, Resource.Relation relation, @Nullable Tree tree) {
    String self = request.base() + "/" + resource.type() + "/" + resource.id();
    ObjectNode node = Json.object();
    node.putObject("links")
        .put("self", self + "/relationships/" + name)
        .put("related", self + "/" + name);
    if (tree == null) {
      return node;
    }
    if (relation instanceof Resource.Relation.Many many) {
      ArrayNode data = node.putArray("data");
      many.targets().get().forEach(target -> data.add(include(target, tree)));
    } else if (relation instanceof Resource.Relation.One one) {
      @Nullable Resource target = one.target().get();
      if (target == null) {
        node.putNull("data");
      } else {
        node.set("data", include(target, tree));
      }
    }
    return node;
  }

  private ObjectNode include(Resource target, Tree tree) {
    String key = target.type() + "/" + target.id();
    if (!included.containsKey(key) || !tree.children.isEmpty()) {
      included.put(key, object(target, tree));
    }
    return Json.object().put("type", target.type()).put("id", target.id());
  }

  /** The names in a list that may be joined by commas. */
  static Stream<String> names(QueryParameters query, String parameter) {
    return query.list(parameter).stream().filter(name -> !name.isEmpty());
  }
}
