package bulkorders.requirements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider's desk for papers on a loopback port: number orders that wait, documents, addresses
 * and comments, as Telnyx describes them. It keeps what it was given and counts what it was asked,
 * and loses answers where a test wants that.
 */
public final class PaperDesk implements AutoCloseable {

  /** What German local numbers are asked for here. */
  public static final Map<String, String> GERMAN =
      Map.of("req-name", "textual", "req-proof", "document", "req-home", "address");

  private final HttpServer server;
  private final JsonMapper json = JsonMapper.shared();
  private final Map<String, Number> numbers = new LinkedHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> toDrop = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> reached = new ConcurrentHashMap<>();
  private final Map<String, String> documents = new LinkedHashMap<>();
  private final Map<String, JsonNode> addresses = new LinkedHashMap<>();
  private final List<Said> said = new ArrayList<>();
  private @Nullable String refusedValue;

  private static final class Number {
    final String id;
    final String phoneNumber;
    final String type;
    final String part;
    final String order;
    final Map<String, @Nullable String> values = new LinkedHashMap<>();
    final Map<String, String> statuses = new LinkedHashMap<>();
    @Nullable String group;

    Number(String id, String phoneNumber, String type, String part, String order) {
      this.id = id;
      this.phoneNumber = phoneNumber;
      this.type = type;
      this.part = part;
      this.order = order;
      GERMAN.keySet().forEach(requirement -> statuses.put(requirement, "awaiting-value"));
    }

    String whole() {
      return statuses.containsValue("declined")
          ? "requirement-info-exception"
          : statuses.containsValue("awaiting-value")
              ? "requirement-info-pending"
              : statuses.values().stream().allMatch("approved"::equals)
                  ? "approved"
                  : "requirement-info-under-review";
    }
  }

  private record Said(String part, String body, String by) {}

