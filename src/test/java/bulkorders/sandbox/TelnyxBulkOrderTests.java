package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TelnyxBulkOrderTests {

  private static final String FULL =
      """
      {"ordering_groups":[{"country_iso":"US","count_requested":"50","phone_number_type":"local",
       "national_destination_code":"312","features":["voice","sms"],"strategy":"always",
       "locality":"Chicago","phone_number":{"starts_with":"555"},"exclude_held_numbers":true}],
       "connection_id":"346789098765567","billing_group_id":"86f58db9-0fe3-4adc-9d1f-46e66e6e9323",
       "messaging_profile_id":"abc85f64-5717-4562-b3fc-2c9600000000",
       "customer_reference":"batch-7/line-12","something_new":{"a":1}}
      """;

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults().withClock(clock).withPace(Duration.ofSeconds(4)).withSeed(1));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aNewOrderIsAnsweredInTheExactShape() {
    JsonNode data = client.created(FULL);

    assertThat(data.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "customer_reference",
            "connection_id",
            "messaging_profile_id",
            "billing_group_id",
            "created_at",
            "updated_at",
            "ordering_groups");
    assertThat(data.get("id").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(data.get("customer_reference").asString()).isEqualTo("batch-7/line-12");
    assertThat(data.get("created_at").asString()).isEqualTo("2026-09-28T12:00:00.123456+00:00");
    assertThat(data.get("updated_at")).isEqualTo(data.get("created_at"));

    JsonNode group = data.get("ordering_groups").get(0);
    assertThat(group.propertyNames())
        .containsExactlyInAnyOrder(
            "country_iso",
            "phone_number_type",
            "count_requested",
            "count_allocated",
            "status",
            "strategy",
            "national_destination_code",
            "administrative_area",
            "phone_number[starts_with]",
            "phone_number[ends_with]",
            "phone_number[contains]",
            "quickship",
            "exclude_held_numbers",
            "error_reason",
            "orders",
            "created_at",
            "updated_at");
    assertThat(group.get("count_requested").isInt()).isTrue();
    assertThat(group.get("count_requested").asInt()).isEqualTo(50);
    assertThat(group.get("count_allocated").isInt()).isTrue();
    assertThat(group.get("count_allocated").asInt()).isZero();
    assertThat(group.get("status").asString()).isEqualTo("pending");
    assertThat(group.get("phone_number[starts_with]").asString()).isEqualTo("555");
    assertThat(group.get("phone_number[ends_with]").isNull()).isTrue();
    assertThat(group.get("administrative_area").isNull()).isTrue();
    assertThat(group.get("quickship").isNull()).isTrue();
    assertThat(group.get("exclude_held_numbers").asBoolean()).isTrue();
    assertThat(group.get("orders").isArray()).isTrue();
    assertThat(group.get("orders").size()).isZero();
  }

  @Test
  void unsetOrderSettingsAreExplicitNulls() {
    JsonNode data = client.created(Client.group(""));

    for (String name :
        List.of(
            "customer_reference", "connection_id", "messaging_profile_id", "billing_group_id")) {
      assertThat(data.get(name).isNull()).as(name).isTrue();
    }
    assertThat(data.get("ordering_groups").get(0).get("strategy").asString()).isEqualTo("always");
  }

  @Test
  void anOrderGoesFromPendingThroughProcessingToSuccessAsTimePasses() {
    JsonNode created = client.created(Client.local(3, "312", "r"));
    JsonNode pending = client.order(created).get("ordering_groups").get(0);
    clock.advance(Duration.ofSeconds(1));
    JsonNode processing = client.order(created).get("ordering_groups").get(0);
    clock.advance(Duration.ofSeconds(1));
    JsonNode ordered = client.order(created).get("ordering_groups").get(0);
    String path =
        "/number_orders/" + ordered.get("orders").get(0).get("number_order_id").asString();
    String before = client.get(path).data().get("status").asString();
    clock.advance(Duration.ofSeconds(2));
    String after = client.get(path).data().get("status").asString();

    assertThat(pending.get("status").asString()).isEqualTo("pending");
    assertThat(pending.get("orders").size()).isZero();
    assertThat(processing.get("status").asString()).isEqualTo("processing");
    assertThat(processing.get("orders").size()).isOne();
    assertThat(processing.get("orders").get(0).get("sub_number_order_ids").size()).isOne();
    assertThat(ordered.get("status").asString()).isEqualTo("success");
    assertThat(ordered.get("count_allocated").asInt()).isEqualTo(3);
    assertThat(before).isEqualTo("pending");
    assertThat(after).isEqualTo("success");
  }

  @Test
  void countsMayBeNumbersAndBothSpellingsOfTollFreeWork() {
    JsonNode groups =
        client
            .created(
                """
                {"ordering_groups":[
                {"country_iso":"US","count_requested":2,"phone_number_type":"toll-free"},
                {"country_iso":"CA","count_requested":"2","phone_number_type":"toll_free"}]}
                """)
            .get("ordering_groups");

    assertThat(groups.get(0).get("phone_number_type").asString()).isEqualTo("toll-free");
    assertThat(groups.get(1).get("phone_number_type").asString()).isEqualTo("toll_free");
    assertThat(groups.get(0).get("count_requested").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"country_iso":"DE","count_requested":"1","phone_number_type":"local"}   | 10032 | country_iso
          {"count_requested":"1","phone_number_type":"local"}                      | 10004 | country_iso
          {"country_iso":"US","phone_number_type":"local"}                         | 10004 | count_requested
          {"country_iso":"US","count_requested":"0","phone_number_type":"local"}   | 10033 | count_requested
          {"country_iso":"US","count_requested":-4,"phone_number_type":"local"}    | 10033 | count_requested
          {"country_iso":"US","count_requested":"ten","phone_number_type":"local"} | 10026 | count_requested
          {"country_iso":"US","count_requested":1.5,"phone_number_type":"local"}   | 10026 | count_requested
          {"country_iso":"US","count_requested":"10001","phone_number_type":"local"} | 10033 | count_requested
          {"country_iso":"US","count_requested":"1"}                               | 10004 | phone_number_type
          {"country_iso":"US","count_requested":"1","phone_number_type":"mobile"}  | 10032 | phone_number_type
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","strategy":"maybe"} | 10032 | strategy
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","features":"sms"} | 10026 | features
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","quickship":"yes"} | 10026 | quickship
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","national_destination_code":312} | 10026 | national_destination_code
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","national_destination_code":"000"} | 10027 | national_destination_code
          {"country_iso":"US","count_requested":"1","phone_number_type":"local","phone_number":{"contains":5}} | 10026 | phone_number/contains
          """)
  void aFaultyGroupIsRefusedWithAPointerToTheField(String group, String code, String field) {
    String good =
        "{\"country_iso\":\"US\",\"count_requested\":\"1\",\"phone_number_type\":\"local\"}";

    Client.Answer answer = client.create("{\"ordering_groups\":[" + good + "," + group + "]}");

    assertThat(answer.status()).isEqualTo(422);
    JsonNode error = answer.error();
    assertThat(error.get("code").isString()).isTrue();
    assertThat(error.get("code").asString()).isEqualTo(code);
    assertThat(error.get("title").asString()).isNotBlank();
    assertThat(error.get("detail").asString()).isNotBlank();
    assertThat(error.get("source").get("pointer").asString())
        .isEqualTo("/ordering_groups/1/" + field);
    assertThat(client.books().get("orders").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"ordering_groups\":[]}", "{\"ordering_groups\":{}}", "[]"})
  void anOrderWithoutGroupsIsRefused(String body) {
    assertThat(client.create(body).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"ordering_groups\":[]} x", "nonsense"})
  void whatIsNotJsonIsRefusedAsInvalidJson(String body) {
    Client.Answer answer = client.create(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asString()).isEqualTo("10023");
  }

  @Test
  void moreThanTenThousandNumbersInOneOrderAreRefused() {
    String group =
        "{\"country_iso\":\"US\",\"count_requested\":\"5000\",\"phone_number_type\":\"local\"}";
    String ten = "{\"ordering_groups\":[" + group + "," + group + "]}";
    String fifteen = "{\"ordering_groups\":[" + group + "," + group + "," + group + "]}";

    assertThat(client.create(ten).status()).isEqualTo(200);
    Client.Answer answer = client.create(fifteen);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().get("source").get("pointer").asString())
        .isEqualTo("/ordering_groups");
  }

  @Test
  void severalFaultsAreReportedAtOnce() {
    Client.Answer answer =
        client.create("{\"ordering_groups\":[{\"country_iso\":\"US\"}],\"customer_reference\":7}");

    assertThat(answer.body().get("errors").size()).isEqualTo(3);
  }

  @Test
  void anUnknownConnectionIsRefusedByTheFieldOfTheOrder() {
    Client.Answer answer =
        client.create(Client.group("").replace("]}", "],\"connection_id\":\"invalid\"}"));

    assertThat(answer.error().get("code").asString()).isEqualTo("85004");
    assertThat(answer.error().get("source").get("pointer").asString()).isEqualTo("/connection_id");
  }

  @Test
  void areaCode299IsRefusedWithoutSayingWhichGroup() {
    Client.Answer answer = client.create(Client.local(1, "299", "r"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().has("source")).isFalse();
  }

  @Test
  void theListIsPagedNewestFirst() {
    for (int i = 0; i < 45; i++) {
      client.created(Client.local(1, "312", "r" + i));
    }
    JsonNode first = client.get("/inexplicit_number_orders").body();
    JsonNode third = client.get("/inexplicit_number_orders?page_number=3&page_size=20").body();
    JsonNode beyond = client.get("/inexplicit_number_orders?page_number=4").body();

    assertThat(first.get("data").size()).isEqualTo(20);
    assertThat(first.get("data").get(0).get("customer_reference").asString()).isEqualTo("r44");
    assertThat(first.get("meta").toString())
        .isEqualTo("{\"page_number\":1,\"page_size\":20,\"total_pages\":3,\"total_results\":45}");
    assertThat(third.get("data").size()).isEqualTo(5);
    assertThat(third.get("data").get(4).get("customer_reference").asString()).isEqualTo("r0");
    assertThat(beyond.get("data").size()).isZero();
    assertThat(beyond.get("meta").get("total_results").asInt()).isEqualTo(45);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page_size=0", "page_size=251", "page_number=0", "page_number=x"})
  void aPageOutOfRangeIsRefused(String query) {
    Client.Answer answer = client.get("/inexplicit_number_orders?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().get("code").asString()).isEqualTo("10033");
    assertThat(answer.error().get("source").get("parameter").asString())
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/inexplicit_number_orders/12ade33a-21c0-473b-b055-b3c836e1c292",
        "/inexplicit_number_orders/x",
        "/number_orders/12ade33a-21c0-473b-b055-b3c836e1c292",
        "/no_such_thing",
        ""
      })
  void whatIsUnknownIsNotFound(String path) {
    Client.Answer answer = client.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("code").asString()).isEqualTo("10005");
  }

  @Test
  void aWrongMethodIsNotAllowed() {
    Client.Answer answer = client.post("/balance", "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.error().get("code").asString()).isEqualTo("10030");
  }

  @Test
  void theBalanceIsInDecimalStrings() {
    JsonNode data = client.get("/balance").data();

    assertThat(data.get("record_type").asString()).isEqualTo("balance");
    for (String name : List.of("balance", "pending", "credit_limit", "available_credit")) {
      assertThat(data.get(name).isString()).as(name).isTrue();
      assertThat(data.get(name).asString()).matches("[0-9]+\\.[0-9]{2}");
    }
    assertThat(data.get("currency").asString()).isEqualTo("USD");
  }

  @Test
  void everyAnswerCarriesTheRateLimitHeaders() {
    for (Client.Answer answer : List.of(client.get("/balance"), client.get("/nothing"))) {
      assertThat(answer.header("x-ratelimit-limit")).matches("[0-9]+");
      assertThat(answer.header("x-ratelimit-remaining")).matches("[0-9]+");
      assertThat(answer.header("x-ratelimit-reset")).matches("[0-9]+");
    }
  }

  @Test
  void anAccountSeesItsOwnOrdersOnlyWithWhicheverOfItsKeys() {
    JsonNode order = as("east:1", "POST", Client.local(2, "312", "r"), "").data();
    String id = "/" + order.required("id").asString();

    assertThat(as("east:2", "GET", "", id).status()).isEqualTo(200);
    assertThat(as("east:2", "GET", "", "").data().size()).isEqualTo(1);
    for (String other : List.of("west:1", "east", "any")) {
      assertThat(as(other, "GET", "", id).status()).as(other).isEqualTo(404);
      JsonNode list = as(other, "GET", "", "").body();
      assertThat(list.required("data").size()).as(other).isZero();
      assertThat(list.required("meta").required("total_results").asInt()).as(other).isZero();
    }
    assertThat(client.books().required("orders").asInt()).isEqualTo(1);
  }

  private Client.Answer as(String key, String method, String body, String path) {
    return client.send(
        client
            .request(sandbox.telnyxBaseUrl() + "/inexplicit_number_orders" + path)
            .setHeader("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }
}
