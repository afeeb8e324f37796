package bulkorders.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows nothing of the sandbox but its URLs. */
final class Client {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI telnyx;
  private final URI control;
  private final String key;

  Client(Sandbox sandbox) {
    this(sandbox, "KEY-1");
  }

  Client(Sandbox sandbox, String key) {
    this.key = key;
    this.telnyx = sandbox.telnyxBaseUrl();
    this.control = sandbox.controlUrl();
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode body() {
      return MAPPER.readTree(response.body());
    }

    JsonNode data() {
      return body().required("data");
    }

    JsonNode error() {
      return body().required("errors").required(0);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return send(request(telnyx + path).GET());
  }

  Answer patch(String path, String body) {
    return send(
        request(telnyx + path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  Answer post(String path, String body) {
    return send(
        request(telnyx + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  Answer create(String body) {
    return post("/inexplicit_number_orders", body);
  }

  JsonNode created(String body) {
    Answer answer = create(body);
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.response().body());
    }
    return answer.data();
  }

  JsonNode order(JsonNode created) {
    return get("/inexplicit_number_orders/" + created.required("id").asString()).data();
  }

  JsonNode listed() {
    return get("/inexplicit_number_orders?page_size=250").body();
  }

  List<String> numbers(JsonNode group) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode order : group.required("orders")) {
      get("/number_orders/" + order.required("number_order_id").asString())
          .data()
          .required("phone_numbers")
          .forEach(number -> numbers.add(number.required("phone_number").asString()));
    }
    return numbers;
  }

  Answer control(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(control + path))
            .method(method, BodyPublishers.ofString(body)));
  }

  Answer fault(String fault) {
    return control("POST", "/faults", fault);
  }

  JsonNode books() {
    return control("GET", "/books", "").body().required("telnyx");
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(
          http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + key);
  }

  /** The numbers that a search finds. */
  List<String> search(String filters) {
    List<String> numbers = new ArrayList<>();
    Answer answer = get("/available_phone_numbers?" + filters);
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.response().body());
    }
    answer.data().forEach(number -> numbers.add(number.required("phone_number").asString()));
    return numbers;
  }

  Answer reserve(List<String> numbers) {
    return post("/number_reservations", numbersBody(numbers, null));
  }

  Answer orderNumbers(List<String> numbers, String reference) {
    return post("/number_orders", numbersBody(numbers, reference));
  }

  /** A number order that has to be accepted. */
  JsonNode ordered(List<String> numbers, String reference) {
    Answer answer = orderNumbers(numbers, reference);
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.response().body());
    }
    return answer.data();
  }

  private static String numbersBody(List<String> numbers, @Nullable String reference) {
    return numbers.stream()
        .map(number -> "{\"phone_number\":\"" + number + "\"}")
        .collect(
            Collectors.joining(
                ",",
                "{\"phone_numbers\":[",
                "]"
                    + (reference == null ? "" : ",\"customer_reference\":\"" + reference + "\"")
                    + "}"));
  }

  /** A body with one US local group. */
  static String local(int count, String areaCode, String reference) {
    return """
    {"ordering_groups":[{"country_iso":"US","count_requested":"%d","phone_number_type":"local",\
    "national_destination_code":"%s"}],"customer_reference":"%s"}\
    """
        .formatted(count, areaCode, reference);
  }

  static String group(String fields) {
    return """
    {"ordering_groups":[{"country_iso":"US","count_requested":"5","phone_number_type":"local"%s}]}\
    """
        .formatted(fields.isEmpty() ? "" : "," + fields);
  }
}
