package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.client.RestClientException;

/** Provokes what a network can do, so that the causes are those that Java really gives. */
@Timeout(60)
class NoAnswerTests {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  @Test
  void a_refused_connection() throws IOException {
    int port;
    try (ServerSocket server = server()) {
      port = server.getLocalPort();
    }
    assertThat(because("http://127.0.0.1:" + port, PATIENT))
        .startsWith("no connection to 127.0.0.1:%d: connection refused".formatted(port))
        .contains("check the base URL");
  }

  @Test
  void an_unknown_host() {
    assertThat(because("https://nowhere.invalid/v2", PATIENT))
        .startsWith("no connection to nowhere.invalid: no such host");
  }

  @Test
  void a_connection_that_is_closed_before_the_answer() throws IOException {
    try (ServerSocket server = server()) {
      answer(server, "");
      assertThat(because("http://127.0.0.1:" + server.getLocalPort(), PATIENT))
          .contains("127.0.0.1:" + server.getLocalPort(), "the connection was closed before");
    }
  }

  @Test
  void an_answer_that_takes_too_long() throws IOException {
    try (ServerSocket server = server()) {
      assertThat(because("http://127.0.0.1:" + server.getLocalPort(), Duration.ofMillis(200)))
          .contains("within 0.2 s", "bulk-orders.submission.request-timeout");
    }
  }

  @Test
  void a_server_that_does_not_speak_tls() throws IOException {
    try (ServerSocket server = server()) {
      answer(server, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
      assertThat(because("https://127.0.0.1:" + server.getLocalPort(), PATIENT))
          .startsWith("no connection to")
          .contains("TLS", "certificates");
    }
  }

  private static String because(String baseUrl, Duration timeout) {
    URI uri = URI.create(baseUrl);
    RestClientException failure =
        catchThrowableOfType(
            RestClientException.class,
            () ->
                SingleSendHttp.create(uri, timeout)
                    .get()
                    .uri("/orders")
                    .retrieve()
                    .toBodilessEntity());
    assertThat(failure).isNotNull();
    String words = new NoAnswer(uri, timeout, new Redaction(() -> "key")).because(failure);
    assertThat(words).hasLineCount(1).doesNotContain("Exception", "null");
    return words;
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  /**
   * Reads a little of each request, answers it, and closes the connection; what only reads is asked
   * for once more by Java itself.
   */
  private static void answer(ServerSocket server, String answer) {
    var thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read(new byte[1_000]);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The test is over, or the client went away.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
