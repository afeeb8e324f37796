package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class SandboxFaultTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults().withClock(clock).withPace(Duration.ZERO).withSeed(42));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void once(String fault) {
    on("create_order", fault);
  }

  private void on(String operation, String fault) {
    String rule =
        "[{\"provider\":\"telnyx\",\"operation\":\"%s\",\"fault\":\"%s\",\"times\":1}]"
            .formatted(operation, fault);
    assertThat(client.fault(rule).status()).isEqualTo(200);
  }

  private Client.Answer create() {
    return client.create(Client.local(4, "312", "r"));
  }

  private int orders() {
    return client.books().get("orders").asInt();
  }

  @ParameterizedTest
  @CsvSource({"drop_before_commit, 0", "drop_after_commit, 1"})
  void aDroppedCreateIsAnsweredWithoutAByte(String fault, int orders) {
    once(fault);

    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
    assertThat(orders()).isEqualTo(orders);
    assertThat(create().status()).isEqualTo(200);
    assertThat(orders()).isEqualTo(orders + 1);
    assertThat(client.books().get("references").get("r").asInt()).isEqualTo(orders + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "status_503_after_commit, 503, 10037, 1",
    "status_500, 500, 10007, 0",
    "status_429, 429, 10011, 0",
    "unauthorized, 401, 10009, 0",
    "insufficient_balance, 422, 20100, 0",
    "refuse_group, 422, 10027, 0"
  })
  void aFaultyStatusCarriesAnErrorDocument(String fault, int status, String code, int orders) {
    once(fault);
    Client.Answer answer = create();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
    assertThat(orders()).isEqualTo(orders);
  }

  @Test
  void a429MayCarryRetryAfterAndReset() {
    client.fault(
        "{\"operation\":\"any\",\"fault\":\"status_429\",\"times\":1,\"retry_after\":3,"
            + "\"reset\":1790000000}");
    Client.Answer answer = client.get("/balance");
    Client.Answer next = client.get("/balance");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("3");
    assertThat(answer.header("x-ratelimit-reset")).isEqualTo("1790000000");
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.header("Retry-After")).isEmpty();
  }

  @Test
  void aMalformedBodyIsASuccessThatCannotBeRead() {
    once("malformed_body");
    Client.Answer answer = create();

    assertThat(answer.status()).isEqualTo(200);
    assertThatThrownBy(answer::body).isInstanceOf(JacksonException.class);
    assertThat(orders()).isOne();
  }

  @Test
  void aDelayHoldsTheRequestBeforeItIsActedUpon() {
    client.fault(
        "{\"operation\":\"create_order\",\"fault\":\"delay\",\"times\":1,\"delay_ms\":300}");
    long start = System.nanoTime();
    assertThat(create().status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ms(300));
    assertThat(orders()).isOne();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void aStuckOrderNeverLeavesProcessing() {
    once("stuck_processing");
    JsonNode created = create().data();
    clock.advance(Duration.ofDays(9));
    JsonNode group = client.order(created).get("ordering_groups").get(0);

    assertThat(group.get("status").asString()).isEqualTo("processing");
    assertThat(group.get("orders").size()).isZero();
    assertThat(client.books().get("numbers").asInt()).isZero();
  }

  @Test
  void anOrderStuckForAWhileGoesOnAfterwards() {
    client.fault(
        "{\"operation\":\"create_order\",\"fault\":\"stuck_processing\",\"delay_ms\":60000}");
    JsonNode created = create().data();
    clock.advance(ms(59_999));
    assertThat(status(created)).isEqualTo("processing");
    clock.advance(ms(1));
    assertThat(status(created)).isEqualTo("success");
  }

  @Test
  void aReadMayShowAnOrderAsStuck() {
    JsonNode created = create().data();
    on("get_order", "stuck_processing");

    assertThat(status(created)).isEqualTo("processing");
    assertThat(status(created)).isEqualTo("success");
  }

  private String status(JsonNode created) {
    return client.order(created).get("ordering_groups").get(0).get("status").asString();
  }

  @ParameterizedTest
  @CsvSource({"out_of_stock, failed, 0", "partial, partial_success, 2"})
  void stockMayBeMadeToLookScarce(String fault, String status, int allocated) {
    once(fault);
    JsonNode group = client.order(create().data()).get("ordering_groups").get(0);

    assertThat(group.get("status").asString()).isEqualTo(status);
    assertThat(group.get("count_allocated").asInt()).isEqualTo(allocated);
    assertThat(group.get("error_reason").asString()).contains("Insufficient inventory");
    assertThat(client.books().get("numbers").asInt()).isEqualTo(allocated);
  }

  @Test
  void aPartialFillOfAnAllOrNothingGroupIsNothing() {
    once("partial");
    JsonNode created = client.created(Client.group("\"strategy\":\"never\""));

    assertThat(status(created)).isEqualTo("failed");
    assertThat(client.books().get("numbers").asInt()).isZero();
  }

  @Test
  void theRefusedGroupIsTheOneNamed() {
    client.fault("{\"operation\":\"create_order\",\"fault\":\"refuse_group\",\"group\":1}");
    String group =
        "{\"country_iso\":\"US\",\"count_requested\":\"1\",\"phone_number_type\":\"local\"}";
    Client.Answer answer =
        client.create("{\"ordering_groups\":[" + group + "," + group + "," + group + "]}");

    assertThat(answer.error().get("source").get("pointer").asString())
        .isEqualTo("/ordering_groups/1");
  }

  @Test
  void anOrderMayBeHiddenFromListsForAWhile() {
    client.fault(
        "{\"operation\":\"create_order\",\"fault\":\"list_lag\",\"times\":1,\"delay_ms\":2000}");
    JsonNode lagging = create().data();
    create();
    JsonNode early = client.listed();
    clock.advance(ms(2_000));
    JsonNode late = client.listed();

    assertThat(early.get("meta").get("total_results").asInt()).isOne();
    assertThat(early.get("data").get(0).get("id")).isNotEqualTo(lagging.get("id"));
    assertThat(late.get("meta").get("total_results").asInt()).isEqualTo(2);
    assertThat(client.order(lagging).get("id")).isEqualTo(lagging.get("id"));
  }

  @Test
  void aListMayLagBehind() {
    create();
    client.fault("{\"operation\":\"list_orders\",\"fault\":\"list_lag\",\"delay_ms\":2000}");
    int early = client.listed().get("data").size();
    clock.advance(ms(2_000));

    assertThat(early).isZero();
    assertThat(client.listed().get("data").size()).isOne();
  }

  @Test
  void whoeverFollowsARedirectIsCounted() {
    on("any", "redirect_307");
    Client.Answer answer = create();

    assertThat(answer.status()).isEqualTo(307);
    assertThat(client.books().get("redirected").asInt()).isZero();
    String location = answer.header("Location");
    assertThat(location).startsWith("/");
    client.control("POST", location.substring("/_sandbox".length()), "");
    assertThat(client.books().get("redirected").asInt()).isOne();
    assertThat(orders()).isZero();
  }

  @Test
  void readsAreHitToo() {
    on("list_orders", "status_500");
    // For ever, since the JDK's client repeats a GET whose connection was closed.
    client.fault("{\"operation\":\"get_numbers\",\"fault\":\"drop_after_commit\"}");

    assertThat(client.get("/balance").status()).isEqualTo(200);
    assertThat(client.get("/inexplicit_number_orders").status()).isEqualTo(500);
    assertThatThrownBy(() -> client.get("/number_orders")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void faultsAreRolledInTurnAndTheFirstThatFiresWins() {
    client.fault("{\"operation\":\"list_orders\",\"fault\":\"status_500\",\"probability\":0}");
    client.fault("{\"operation\":\"list_orders\",\"fault\":\"status_429\",\"times\":2}");
    Client.Answer active =
        client.fault(
            "[{\"operation\":\"any\",\"fault\":\"unauthorized\",\"provider\":\"telnyx\"}]");

    assertThat(active.body().size()).isEqualTo(3);
    assertThat(client.get("/inexplicit_number_orders").status()).isEqualTo(429);
    assertThat(client.get("/inexplicit_number_orders").status()).isEqualTo(429);
    assertThat(client.get("/inexplicit_number_orders").status()).isEqualTo(401);
    assertThat(client.control("GET", "/faults", "").body().size()).isEqualTo(2);
    assertThat(client.control("DELETE", "/faults", "").body().size()).isZero();
    assertThat(client.get("/inexplicit_number_orders").status()).isEqualTo(200);
  }

  @Test
  void probabilityIsAboutHowOftenAFaultFires() {
    client.fault("{\"operation\":\"list_orders\",\"fault\":\"status_500\",\"probability\":0.3}");
    int hits = 0;
    for (int i = 0; i < 500; i++) {
      hits += client.get("/inexplicit_number_orders").status() == 500 ? 1 : 0;
    }

    assertThat(hits).isBetween(100, 200);
  }

  @Test
  void faultsOfTheOtherProviderDoNotHitThisOne() {
    client.fault("{\"provider\":\"didww\",\"fault\":\"status_500\"}");

    assertThat(client.get("/balance").status()).isEqualTo(200);
  }

  @Test
  void webhookFaultsAreAcceptedAndWait() {
    Client.Answer active =
        client.fault("[{\"fault\":\"duplicate_webhook\"},{\"fault\":\"webhook_out_of_order\"}]");

    assertThat(active.body().size()).isEqualTo(2);
    assertThat(client.get("/balance").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"fault":"explode"}]                                  | unknown fault 'explode'; valid are drop_before_commit,
          [{"operation":"create"}]                               | fault is missing
          [{"fault":"delay","operation":"create"}]               | unknown operation 'create'; valid are create_order,
          [{"fault":"partial","operation":"get_order"}]          | partial cannot happen at get_order
          [{"fault":"delay","provider":"acme"}]                  | unknown provider 'acme'
          [{"fault":"delay","probability":2}]                    | probability must be a number from 0 to 1
          [{"fault":"delay","times":0}]                          | times must be a whole number from 1
          [{"fault":"delay","delay":5}]                          | unknown name 'delay'
          [{"fault":"delay"},{"fault":"explode"}]                | Fault 2: unknown fault
          {                                                      | not valid JSON
          7                                                      | must be a JSON object
          """)
  void aWrongFaultCostsOneClearLine(String body, String message) {
    Client.Answer answer = client.fault(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).contains(message);
    assertThat(answer.response().body().strip().lines()).hasSize(1);
    assertThat(client.control("GET", "/faults", "").body().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer invalid"})
  void withoutAnAcceptableKeyNothingIsDone(String header) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(
            java.net.URI.create(sandbox.telnyxBaseUrl() + "/balance"));
    Client.Answer answer =
        client.send(header.isEmpty() ? request : request.header("Authorization", header));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"10009\",\"title\":\"Authentication"
                + " failed\",\"detail\":\"Could not understand the provided"
                + " credentials.\",\"meta\":{\"url\":\"https://developers"
                + ".telnyx.com/docs/overview/errors/10009\"}}]}");
  }
}
