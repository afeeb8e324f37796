package bulkorders.provider.telnyx;

import bulkorders.provider.AskedNumber;
import bulkorders.provider.AskedNumber.Requirement;
import bulkorders.provider.Papers;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import bulkorders.provider.http.SpooledAnswer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Regulatory papers at Telnyx. What a number is asked for is told by its number order; which part
 * it belongs to only by country and type, where there are several. A value can be given to a part
 * as a whole or to a number.
 *
 * <p>Source: Telnyx API reference, number orders, sub number orders, regulatory requirements,
 * comments, documents and addresses.
 */
final class TelnyxPapers implements Papers {

  private static final String PARTS = "/sub_number_orders";
  private static final String NUMBERS = "/number_order_phone_numbers";
  private static final String COMMENTS = "/comments";
  private static final String DOCUMENTS = "/documents";
  private static final String ADDRESSES = "/addresses";

  private final ObjectMapper json;
  private final ProviderHttp http;

  /**
   * @param http does not repeat what Telnyx says in detail, which may be what it was told
   */
  TelnyxPapers(ObjectMapper json, ProviderHttp http) {
    this.json = json;
    this.http = http;
  }

  @Override
  public Optional<String> read(String numberOrderId, Consumer<AskedNumber> numbers) {
    JsonNode order;
    try {
      order =
          http.get(
              Operation.GET_NUMBERS,
              SpooledAnswer.before(this::data),
              "/number_orders/{id}",
              numberOrderId);
    } catch (RefusedReadException e) {
      if (e.notFound()) {
        return Optional.of("is not known to the provider");
      }
      throw e.unavailable(Operation.GET_NUMBERS);
    }
    if (!numberOrderId.equalsIgnoreCase(text(order, "id"))) {
      return Optional.of("was answered with something else");
    }
    Map<Kind, String> parts = new HashMap<>();
    String only = parts(numberOrderId, order.path("sub_number_orders_ids"), parts);
    int seen = 0;
    for (JsonNode node : order.path("phone_numbers")) {
      String id = node.path("id").stringValue("");
      String phoneNumber = node.path("phone_number").stringValue("");
      if (AnswerParser.isProviderId(id) && NumberOrderReader.isPhoneNumber(phoneNumber)) {
        String country = NumberOrderReader.country(node);
        String type = text(node, "phone_number_type");
        String part = only != null ? only : parts.get(new Kind(country, type));
        numbers.accept(number(node, id, phoneNumber, country, type, part));
        seen++;
      }
    }
    int announced = order.path("phone_numbers_count").intValue(seen);
    return seen < announced
        ? Optional.of("says that it has %d numbers, and shows %d".formatted(announced, seen))
        : Optional.empty();
  }

  private record Kind(@Nullable String country, @Nullable String type) {}

