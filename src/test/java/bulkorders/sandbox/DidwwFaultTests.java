package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DidwwFaultTests {

  private static final String BERLIN_TEN = DidwwClient.numbers(DidwwClient.BERLIN, 10, "r");

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withPace(Duration.ofSeconds(1)).withClock(clock));
  private final DidwwClient client = new DidwwClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void fault(String kind, String more) {
    Client.Answer answer =
        client.fault(
            "{\"provider\":\"didww\",\"operation\":\"create_order\",\"times\":1,\"fault\":\""
                + kind
                + "\""
                + more
                + "}");
    assertThat(answer.status()).isEqualTo(200);
  }

  private int orders() {
    return client.books().get("orders").asInt();
  }

  /** Sends an order without reading the answer as one. */
  private Client.Answer send() {
    return client.send(client.request("/orders").POST(BodyPublishers.ofString(body())));
  }

  private static String body() {
    return "{\"data\":{\"type\":\"orders\",\"attributes\":{" + BERLIN_TEN + "}}}";
  }

  @ParameterizedTest
  @CsvSource({"drop_before_commit, 0", "drop_after_commit, 1"})
  void aDroppedConnectionMayHaveMadeAnOrder(String kind, int orders) {
    fault(kind, "");

    HttpRequest.Builder request = client.request("/orders").POST(BodyPublishers.ofString(body()));
    assertThatThrownBy(() -> client.send(request)).isInstanceOf(UncheckedIOException.class);

    assertThat(orders()).isEqualTo(orders);
    assertThat(client.get("/orders?filter[external_reference_id]=r").data()).hasSize(orders);
  }

  @ParameterizedTest
  @CsvSource({
    "status_500, 500, 0",
    "status_429, 429, 0",
    "unauthorized, 401, 0",
    "status_503_after_commit, 503, 1",
    "malformed_body, 200, 1",
  })
  void anAnswerMayBeWorthless(String kind, int status, int orders) {
    fault(kind, "");

    assertThat(send().status()).isEqualTo(status);
    assertThat(orders()).isEqualTo(orders);
    assertThat(send().status()).isEqualTo(201);
  }

  @Test
  void whoIsTooFastMayBeToldHowLongToWait() {
    fault("status_429", ",\"retry_after\":3");

    Client.Answer answer = send();

    assertThat(answer.header("Retry-After")).isEqualTo("3");
    assertThat(answer.error().has("code")).isFalse();
  }

  @Test
  void whoFollowsARedirectIsCounted() {
    fault("redirect_307", "");
    Client.Answer answer = send();

    assertThat(answer.status()).isEqualTo(307);
    client.control().control("GET", "/redirected/didww", "");
    assertThat(client.books().get("redirected").asInt()).isEqualTo(1);
    assertThat(client.control().books().get("redirected").asInt()).isZero();
  }

  @Test
  void anItemCanBeRefused() {
    fault("refuse_group", ",\"group\":1");
    Client.Answer answer =
        client.order(
            "\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\"")
                + ","
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\"")
                + "]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().at("/source/pointer").asString())
        .isEqualTo("/data/attributes/items/1/sku_id");
    assertThat(orders()).isZero();
  }

  @Test
  void theBalanceCanBeTooSmall() {
    fault("insufficient_balance", "");
    Client.Answer answer = send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("meta").toString())
        .isEqualTo("{\"total_cost\":\"6.0\",\"available_balance\":\"0.0\"}");
  }

  @Test
  void stockCanLookEmpty() {
    fault("out_of_stock", "");
    assertThat(send().status()).isEqualTo(422);
    fault("out_of_stock", "");
    JsonNode waiting =
        client.ordered(
            BERLIN_TEN
                .replace("\"allow_back_ordering\":false", "\"items\":[]")
                .replaceFirst("\"items\":\\[\\],", ""));
    clock.advance(Duration.ofHours(1));
    assertThat(client.attributes(waiting).get("status").asString()).isEqualTo("pending");
  }

  @Test
  void anOrderCanBeCompletedWithFewerNumbers() {
    fault("partial", "");
    JsonNode order = client.ordered(BERLIN_TEN);
    clock.advance(Duration.ofSeconds(1));

    assertThat(client.attributes(order).get("status").asString()).isEqualTo("completed");
    assertThat(client.attributes(order).at("/items/0/attributes/qty").asInt()).isEqualTo(10);
    assertThat(client.numbersOf(order)).hasSize(5);
    assertThat(client.books().get("numbers").asInt()).isEqualTo(5);
  }

  @Test
  void anOrderCanStayPending() {
    fault("stuck_processing", ",\"delay_ms\":60000");
    JsonNode late = client.ordered(BERLIN_TEN);
    fault("stuck_processing", "");
    JsonNode never = client.ordered(BERLIN_TEN);
    clock.advance(Duration.ofSeconds(60));
    assertThat(client.attributes(late).get("status").asString()).isEqualTo("pending");
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.attributes(late).get("status").asString()).isEqualTo("completed");
    clock.advance(Duration.ofDays(30));
    assertThat(client.attributes(never).get("status").asString()).isEqualTo("pending");
    assertThat(client.delete("/orders/" + DidwwClient.id(never)).status()).isEqualTo(204);
  }

  @Test
  void aReadCanShowAnOrderAsPendingAndHideItsNumbers() {
    JsonNode order = client.ordered(BERLIN_TEN);
    clock.advance(Duration.ofSeconds(1));
    client.fault("{\"fault\":\"stuck_processing\",\"operation\":\"get_order\",\"times\":1}");
    client.fault("{\"fault\":\"stuck_processing\",\"operation\":\"get_numbers\",\"times\":1}");

    assertThat(client.attributes(order).get("status").asString()).isEqualTo("pending");
    assertThat(client.attributes(order).get("status").asString()).isEqualTo("completed");
    assertThat(client.numbersOf(order)).isEmpty();
    assertThat(client.numbersOf(order)).hasSize(10);
  }

  @Test
  void listsCanLag() {
    fault("list_lag", ",\"delay_ms\":3000");
    JsonNode order = client.ordered(BERLIN_TEN);
    clock.advance(Duration.ofSeconds(2));
    String list = "/orders?filter[external_reference_id]=r";
    assertThat(client.get(list).data()).isEmpty();
    assertThat(client.numbersOf(order)).isEmpty();
    assertThat(client.attributes(order).get("status").asString()).isEqualTo("completed");
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get(list).data()).hasSize(1);
    client.fault(
        "{\"fault\":\"list_lag\",\"operation\":\"list_orders\",\"times\":1,\"delay_ms\":60000}");
    assertThat(client.get(list).data()).isEmpty();
    assertThat(client.get(list).data()).hasSize(1);
  }

  @Test
  void requestsAreCountedByOperation() {
    JsonNode order = client.ordered(BERLIN_TEN);
    client.attributes(order);
    client.numbersOf(order);
    client.get("/orders");
    client.delete("/orders/" + DidwwClient.id(order));
    JsonNode counts = client.control().control("GET", "/requests", "").body().get("didww");

    for (String operation :
        List.of("create_order", "get_order", "get_numbers", "list_orders", "cancel")) {
      assertThat(counts.get(operation).asInt()).as(operation).isEqualTo(1);
    }
  }
}
