package bulkorders.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client of DIDWW's half that knows nothing of the sandbox but its URLs. */
final class DidwwClient {

  static final String BERLIN = "b6d9d793-578d-42d3-bc33-73dd8155e615";
  static final String JSON_API = "application/vnd.api+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final Client control;
  private final String key;
  private final String version;

  DidwwClient(Sandbox sandbox) {
    this(sandbox, "KEY-1");
  }

  DidwwClient(Sandbox sandbox, String key) {
    this(sandbox, key, "2026-04-16");
  }

  DidwwClient(Sandbox sandbox, String key, String version) {
    this.base = sandbox.didwwBaseUrl().toString();
    this.control = new Client(sandbox);
    this.key = key;
    this.version = version;
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
            .header("Api-Key", key)
            .header("Accept", JSON_API)
            .header("Content-Type", JSON_API)
            .timeout(Duration.ofSeconds(30));
    return version.isEmpty() ? request : request.header("X-DIDWW-API-Version", version);
  }

  Client.Answer send(HttpRequest.Builder request) {
    try {
      return new Client.Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Client.Answer get(String path) {
    return send(request(path).GET());
  }

  Client.Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Client.Answer method(String method, String path, String body) {
    return send(request(path).method(method, BodyPublishers.ofString(body)));
  }

  Client.Answer order(String attributes) {
    return method(
        "POST", "/orders", "{\"data\":{\"type\":\"orders\",\"attributes\":{" + attributes + "}}}");
  }

  /** An order that has to be accepted. */
  JsonNode ordered(String attributes) {
    Client.Answer answer = order(attributes);
    if (answer.status() != 201) {
      throw new AssertionError(answer.status() + " " + answer.response().body());
    }
    return answer.data();
  }

  /** Attributes of an order of numbers of one SKU. */
  static String numbers(String sku, int qty, String reference) {
    return "\"allow_back_ordering\":false,\"external_reference_id\":\""
        + reference
        + "\",\"items\":["
        + item("\"sku_id\":\"" + sku + "\",\"qty\":" + qty)
        + "]";
  }

  static String item(String attributes) {
    return "{\"type\":\"did_order_items\",\"attributes\":{" + attributes + "}}";
  }

  JsonNode attributes(JsonNode order) {
    return get("/orders/" + id(order)).data().get("attributes");
  }

  static String id(JsonNode resource) {
    return resource.required("id").asString();
  }

  /** All numbers of an order, from all pages. */
  List<String> numbersOf(JsonNode order) {
    List<String> numbers = new ArrayList<>();
    String next = base + "/dids?page[size]=100&filter[order.id]=" + id(order);
    while (next != null) {
      JsonNode page = get(next).body();
      page.required("data").forEach(did -> numbers.add(did.at("/attributes/number").asString()));
      next = page.path("links").path("next").asStringOpt().orElse(null);
    }
    return numbers;
  }

  Client.Answer fault(String fault) {
    return control.fault(fault);
  }

  Client control() {
    return control;
  }

  JsonNode books() {
    return control.control("GET", "/books", "").body().required("didww");
  }

  void rules(String rules) {
    control.rules("{\"provider\":\"didww\"," + rules + "}");
  }
}