  /** Answers the only part, or fills in which kinds of number belong to which of several. */
  private @Nullable String parts(String numberOrderId, JsonNode ids, Map<Kind, String> parts) {
    List<String> found = new ArrayList<>();
    for (JsonNode id : ids) {
      String text = id.stringValue("");
      if (AnswerParser.isProviderId(text)) {
        found.add(text);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    new TelnyxSubNumberOrders(json, http)
        .of(numberOrderId)
        .parts()
        .forEach(part -> parts.put(new Kind(part.countryIso(), part.phoneNumberType()), part.id()));
    return null;
  }

  private static AskedNumber number(
      JsonNode node,
      String id,
      String phoneNumber,
      @Nullable String country,
      @Nullable String type,
      @Nullable String part) {
    List<Requirement> requirements = new ArrayList<>();
    for (JsonNode asked : node.path("regulatory_requirements")) {
      String requirement = asked.path("requirement_id").stringValue("");
      if (AnswerParser.isProviderId(requirement)) {
        requirements.add(
            new Requirement(
                requirement,
                asked.path("field_type").stringValue("textual"),
                !asked.path("field_value").asString("").isBlank(),
                text(asked, "status")));
      }
    }
    return new AskedNumber(
        id, part, phoneNumber, country, type, text(node, "requirements_status"), requirements);
  }

  @Override
  public List<Rule> rules(String countryIso, String phoneNumberType) {
    List<Rule> rules = new ArrayList<>();
    http.getIfPermitted(
            Operation.GET_RULES,
            this::data,
            "/regulatory_requirements?filter[country_code]={country}&filter[phone_number_type]={type}&filter[action]=ordering",
            countryIso,
            phoneNumberType)
        .ifPresent(data -> data.forEach(kind -> addRules(kind, rules)));
    return rules;
  }

  private static void addRules(JsonNode kind, List<Rule> rules) {
    for (JsonNode node : kind.path("regulatory_requirements")) {
      String id = text(node, "id") == null ? text(node, "requirement_id") : text(node, "id");
      if (id != null) {
        String name = text(node, "label") == null ? text(node, "name") : text(node, "label");
        rules.add(new Rule(id, text(node, "field_type"), name, acceptance(node)));
      }
    }
  }

  /** What is accepted, in one line for people. */
  private static @Nullable String acceptance(JsonNode node) {
    List<String> said = new ArrayList<>();
    for (String name : List.of("description", "example")) {
      String text = text(node, name);
      if (text != null && !text.isBlank()) {
        said.add(name.equals("example") ? "example: " + text : text);
      }
    }
    for (Map.Entry<String, JsonNode> rule : node.path("acceptance_criteria").properties()) {
      JsonNode value = rule.getValue();
      String text =
          value.isArray()
              ? value.valueStream().map(each -> each.asString("")).collect(Collectors.joining(", "))
              : value.asString("");
      if (!text.isBlank()) {
        said.add(rule.getKey().replace('_', ' ') + ": " + text);
      }
    }
    return said.isEmpty() ? null : String.join("; ", said);
  }

  @Override
  public List<Comment> comments(String subNumberOrderId) {
    List<Comment> comments = new ArrayList<>();
    UndocumentedPages.of(
            json,
            http,
            Operation.LIST_COMMENTS,
            COMMENTS
                + "?filter[comment_record_type]=sub_number_order&filter[comment_record_id]={id}",
            subNumberOrderId)
        .read(
            node -> {
              String record = text(node, "comment_record_id");
              // The filter may not be known there.
              if (record == null || record.equalsIgnoreCase(subNumberOrderId)) {
                boolean byProvider = node.path("commenter_type").stringValue("").equals("admin");
                comments.add(new Comment(node.path("body").stringValue(""), byProvider));
              }
            });
    return comments;
  }

  @Override
  public Optional<String> giveToPart(String subNumberOrderId, Map<String, String> values) {
    return give(Operation.GIVE_TO_PART, PARTS, subNumberOrderId, values);
  }

  @Override
  public Optional<String> giveToNumber(String orderedNumberId, Map<String, String> values) {
    return give(Operation.GIVE_TO_NUMBER, NUMBERS, orderedNumberId, values);
  }

  private Optional<String> give(
      Operation operation, String path, String id, Map<String, String> values) {
    ObjectNode body = json.createObjectNode();
    ArrayNode requirements = body.putArray("regulatory_requirements");
    values.forEach(
        (requirement, value) ->
            requirements.addObject().put("requirement_id", requirement).put("field_value", value));
    try {
      http.patch(operation, json.writeValueAsBytes(body), path + "/{id}", id);
      return Optional.empty();
    } catch (RefusedReadException e) {
      return Optional.of(e.reason());
    }
  }

  @Override
  public Optional<String> attachToPart(String subNumberOrderId, String requirementGroupId) {
    return attach(PARTS, subNumberOrderId, requirementGroupId);
  }

  @Override
  public Optional<String> attachToNumber(String orderedNumberId, String requirementGroupId) {
    return attach(NUMBERS, orderedNumberId, requirementGroupId);
  }

  /** Sets what does not depend on what was before; without an answer it is simply set again. */
  private Optional<String> attach(String path, String id, String requirementGroupId) {
    ObjectNode body = json.createObjectNode().put("requirement_group_id", requirementGroupId);
    try {
      // How often it may be without an answer is for the circuit of the account to say.
      while (true) {
        Optional<Integer> answered =
            http.postOnce(
                Operation.ATTACH_GROUP,
                answer -> Optional.of(answer.readAllBytes().length),
                MediaType.APPLICATION_JSON,
                json.writeValueAsBytes(body),
                path + "/{id}/requirement_group",
                id);
        if (answered.isPresent()) {
          return Optional.empty();
        }
      }
    } catch (RefusedReadException e) {
      return Optional.of(e.reason());
    }
  }

  @Override
  public Optional<String> findDocument(String reference) {
    return find(
        Operation.LIST_DOCUMENTS,
        DOCUMENTS + "?filter[customer_reference][eq]={reference}&sort[]=-created_at",
        reference);
  }

  @Override
  public Optional<String> findAddress(String reference) {
    return find(
        Operation.LIST_ADDRESSES,
        ADDRESSES + "?filter[customer_reference][eq]={reference}",
        reference);
  }

  /** The first of those with a reference; what the filter says is compared once more. */
  private Optional<String> find(Operation operation, String path, String reference) {
    List<String> found = new ArrayList<>();
    UndocumentedPages.of(json, http, operation, path, reference)
        .read(
            node -> {
              String id = id(node);
              if (reference.equals(text(node, "customer_reference")) && id != null) {
                found.add(id);
              }
            });
    return found.stream().findFirst();
  }

  @Override
  public Making upload(Path file, String name, String reference) {
    MultiValueMap<String, Object> body = new LinkedMultiValueMap<>();
    body.add("customer_reference", reference);
    body.add("file", new NamedFile(file, name));
    return make(Operation.UPLOAD, MediaType.MULTIPART_FORM_DATA, body, DOCUMENTS);
  }

  /** A file under another name than it has here. */
  private static final class NamedFile extends FileSystemResource {
    private final String name;

    NamedFile(Path file, String name) {
      super(file);
      this.name = name;
    }

    @Override
    public String getFilename() {
      return name;
    }
  }

  @Override
  public Making makeAddress(Map<String, String> fields, String reference) {
    ObjectNode body = json.createObjectNode();
    fields.forEach(body::put);
    body.put("customer_reference", reference);
    return make(
        Operation.MAKE_ADDRESS,
        MediaType.APPLICATION_JSON,
        json.writeValueAsBytes(body),
        ADDRESSES);
  }

  @Override
  public Making comment(String subNumberOrderId, String body) {
    ObjectNode comment =
        json.createObjectNode()
            .put("body", body)
            .put("comment_record_type", "sub_number_order")
            .put("comment_record_id", subNumberOrderId);
    return make(
        Operation.COMMENT, MediaType.APPLICATION_JSON, json.writeValueAsBytes(comment), COMMENTS);
  }

  private Making make(Operation operation, MediaType type, Object body, String path) {
    try {
      return http.postOnce(
              operation, answer -> Optional.ofNullable(id(data(answer))), type, body, path)
          .<Making>map(Making.Made::new)
          .orElseGet(Making.Unclear::new);
    } catch (RefusedReadException e) {
      return new Making.Refused(e.reason());
    }
  }

  private JsonNode data(InputStream body) {
    return AnswerParser.tree(json, body).path("data");
  }

  /** Ids of addresses may be numbers. */
  private static @Nullable String id(JsonNode node) {
    String id = node.path("id").asString("");
    return AnswerParser.isProviderId(id) ? id : null;
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).stringValue(null);
  }
}
