package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks with a sandbox past the program: its control API, and the provider's own. */
public final class ProviderClient {

  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Asks the control API.
   *
   * @param control where it is
   * @param path from there on
   */
  public JsonNode control(URI control, String method, String path, String body) {
    return answer(
        HttpRequest.newBuilder(URI.create(control + path))
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  /**
   * Has somebody else get these numbers.
   *
   * @param control where the control API is
   */
  public void sellElsewhere(URI control, List<String> phoneNumbers) {
    control(
        control,
        "POST",
        "/gone",
        phoneNumbers.stream()
            .map(number -> '"' + number + '"')
            .collect(Collectors.joining(",", "{\"phone_numbers\":[", "]}")));
  }

  /** The answer to a request, which must succeed. */
  public JsonNode answer(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The answer to a request, whatever it is. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
