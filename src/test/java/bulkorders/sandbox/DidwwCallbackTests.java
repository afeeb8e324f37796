package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DidwwCallbackTests {

  private static final String SECRET = "callback-secret";

  private record Received(String method, String uri, String signature, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** What is answered next; 204 when there is nothing. */
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

  private final SettableClock clock = new SettableClock();
  private HttpServer receiver;
  private Sandbox sandbox;
  private DidwwClient client;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext("/", this::receive);
    receiver.start();
    sandbox(options());
  }

  private SandboxOptions options() {
    return SandboxOptions.defaults()
        .withPace(Duration.ofSeconds(1))
        .withClock(clock)
        .withDidwwCallbackSecret(SECRET);
  }

  private void sandbox(SandboxOptions options) {
    sandbox = Sandbox.start(options);
    client = new DidwwClient(sandbox);
    client.rules("\"callback_minute_ms\":1");
  }

  @AfterEach
  void close() {
    sandbox.close();
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("X-DIDWW-Signature"),
            body));
    Integer answer = answers.poll();
    exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private JsonNode ordered(String path, String method) {
    return client.ordered(
        DidwwClient.numbers(DidwwClient.BERLIN, 1, "r")
            + ",\"callback_url\":\""
            + url(path)
            + "\",\"callback_method\":\""
            + method
            + "\"");
  }

  private void pass() {
    clock.advance(Duration.ofSeconds(1));
  }

  private void awaitCalls(int count) {
    await().until(() -> received.size() >= count);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFormTellsThatAnOrderIsCompletedThoughNobodyAsks() throws Exception {
    JsonNode order = ordered("/cb?opaque=1", "post");
    assertThat(order.at("/attributes/callback_method").asString()).isEqualTo("post");
    pass();
    awaitCalls(1);

    String id = DidwwClient.id(order);
    Received call = received.get(0);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.uri()).isEqualTo("/cb?opaque=1");
    assertThat(call.body()).isEqualTo("id=" + id + "&status=completed&type=orders");
    assertThat(call.signature())
        .isEqualTo(hmac(url("/cb?opaque=1") + "id" + id + "statuscompletedtypeorders"));
  }

  @Test
  void aQueryTellsThatAnOrderIsCanceled() throws Exception {
    JsonNode order = ordered("/cb", "get");
    String id = DidwwClient.id(order);
    client.delete("/orders/" + id);
    awaitCalls(1);

    Received call = received.get(0);
    String uri = "/cb?id=" + id + "&status=canceled&type=orders";
    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.uri()).isEqualTo(uri);
    assertThat(call.signature()).isEqualTo(hmac(url(uri) + "id" + id + "statuscanceledtypeorders"));
  }

  @Test
  void whatDoesNotArriveIsSentAgainTenTimesInAll() {
    answers.addAll(List.of(500, 299, 302));
    ordered("/first", "post");
    pass();
    awaitCalls(4);
    answers.addAll(List.of(500, 500, 500, 500, 500, 500, 500, 500, 500, 500));
    ordered("/second", "post");
    pass();
    awaitCalls(14);
    ordered("/third", "post");
    pass();
    awaitCalls(15);

    assertThat(received).extracting(Received::uri).last().isEqualTo("/third");
    assertThat(received).extracting(Received::uri).filteredOn("/first"::equals).hasSize(4);
    assertThat(received).extracting(Received::uri).filteredOn("/second"::equals).hasSize(10);
  }

  @Test
  void faultsSendItTwiceOrLate() {
    client.fault("{\"fault\":\"duplicate_webhook\",\"times\":1}");
    ordered("/twice", "post");
    pass();
    awaitCalls(2);
    client.fault("{\"fault\":\"webhook_out_of_order\",\"times\":1,\"delay_ms\":300}");
    ordered("/earlier", "post");
    ordered("/later", "post");
    pass();
    awaitCalls(4);

    assertThat(received)
        .extracting(Received::uri)
        .containsExactly("/twice", "/twice", "/later", "/earlier");
  }

  @Test
  void withoutASecretThereAreNoCallbacks() {
    sandbox.close();
    sandbox(SandboxOptions.defaults().withPace(Duration.ZERO));
    JsonNode silent = ordered("/silent", "post");
    assertThat(client.attributes(silent).get("status").asString()).isEqualTo("completed");
    client.rules("\"callback_secret\":\"" + SECRET + "\"");
    ordered("/loud", "post");
    awaitCalls(1);

    assertThat(received).extracting(Received::uri).containsExactly("/loud");
  }

  @Test
  void aRestartDoesNotForgetACallback(@TempDir Path data) {
    sandbox.close();
    sandbox(options().withData(data));
    client.rules("\"callback_minute_ms\":60000");
    answers.add(500);
    ordered("/kept", "post");
    ordered("/delivered", "post");
    pass();
    awaitCalls(2);
    String failed = received.get(0).uri();
    sandbox.close();
    sandbox(options().withData(data));
    awaitCalls(3);

    assertThat(received.get(2).uri()).isEqualTo(failed);
  }
}