  public PaperDesk() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v2", this::serve);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2");
  }

  /** Sells local German numbers: a number order with one part. */
  public void order(String numberOrder, int count, int first) {
    for (int i = 0; i < count; i++) {
      String phoneNumber = "+4930%07d".formatted(first + i);
      String id = "nop-" + (first + i);
      numbers.put(id, new Number(id, phoneNumber, "local", "sub-" + numberOrder, numberOrder));
    }
  }

  /** Writes a run into a ledger that asked for all its numbers, each number order an order. */
  public void intoLedger(JdbcClient jdbc) {
    jdbc.sql(
            """
            insert into account (name, provider, base_url, key_salt, key_hmac) values ('telnyx', 'telnyx', ?, '\\x00', '\\x00')
            on conflict (name) do update set base_url = excluded.base_url
            """)
        .param(baseUrl().toString())
        .update();
    int run =
        jdbc.sql(
                """
                insert into run (job, input_hash, input_name, input_format, run_key, provider, account, tag, actor,
                  skip_limit, planned_at, placing_at, intake_ended_at)
                values ('bulkOrderJob', gen_random_uuid()::text, 'de.csv', 'csv', '', 'telnyx', 'telnyx', 'tag', 'me', '10%',
                  now(), now(), now()) returning id
                """)
            .query(Integer.class)
            .single();
    int row = 0;
    for (String numberOrder : numbers.values().stream().map(n -> n.order).distinct().toList()) {
      row++;
      List<Number> ordered =
          numbers.values().stream().filter(n -> n.order.equals(numberOrder)).toList();
      jdbc.sql(
              """
              insert into ordering_group (run_id, row_no, line, request_id, country_iso, phone_number_type, count_requested,
                locality, order_key, echo, hidden)
              values (?, ?, ?, ?, 'DE', 'local', ?, ?, gen_random_uuid(), 0, 0)
              """)
          .params(run, row, row + 1, "request-" + row, ordered.size(), row == 1 ? "Berlin" : "Bonn")
          .update();
      long order =
          jdbc.sql(
                  """
                  insert into provider_order (run_id, order_no, provider, account, reference, groups, numbers_requested,
                    state, waiting, provider_order_id, next_poll_at, polls, accepted_at)
                  values (?, ?, 'telnyx', 'telnyx', gen_random_uuid()::text, 1, ?, 'PROCESSING', true, ?,
                    now() + interval '1 hour', 7, now()) returning id
                  """)
              .params(run, row, ordered.size(), "bulk-" + numberOrder)
              .query(Long.class)
              .single();
      jdbc.sql(
              "insert into order_group (order_id, position, run_id, row_no, count_requested) values"
                  + " (?, 0, ?, ?, ?)")
          .params(order, run, row, ordered.size())
          .update();
      jdbc.sql(
              "insert into number_order (order_id, position, number_order_id, sub_number_order_ids)"
                  + " values (?, 0, ?, array[?])")
          .params(order, numberOrder, "sub-" + numberOrder)
          .update();
      for (Number number : ordered) {
        jdbc.sql(
                """
                insert into phone_number (order_id, position, phone_number, provider_id, number_order_id, country_iso,
                  phone_number_type, status, state, requirements_status, deadline)
                values (?, 0, ?, ?, ?, 'DE', 'local', 'pending', 'WAITING', ?, timestamptz '2026-12-24T12:00:00Z')
                """)
            .params(order, number.phoneNumber, number.id, numberOrder, number.whole())
            .update();
      }
    }
  }

  /** The next so many requests of a kind, such as POST /documents, get no answer. */
  public void drop(String kind, boolean isDone, int times) {
    toDrop.put(kind + (isDone ? " done" : ""), times);
  }

  /** Holds requests of a kind before anything is done; answers when one has come. */
  public CountDownLatch hold(String kind, boolean isDone) {
    String key = kind + (isDone ? " done" : "");
    held.put(key, new CountDownLatch(1));
    var latch = new CountDownLatch(1);
    reached.put(key, latch);
    return latch;
  }

  public void letGo() {
    held.values().forEach(CountDownLatch::countDown);
    held.clear();
  }

  /** Whoever gives this value is refused, and told what was given. */
  public void refuse(String value) {
    refusedValue = value;
  }

  /** The provider's people judge one requirement of all numbers of an order. */
  public synchronized void judge(String numberOrder, String requirement, String status) {
    numbers.values().stream()
        .filter(n -> n.order.equals(numberOrder))
        .forEach(n -> n.statuses.put(requirement, status));
  }

  public synchronized void say(String numberOrder, String body) {
    said.add(new Said("sub-" + numberOrder, body, "admin"));
  }

  /** The different values that numbers of an order have for a requirement. */
  public synchronized List<@Nullable String> values(String numberOrder, String requirement) {
    return numbers.values().stream()
        .filter(n -> n.order.equals(numberOrder))
        .<@Nullable String>map(n -> n.values.get(requirement))
        .distinct()
        .toList();
  }

  public synchronized @Nullable String value(String numberId, String requirement) {
    return number(numberId).values.get(requirement);
  }

  public synchronized @Nullable String group(String numberId) {
    return number(numberId).group;
  }

  public synchronized int documents() {
    return documents.size();
  }

  public synchronized int addresses() {
    return addresses.size();
  }

  public synchronized List<String> comments() {
    return said.stream().filter(s -> !s.by.equals("admin")).map(Said::body).toList();
  }

  private Number number(String id) {
    return Objects.requireNonNull(numbers.get(id));
  }

  /** An upload that nothing refers to is taken away. */
  public synchronized void forgetDocuments() {
    documents.clear();
  }

  /** How many requests began so. */
  public long requests(String kind) {
    return requests.stream().filter(request -> request.startsWith(kind)).count();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v2".length());
      String query =
          exchange.getRequestURI().getRawQuery() == null
              ? ""
              : URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
      String kind = exchange.getRequestMethod() + " " + path.replaceAll("(/[a-z_]+).*", "$1");
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + path);
      if (isLost(kind)) {
        return;
      }
      Answer answer;
      synchronized (this) {
        answer = answer(exchange.getRequestMethod(), path, query, body);
      }
      if (isLost(kind + " done")) {
        return;
      }
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private boolean isLost(String key) {
    CountDownLatch hold = held.get(key);
    if (hold != null) {
      Objects.requireNonNull(reached.get(key)).countDown();
      try {
        hold.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
    int left = toDrop.getOrDefault(key, 0);
    toDrop.put(key, left - 1);
    return left > 0;
  }

  private record Answer(int status, String body) {}

  private Answer answer(String method, String path, String query, byte[] body) {
    Matcher part = Pattern.compile("/sub_number_orders/([^/]+)(/requirement_group)?").matcher(path);
    Matcher number =
        Pattern.compile("/number_order_phone_numbers/([^/]+)(/requirement_group)?").matcher(path);
    if (method.equals("GET") && path.startsWith("/number_orders/")) {
      return ok(order(path.substring("/number_orders/".length())));
    }
    if (method.equals("GET") && path.equals("/regulatory_requirements")) {
      return ok(rules());
    }
    if (part.matches()) {
      return given(
          numbers.values().stream().filter(n -> n.part.equals(part.group(1))).toList(), body);
    }
    if (number.matches()) {
      return given(List.of(number(number.group(1))), body);
    }
    if (path.equals("/documents")) {
      if (method.equals("POST")) {
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher reference = Pattern.compile("bo-paper\\.[0-9a-f]{40}").matcher(text);
        String found = reference.find() ? reference.group() : "";
        String id = "00000000-0000-0000-0000-%012d".formatted(documents.size() + 1);
        documents.put(id, found);
        return ok(json.createObjectNode().put("id", id).put("customer_reference", found));
      }
      return listed(documents, query);
    }
    if (path.equals("/addresses")) {
      if (method.equals("POST")) {
        String id = "9000000%02d".formatted(addresses.size());
        addresses.put(id, json.readTree(body));
        return ok(json.createObjectNode().put("id", id));
      }
      Map<String, String> references = new LinkedHashMap<>();
      addresses.forEach(
          (id, address) -> references.put(id, address.path("customer_reference").asString("")));
      return listed(references, query);
    }
    if (path.equals("/comments")) {
      if (method.equals("POST")) {
        JsonNode comment = json.readTree(body);
        said.add(
            new Said(
                comment.path("comment_record_id").asString(""),
                comment.path("body").asString(""),
                "user"));
        return ok(json.createObjectNode().put("id", "comment-" + said.size()));
      }
      ArrayNode list = json.createArrayNode();
      said.stream()
          .filter(s -> query.contains(s.part))
          .forEach(
              s ->
                  list.addObject()
                      .put("id", "comment-" + list.size())
                      .put("body", s.body)
                      .put("commenter_type", s.by)
                      .put("comment_record_id", s.part));
      return ok(list);
    }
    return new Answer(404, "{\"errors\":[{\"code\":\"10005\",\"title\":\"Not found\"}]}");
  }

  private Answer listed(Map<String, String> references, String query) {
    ArrayNode list = json.createArrayNode();
    references.forEach(
        (id, reference) -> {
          if (query.contains(reference)) {
            list.addObject().put("id", id).put("customer_reference", reference);
          }
        });
    return ok(list);
  }

  private Answer given(List<Number> to, byte[] body) {
    JsonNode sent = json.readTree(body);
    if (sent.has("requirement_group_id")) {
      to.forEach(n -> n.group = sent.path("requirement_group_id").asString());
      to.forEach(n -> n.statuses.replaceAll((requirement, status) -> "pending-approval"));
      return ok(json.createObjectNode());
    }
    for (JsonNode value : sent.path("regulatory_requirements")) {
      if (value.path("field_value").asString("").equals(refusedValue)) {
        return new Answer(
            422,
            "{\"errors\":[{\"code\":\"10027\",\"title\":\"Unprocessable\",\"detail\":\"%s is wrong\"}]}"
                .formatted(refusedValue));
      }
    }
    for (JsonNode value : sent.path("regulatory_requirements")) {
      String requirement = value.path("requirement_id").asString("");
      to.forEach(n -> n.values.put(requirement, value.path("field_value").asString("")));
      to.forEach(n -> n.statuses.put(requirement, "pending-approval"));
    }
    return ok(json.createObjectNode());
  }

  private ObjectNode order(String id) {
    ObjectNode order = json.createObjectNode().put("id", id).put("status", "pending");
    order.putArray("sub_number_orders_ids").add("sub-" + id);
    ArrayNode list = order.putArray("phone_numbers");
    for (Number number : numbers.values()) {
      if (number.order.equals(id)) {
        ObjectNode node =
            list.addObject()
                .put("id", number.id)
                .put("phone_number", number.phoneNumber)
                .put("phone_number_type", number.type)
                .put("country_code", "DE")
                .put("requirements_status", number.whole());
        ArrayNode asked = node.putArray("regulatory_requirements");
        number.statuses.forEach(
            (requirement, status) ->
                asked
                    .addObject()
                    .put("requirement_id", requirement)
                    .put("field_type", GERMAN.get(requirement))
                    .put("field_value", number.values.get(requirement))
                    .put("status", status));
      }
    }
    order.put("phone_numbers_count", list.size());
    return order;
  }

  private ArrayNode rules() {
    ArrayNode kinds = json.createArrayNode();
    ArrayNode rules = kinds.addObject().putArray("regulatory_requirements");
    rules
        .addObject()
        .put("id", "req-name")
        .put("field_type", "textual")
        .put("label", "Name of the end user")
        .put("description", "As it stands in the passport")
        .putObject("acceptance_criteria")
        .put("max_length", 60);
    return kinds;
  }

  private Answer ok(JsonNode data) {
    return new Answer(200, json.writeValueAsString(json.createObjectNode().set("data", data)));
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
  }
}
