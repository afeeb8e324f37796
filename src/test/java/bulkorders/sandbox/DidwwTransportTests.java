package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DidwwTransportTests {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO));
  private final DidwwClient client = new DidwwClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({"''", "invalid"})
  void withoutAGoodKeyNobodyGetsIn(String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.didwwBaseUrl() + "/orders"));
    Client.Answer answer = client.send(key.isEmpty() ? request : request.header("api-key", key));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"Unauthorized\",\"detail\":\"Authorization failed\","
                + "\"code\":\"401\",\"status\":\"401\"}]}");
  }

  @Test
  void aReadOnlyKeyReadsAndALockedOneDoesNot() {
    DidwwClient reading = new DidwwClient(sandbox, "KEY-2@read-only");
    assertThat(reading.get("/orders").status()).isEqualTo(200);
    Client.Answer refused = reading.order(DidwwClient.numbers(DidwwClient.BERLIN, 1, "r"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.error().get("detail").asString()).contains("read-only");
    Client.Answer locked = new DidwwClient(sandbox, "KEY-2@locked").get("/balance");
    assertThat(locked.status()).isEqualTo(403);
    assertThat(locked.error().get("detail").asString()).contains("locked");
  }

  @ParameterizedTest
  @CsvSource({
    "KEY, 2026-04-16, 2026-04-16",
    "KEY, '', 2026-04-16",
    "KEY, 2022-05-10, 2026-04-16",
    "KEY, 2031-01-01, 2026-04-16",
    "KEY@2022-05-10, '', 2022-05-10",
    "KEY@2022-05-10, 2021-04-19, 2022-05-10",
    "KEY@2022-05-10, nonsense, 2022-05-10",
    "KEY@2022-05-10, 2026-04-16, 2026-04-16",
    "KEY@2022-05-10@pinned, 2026-04-16, 2022-05-10",
  })
  void theVersionIsNeverOlderThanTheAccounts(String key, String header, String effective) {
    JsonNode balance = new DidwwClient(sandbox, key, header).get("/balance").body();

    assertThat(balance.at("/meta/api_version").asString()).isEqualTo(effective);
  }

  @Test
  void anOlderAccountHasNoReferences() {
    DidwwClient older = new DidwwClient(sandbox, "KEY@2022-05-10", "");
    Client.Answer refused = older.order(DidwwClient.numbers(DidwwClient.BERLIN, 1, "r"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().get("code").asString()).isEqualTo("105");
    JsonNode order =
        older.ordered(
            "\"items\":[" + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\"") + "]");
    assertThat(order.get("attributes").has("external_reference_id")).isFalse();
    assertThat(order.at("/attributes/status").asString()).isEqualTo("Pending");
    Client.Answer filtered = older.get("/orders?filter[external_reference_id]=r");
    assertThat(filtered.error().get("code").asString()).isEqualTo("102");
    assertThat(older.method("PATCH", "/orders/" + DidwwClient.id(order), "{}").status())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 406",
    "text/html, 406",
    "application/vnd.api+json; charset=utf-8, 406",
    "'text/html, application/vnd.api+json;q=0.5', 200",
    "*/*, 200",
  })
  void onlyItsMediaTypeIsAccepted(String accept, int status) {
    Client.Answer answer = client.send(client.request("/orders").setHeader("Accept", accept));

    assertThat(answer.status()).isEqualTo(status);
    if (status == 406) {
      assertThat(answer.error().get("code").asString()).isEqualTo("406");
      assertThat(answer.error().get("title").asString()).isEqualTo("Not acceptable");
    }
  }

  @ParameterizedTest
  @CsvSource({"application/json, 415", "application/vnd.api+json; charset=utf-8, 415"})
  void onlyItsMediaTypeIsUnderstood(String type, int status) {
    String body = "{\"data\":{}}";
    Client.Answer answer =
        client.send(
            client
                .request("/orders")
                .setHeader("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("title").asString()).isEqualTo("Unsupported media type");
    assertThat(client.send(client.request("/orders").setHeader("Content-Type", type)).status())
        .isEqualTo(200);
  }

  @Test
  void bracketsMayBeRawOrEncoded() {
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "found"));
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "other"));
    for (String query :
        new String[] {
          "filter[external_reference_id]=found", "filter%5Bexternal_reference_id%5D=found"
        }) {
      JsonNode list = client.get("/orders?" + query).body();
      assertThat(list.get("data")).hasSize(1);
      assertThat(list.at("/meta/total_records").asInt()).isEqualTo(1);
      assertThat(list.at("/links/first").asString())
          .isEqualTo(
              sandbox.didwwBaseUrl()
                  + "/orders?filter%5Bexternal_reference_id%5D=found"
                  + "&page%5Bnumber%5D=1&page%5Bsize%5D=50");
    }
  }

  @Test
  void whatIsNotThereIsSaidInADocument() {
    String id = "11111111-2222-4333-8444-555555555555";
    assertThat(client.get("/orders/" + id).response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"Record not found\",\"detail\":\"The record identified by "
                + id
                + " could not be found.\",\"code\":\"404\",\"status\":\"404\"}]}");
    assertThat(client.get("/orders/7").status()).isEqualTo(404);
    assertThat(client.get("/nothing").error().get("code").asString()).isEqualTo("404");
    assertThat(client.delete("/orders").status()).isEqualTo(405);
    assertThat(client.method("POST", "/dids", "{}").error().get("code").asString())
        .isEqualTo("405");
  }

  @ParameterizedTest
  @CsvSource({
    "filter[bogus]=1, 102, bogus is not allowed.",
    "filter[created_at_gteq]=yesterday, 107, yesterday is not a valid value for created_at_gteq.",
    "filter[id]=7, 107, 7 is not a valid value for id.",
    "filter[status]=done, 107, done is not a valid value for status.",
    "sort=bogus, 114, bogus is not a valid sort criteria for orders",
    "include=items, 112, items is not a valid includable relationship of orders",
    "page[size]=101, 118, 101 is not a valid value for size page parameter.",
    "page[number]=0, 118, 0 is not a valid value for number page parameter.",
    "page[cursor]=x, 105, cursor is not allowed.",
  })
  void aWrongQueryIsRefused(String query, String code, String detail) {
    Client.Answer answer = client.get("/orders?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
    assertThat(answer.error().get("detail").asString()).isEqualTo(detail);
    assertThat(answer.error().get("status").asString()).isEqualTo("400");
  }

  @Test
  void listsHavePagesAndLinksToThem() {
    for (int i = 0; i < 5; i++) {
      client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "r" + i));
    }
    JsonNode middle = client.get("/orders?page[number]=2&page[size]=2").body();

    assertThat(middle.at("/data/0/attributes/external_reference_id").asString()).isEqualTo("r2");
    assertThat(middle.at("/meta/total_records").asInt()).isEqualTo(5);
    assertThat(middle.get("links").propertyNames())
        .containsExactly("first", "prev", "next", "last");
    JsonNode last = client.get(middle.at("/links/last").asString()).body();
    assertThat(last.at("/data/0/attributes/external_reference_id").asString()).isEqualTo("r4");
    assertThat(last.get("links").propertyNames()).containsExactly("first", "prev", "last");
    JsonNode beyond = client.get("/orders?page[number]=9&page[size]=2").body();
    assertThat(beyond.get("data")).isEmpty();
    assertThat(beyond.get("links").has("next")).isFalse();
  }

  @Test
  void whoIsTooFastGetsTheShortDocument() {
    try (Sandbox limited = Sandbox.start(SandboxOptions.defaults().withRequestsPerSecond(1))) {
      DidwwClient hasty = new DidwwClient(limited);
      Client.Answer answer = hasty.get("/balance");
      for (int i = 0; i < 50 && answer.status() == 200; i++) {
        answer = hasty.get("/balance");
      }
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.response().body())
          .isEqualTo("{\"errors\":[{\"status\":\"429\",\"detail\":\"Too Many Requests\"}]}");
      assertThat(answer.header("Retry-After")).isEmpty();
    }
  }

  @Test
  void sparseFieldsetsAreHonoured() {
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "r"));

    JsonNode order = client.get("/orders?fields[orders]=status,amount").data().get(0);

    assertThat(order.get("attributes").propertyNames())
        .containsExactlyInAnyOrder("status", "amount");
  }
}
