package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DidwwOrderTests {

  private static final String UNKNOWN = "11111111-2222-4333-8444-555555555555";

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withPace(Duration.ofSeconds(2)).withClock(clock));
  private final DidwwClient client = new DidwwClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void pass() {
    clock.advance(Duration.ofSeconds(2));
  }

  @Test
  void anOrderIsPendingAndThenCompletedWithItsNumbers() {
    JsonNode order = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 120, "job-7"));
    JsonNode attributes = order.get("attributes");
    assertThat(order.get("type").asString()).isEqualTo("orders");
    assertThat(attributes.propertyNames())
        .containsExactly(
            "amount",
            "status",
            "created_at",
            "reference",
            "description",
            "items",
            "callback_url",
            "callback_method",
            "external_reference_id");
    assertThat(attributes.get("amount").asString()).isEqualTo("72.0");
    assertThat(attributes.get("status").asString()).isEqualTo("pending");
    assertThat(attributes.get("created_at").asString()).matches("[-0-9]{10}T[:0-9]{8}\\.123Z");
    assertThat(attributes.get("reference").asString()).matches("[A-Z]{3}-[0-9]{6}");
    assertThat(attributes.get("description").asString()).isEqualTo("DID");
    assertThat(attributes.at("/items/0/type").asString()).isEqualTo("did_order_items");
    assertThat(attributes.at("/items/0/attributes").propertyNames())
        .containsExactlyInAnyOrder(
            "qty",
            "nrc",
            "mrc",
            "prorated_mrc",
            "billed_from",
            "billed_to",
            "setup_price",
            "monthly_price",
            "did_group_id");
    assertThat(attributes.at("/items/0/attributes/billed_from").isNull()).isTrue();
    assertThat(client.numbersOf(order)).isEmpty();

    pass();

    JsonNode done = client.attributes(order);
    assertThat(done.get("status").asString()).isEqualTo("completed");
    assertThat(done.at("/items/0/attributes/billed_from").isString()).isTrue();
    List<String> numbers = client.numbersOf(order);
    assertThat(numbers).hasSize(120).doesNotHaveDuplicates().isSorted();
    assertThat(numbers).allMatch(number -> number.startsWith("4930"));
    assertThat(client.books().get("numbers").asInt()).isEqualTo(120);
    assertThat(client.books().at("/references/job-7").asInt()).isEqualTo(1);
  }

  @Test
  void theOrderOfANumberCanBeIncluded() {
    JsonNode order = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 2, "r"));
    pass();
    String reference = order.at("/attributes/reference").asString();
    JsonNode page =
        client
            .get("/dids?filter[order.reference]=" + reference + "&include=order,did_group")
            .body();

    assertThat(page.get("data")).hasSize(2);
    assertThat(page.at("/data/1/relationships/order/data/id").asString())
        .isEqualTo(DidwwClient.id(order));
    assertThat(page.get("included")).hasSize(2);
    JsonNode did = page.get("data").get(0);
    assertThat(client.get("/dids/" + DidwwClient.id(did)).data().get("attributes"))
        .isEqualTo(did.get("attributes"));
    assertThat(new DidwwClient(sandbox, "other:KEY").get("/dids").data()).isEmpty();
    assertThat(new DidwwClient(sandbox, "other:KEY").get("/dids/" + DidwwClient.id(did)).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "qty":0                         | 422 | 100 | items/0/qty - must be greater than or equal to 1
          "qty":1001                      | 422 | 100 | items/0/qty - must be less than or equal to 1000
          "qty":"five"                    | 400 | 103 | five is not a valid value for qty.
          "qty":1,"available_did_id":"x"  | 400 | 400 | required item data missing or not allowed
          "available_did_id":"x"          | 422 | 100 | items/0/available_did_id - is invalid
          "did_reservation_id":"x"        | 422 | 100 | items/0/did_reservation_id - is invalid
          "nanpa_prefix_id":"x"           | 422 | 100 | items/0/nanpa_prefix_id - is invalid
          "billing_cycles_count":1000     | 422 | 100 | items/0/billing_cycles_count - must be less than or equal to 999
          "colour":"red"                  | 400 | 105 | colour is not allowed.
          """)
  void aWrongItemIsRefused(String fields, int status, String code, String detail) {
    Client.Answer answer =
        client.order(
            "\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\"," + fields)
                + "]");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
    assertThat(answer.error().get("detail").asString()).isEqualTo(detail);
    if (status == 422) {
      assertThat(answer.error().at("/source/pointer").asString())
          .isEqualTo("/data/attributes/" + detail.substring(0, detail.indexOf(' ')));
    }
    assertThat(client.books().get("orders").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                            | 400 | 400
          {}                                           | 400 | 106
          {"data":{"attributes":{}}}                   | 400 | 106
          {"data":{"type":"dids"}}                     | 400 | 116
          {"data":{"type":"orders","id":"7"}}          | 400 | 105
          {"data":{"type":"orders"}}                   | 400 | 106
          {"data":{"type":"orders","attributes":{"items":[]}}} | 400 | 106
          {"data":{"type":"orders","attributes":{"bogus":1}}}  | 400 | 105
          {"data":{"type":"orders","relationships":{"x":1}}}   | 400 | 105
          """)
  void aWrongDocumentIsRefused(String body, int status, String code) {
    Client.Answer answer = client.method("POST", "/orders", body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
  }

  @Test
  void allFaultsOfAnOrderAreToldAtOnce() {
    Client.Answer answer =
        client.order(
            "\"external_reference_id\":\""
                + "x".repeat(101)
                + "\",\"callback_url\":\"http://127.0.0.1/\",\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + UNKNOWN + "\"")
                + "]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors").valueStream().map(e -> e.get("detail").asString()))
        .containsExactly(
            "items/0/sku_id - is invalid",
            "external_reference_id - is too long (maximum is 100 characters)",
            "callback_method - can't be blank");
    assertThat(answer.error().get("title").asString()).isEqualTo("is invalid");
  }

  @Test
  void numbersAndChannelsDoNotGoTogether() {
    Client.Answer answer =
        client.order(
            "\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\"")
                + ",{\"type\":\"capacity_order_items\",\"attributes\":{\"qty\":1}}]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().at("/source/pointer").asString()).isEqualTo("/data/attributes/items");
  }

  @Test
  void withoutBackOrderingAShortStockIsARefusalOfTheItem() {
    Client.Answer answer =
        client.order(
            "\"allow_back_ordering\":false,\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\",\"qty\":3")
                + ","
                + DidwwClient.item("\"sku_id\":\"" + sku("US", "212") + "\",\"qty\":26")
                + "]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"exceeds available DIDs count\",\"detail\":\"items/1/qty -"
                + " exceeds available DIDs count\",\"code\":\"100\",\"source\":{\"pointer\":"
                + "\"/data/attributes/items/1/qty\"},\"status\":\"422\"}]}");
    assertThat(client.books().get("numbers").asInt()).isZero();
    client.ordered(DidwwClient.numbers(sku("US", "212"), 25, "all"));
    assertThat(client.order(DidwwClient.numbers(sku("US", "212"), 1, "none")).status())
        .isEqualTo(422);
  }

  private String sku(String iso, String prefix) {
    return client
        .control()
        .control("GET", "/inventory?provider=didww&country_iso=" + iso + "&prefix=" + prefix, "")
        .body()
        .at("/groups/0/sku_ids/0")
        .asString();
  }

  private void stock(String sku, int stock) {
    Client.Answer answer =
        client
            .control()
            .control(
                "POST",
                "/inventory",
                "{\"provider\":\"didww\",\"sku_id\":\"" + sku + "\",\"stock\":" + stock + "}");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aBackOrderWaitsForStockAndIsCompletedThen() {
    String newYork = sku("US", "212");
    JsonNode first =
        client.ordered(
            "\"items\":[" + DidwwClient.item("\"sku_id\":\"" + newYork + "\",\"qty\":30") + "]");
    pass();
    pass();
    assertThat(client.attributes(first).get("status").asString()).isEqualTo("pending");
    assertThat(client.books().get("numbers").asInt()).isZero();

    stock(newYork, 40);
    assertThat(client.attributes(first).get("status").asString()).isEqualTo("pending");
    pass();
    assertThat(client.attributes(first).get("status").asString()).isEqualTo("completed");
    assertThat(client.numbersOf(first)).hasSize(30);
  }

  @Test
  void anOrderCanBeCanceledWhileItIsPending() {
    String newYork = sku("US", "212");
    JsonNode order = client.ordered(DidwwClient.numbers(newYork, 25, "r"));
    JsonNode waiting =
        client.ordered(
            "\"items\":[" + DidwwClient.item("\"sku_id\":\"" + newYork + "\",\"qty\":20") + "]");

    Client.Answer canceled = client.delete("/orders/" + DidwwClient.id(order));
    assertThat(canceled.status()).isEqualTo(204);
    assertThat(canceled.response().body()).isEmpty();
    pass();

    assertThat(client.attributes(order).get("status").asString()).isEqualTo("canceled");
    assertThat(client.numbersOf(order)).isEmpty();
    assertThat(client.attributes(waiting).get("status").asString()).isEqualTo("completed");
    assertThat(client.books().get("numbers").asInt()).isEqualTo(20);
    Client.Answer again = client.delete("/orders/" + DidwwClient.id(waiting));
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"Order not pending\",\"detail\":\"base - Order not"
                + " pending\",\"code\":\"100\",\"source\":{\"pointer\":\"/data/attributes/base\"},"
                + "\"status\":\"422\"}]}");
    assertThat(client.delete("/orders/" + UNKNOWN).status()).isEqualTo(404);
  }

  @Test
  void onlyThisOrdersAmountIsComparedWithTheBalance() {
    client.rules("\"balance\":\"10.00\",\"credit\":\"2.00\"");
    JsonNode first = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 20, "a"));
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 20, "b"));
    assertThat(first.at("/attributes/amount").asString()).isEqualTo("12.0");
    Client.Answer dear = client.order(DidwwClient.numbers(DidwwClient.BERLIN, 21, "c"));
    assertThat(dear.status()).isEqualTo(400);
    assertThat(dear.response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"Insufficient balance\",\"detail\":\"Insufficient balance\","
                + "\"code\":\"400\",\"status\":\"400\",\"meta\":{\"total_cost\":\"12.6\","
                + "\"available_balance\":\"12.0\"}}]}");

    pass();

    JsonNode balance = client.get("/balance").data();
    assertThat(balance.get("type").asString()).isEqualTo("balances");
    assertThat(balance.get("attributes").toString())
        .isEqualTo("{\"balance\":\"-14.00\",\"credit\":\"2.00\",\"total_balance\":\"-12.00\"}");
    assertThat(client.order(DidwwClient.numbers(DidwwClient.BERLIN, 1, "d")).status())
        .isEqualTo(400);
  }

  @Test
  void pricesOfItemsContainTheTax() {
    client.rules("\"vat_percent\":\"19\",\"shuffle_items\":true");
    JsonNode order =
        client.ordered(
            "\"items\":["
                + DidwwClient.item("\"sku_id\":\"" + DidwwClient.BERLIN + "\",\"qty\":2")
                + ","
                + DidwwClient.item("\"sku_id\":\"" + sku("GB", "20") + "\"")
                + "]");

    assertThat(order.at("/attributes/items/1/attributes/nrc").asString()).isEqualTo("0.48");
    assertThat(order.at("/attributes/items/1/attributes/mrc").asString()).isEqualTo("0.24");
    assertThat(order.at("/attributes/items/0/attributes/mrc").asString()).isEqualTo("0.71");
    assertThat(order.at("/attributes/amount").asString()).isEqualTo("2.15");
  }

  @Test
  void ordersAreFoundByWhatTheyAre() {
    JsonNode a = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 3, "a"));
    clock.advance(Duration.ofHours(1));
    JsonNode b = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "b"));
    Instant now = clock.instant();

    assertThat(found("filter[external_reference_id]=a")).containsExactly("a");
    assertThat(found("filter[external_reference_id]=A")).isEmpty();
    assertThat(found("filter[id]=" + DidwwClient.id(a) + "," + DidwwClient.id(b)))
        .containsExactly("a", "b");
    assertThat(found("filter[reference]=" + b.at("/attributes/reference").asString()))
        .containsExactly("b");
    assertThat(found("filter[status]=completed")).containsExactly("a");
    assertThat(found("filter[status]=pending,completed")).containsExactly("a", "b");
    assertThat(found("filter[created_at_gteq]=" + now.minusSeconds(1))).containsExactly("b");
    assertThat(found("filter[created_at_lteq]=" + now.minus(Duration.ofHours(12))))
        .containsExactly("a", "b");
    assertThat(found("filter[created_at_lteq]=" + now.minus(Duration.ofHours(14)))).isEmpty();
    assertThat(found("filter[created_at_lteq]=" + now.atOffset(ZoneOffset.UTC).toLocalDate()))
        .containsExactly("a", "b");
    assertThat(found("sort=amount")).containsExactly("b", "a");
    assertThat(found("sort=-external_reference_id")).containsExactly("b", "a");
    assertThat(found("sort=status,-created_at")).containsExactly("a", "b");
    assertThat(new DidwwClient(sandbox, "other:KEY").get("/orders").data()).isEmpty();
  }

  private List<String> found(String query) {
    return client
        .get("/orders?" + query)
        .data()
        .valueStream()
        .map(order -> order.at("/attributes/external_reference_id").asString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"PATCH", "PUT"})
  void theReferenceOfAnOrderCanBeChanged(String method) {
    JsonNode order = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "old"));
    String id = DidwwClient.id(order);
    Client.Answer changed =
        client.method(
            method,
            "/orders/" + id,
            """
            {"data":{"type":"orders","id":"%s","attributes":{"external_reference_id":"new"}}}
            """
                .formatted(id));

    assertThat(changed.data().at("/attributes/external_reference_id").asString()).isEqualTo("new");
    assertThat(found("filter[external_reference_id]=old")).isEmpty();
    assertThat(found("filter[external_reference_id]=new")).containsExactly("new");
    assertThat(client.books().at("/references/old").asInt()).isEqualTo(1);
    Client.Answer refused =
        client.method(
            method,
            "/orders/" + id,
            """
            {"data":{"type":"orders","id":"%s","attributes":{"amount":"1"}}}
            """
                .formatted(id));
    assertThat(refused.error().get("code").asString()).isEqualTo("105");
  }

  @Test
  void theSameReferenceTwiceMakesTwoOrders() {
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "same"));
    client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 1, "same"));

    assertThat(found("filter[external_reference_id]=same")).hasSize(2);
    assertThat(client.books().at("/references/same").asInt()).isEqualTo(2);
  }

  @Test
  void aNumberCanBeChanged() {
    JsonNode order = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 2, "r"));
    pass();
    JsonNode did = client.get("/dids?filter[order.id]=" + DidwwClient.id(order)).data().get(0);
    String id = DidwwClient.id(did);
    JsonNode changed =
        client
            .method(
                "PATCH",
                "/dids/" + id,
                """
                {"data":{"type":"dids","id":"%s","attributes":{"description":"Front desk",
                "terminated":true,"billing_cycles_count":0}}}
                """
                    .formatted(id))
            .data();

    assertThat(changed.at("/attributes/terminated").asBoolean()).isTrue();
    assertThat(client.get("/dids?filter[description]=front").data()).hasSize(1);
    assertThat(client.get("/dids?filter[terminated]=false").data()).hasSize(1);
    Client.Answer refused =
        client.method(
            "PATCH",
            "/dids/" + id,
            """
            {"data":{"type":"dids","id":"%s","attributes":{"capacity_limit":40000}}}
            """
                .formatted(id));
    assertThat(refused.error().get("detail").asString())
        .isEqualTo("capacity_limit - must be less than or equal to 32767");
  }

  @Test
  void whatOrdersShareIsNeverANumber() {
    var all = new HashSet<String>();
    for (int i = 0; i < 3; i++) {
      JsonNode order = client.ordered(DidwwClient.numbers(sku("DE", "341"), 13, "r" + i));
      pass();
      all.addAll(client.numbersOf(order));
    }

    assertThat(all).hasSize(39);
  }
}
