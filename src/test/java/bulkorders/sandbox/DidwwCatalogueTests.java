package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DidwwCatalogueTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO).withClock(clock));
  private final DidwwClient client = new DidwwClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static final String EVERYTHING =
      "include=stock_keeping_units,country,did_group_type,region,city&page[size]=100";

  @Test
  void groupsComeWithWhatTheyAreMadeOf() {
    JsonNode berlin = client.get("/did_groups?filter[area_name]=berlin&" + EVERYTHING).body();
    JsonNode group = berlin.at("/data/0");

    assertThat(berlin.get("data")).hasSize(1);
    assertThat(group.get("attributes").toString())
        .isEqualTo(
            "{\"prefix\":\"30\",\"features\":[\"voice_in\",\"t38\"],\"is_metered\":false,"
                + "\"area_name\":\"Berlin\",\"allow_additional_channels\":true,"
                + "\"service_restrictions\":null}");
    assertThat(group.get("meta").toString())
        .isEqualTo(
            "{\"available_dids_enabled\":true,\"needs_registration\":false,"
                + "\"is_available\":true,\"total_count\":50000}");
    assertThat(group.at("/relationships/region/data").isNull()).isTrue();
    assertThat(group.at("/relationships/stock_keeping_units/data")).hasSize(2);
    assertThat(included(berlin, "countries").at("/attributes/iso").asString()).isEqualTo("DE");
    assertThat(included(berlin, "did_group_types").at("/attributes/name").asString())
        .isEqualTo("Local");
    assertThat(included(berlin, "stock_keeping_units").toString())
        .isEqualTo(
            "{\"id\":\"b6d9d793-578d-42d3-bc33-73dd8155e615\",\"type\":\"stock_keeping_units\","
                + "\"attributes\":{\"setup_price\":\"0.4\",\"monthly_price\":\"0.2\","
                + "\"channels_included_count\":0}}");
    String related = group.at("/relationships/country/links/related").asString();
    assertThat(client.get(related).data().at("/attributes/name").asString()).isEqualTo("Germany");
    String self = group.at("/relationships/country/links/self").asString();
    assertThat(client.get(self).data()).isEqualTo(group.at("/relationships/country/data"));
    assertThat(client.get("/did_groups/" + DidwwClient.id(group)).data().get("relationships"))
        .noneMatch(relationship -> relationship.has("data"));
  }

  private static JsonNode included(JsonNode document, String type) {
    return document
        .get("included")
        .valueStream()
        .filter(resource -> resource.get("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "filter[prefix]=30, 1",
    "filter[is_metered]=true, 2",
    "'filter[features]=sms_in,sms_out&filter[needs_registration]=false', 5",
    "filter[meta.total_count_gteq]=300000, 1",
    "filter[nanpa_prefix.npanxx]=312555, 1",
    "filter[is_available]=false, 0",
    "filter[available_dids_enabled]=false&filter[prefix]=333, 1",
  })
  void groupsAreFoundByWhatTheyAre(String filter, int count) {
    assertThat(client.get("/did_groups?" + filter).data()).hasSize(count);
  }

  @Test
  void everythingHasAPlaceAndIsTheSameAtEveryStart() {
    JsonNode countries = client.get("/countries").body();
    assertThat(countries.get("data").size()).isGreaterThanOrEqualTo(12);
    assertThat(countries.has("links")).isFalse();
    JsonNode germany = client.get("/countries?filter[iso]=DE").data().get(0);
    JsonNode groups =
        client.get("/did_groups?filter[country.id]=" + DidwwClient.id(germany)).body();
    assertThat(groups.at("/meta/total_records").asInt()).isEqualTo(4);
    assertThat(
            client
                .get("/cities?filter[name]=Chicago&include=region")
                .body()
                .at("/included/0/attributes/iso")
                .asString())
        .isEqualTo("US-IL");
    assertThat(client.get("/regions?include=country").body().get("included")).hasSize(2);
    assertThat(client.get("/did_group_types").data()).hasSize(6);
    try (Sandbox other = Sandbox.start(SandboxOptions.defaults())) {
      assertThat(
              new DidwwClient(other)
                  .get("/countries")
                  .data()
                  .valueStream()
                  .map(DidwwClient::id)
                  .toList())
          .isEqualTo(countries.get("data").valueStream().map(DidwwClient::id).toList());
    }
  }

  @Test
  void anExchangeNarrowsAnOrder() {
    JsonNode prefix =
        client.get("/nanpa_prefixes?filter[npa]=312&filter[nxx]=555&include=region").body();
    String id = DidwwClient.id(prefix.at("/data/0"));
    JsonNode groups =
        client
            .get("/did_groups?filter[nanpa_prefix.id]=" + id + "&include=stock_keeping_units")
            .body();
    String sku = DidwwClient.id(included(groups, "stock_keeping_units"));
    JsonNode order =
        client.ordered(
            "\"items\":["
                + DidwwClient.item(
                    "\"sku_id\":\"" + sku + "\",\"nanpa_prefix_id\":\"" + id + "\",\"qty\":7")
                + "]");

    assertThat(client.numbersOf(order)).hasSize(7).allMatch(n -> n.startsWith("1312555"));
    assertThat(
            client
                .get("/nanpa_prefixes?sort=-nxx&page[size]=1")
                .data()
                .get(0)
                .at("/attributes/nxx")
                .asString())
        .isEqualTo("999");
  }

  @Test
  void aSingleNumberCanBeChosen() {
    JsonNode shown = berlinNumbers("&filter[number_contains]=49302&include=did_group");
    assertThat(shown.get("data")).hasSize(10);
    assertThat(shown.at("/meta/total_count").asInt()).isGreaterThan(10);
    assertThat(shown.has("links")).isFalse();
    JsonNode number = shown.get("data").get(3);

    JsonNode order = client.ordered(chosen("available_did_id", number));

    assertThat(client.numbersOf(order)).containsExactly(number.at("/attributes/number").asString());
    assertThat(client.order(chosen("available_did_id", number)).status()).isEqualTo(422);
    assertThat(client.get("/available_dids/" + DidwwClient.id(number)).status()).isEqualTo(404);
    assertThat(client.get("/available_dids?filter[number_contains]=49").status()).isEqualTo(400);
    JsonNode nested =
        client
            .get(
                "/available_dids/"
                    + DidwwClient.id(shown.get("data").get(4))
                    + "?include=did_group.stock_keeping_units,nanpa_prefix")
            .body();
    assertThat(nested.get("included")).hasSize(3);
  }

  private JsonNode berlinNumbers(String more) {
    JsonNode groups = client.get("/did_groups?filter[area_name]=Berlin").data();
    String group = DidwwClient.id(groups.get(0));
    return client.get("/available_dids?filter[did_group.id]=" + group + more).body();
  }

  private static String chosen(String how, JsonNode resource) {
    return "\"items\":["
        + DidwwClient.item(
            "\"sku_id\":\""
                + DidwwClient.BERLIN
                + "\",\""
                + how
                + "\":\""
                + DidwwClient.id(resource)
                + "\"")
        + "]";
  }

  private Client.Answer reserve(DidwwClient as, JsonNode number) {
    return as.method(
        "POST",
        "/did_reservations",
        """
        {"data":{"type":"did_reservations","attributes":{"description":"kept"},"relationships":
        {"available_did":{"data":{"type":"available_dids","id":"%s"}}}}}
        """
            .formatted(DidwwClient.id(number)));
  }

  @Test
  void aReservationKeepsANumberUntilItExpires() {
    JsonNode numbers = berlinNumbers("").get("data");
    DidwwClient other = new DidwwClient(sandbox, "other:KEY");
    Client.Answer made = reserve(client, numbers.get(0));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.data().at("/meta/available_count").asInt()).isEqualTo(9);
    Client.Answer taken = reserve(other, numbers.get(0));
    assertThat(taken.response().body())
        .isEqualTo(
            "{\"errors\":[{\"title\":\"is invalid\",\"detail\":\"available_did - is invalid\","
                + "\"code\":\"100\",\"source\":{\"pointer\":"
                + "\"/data/relationships/available_did\"},\"status\":\"422\"}]}");
    assertThat(other.order(chosen("did_reservation_id", made.data())).status()).isEqualTo(422);
    assertThat(other.order(chosen("available_did_id", numbers.get(0))).status()).isEqualTo(422);

    JsonNode order = client.ordered(chosen("did_reservation_id", made.data()));
    assertThat(client.numbersOf(order))
        .containsExactly(numbers.get(0).at("/attributes/number").asString());
    assertThat(client.get("/did_reservations").data()).isEmpty();
    assertThat(client.order(chosen("did_reservation_id", made.data())).status()).isEqualTo(422);

    JsonNode expiring = reserve(client, numbers.get(1)).data();
    clock.advance(Duration.ofMinutes(10));
    assertThat(client.get("/did_reservations/" + DidwwClient.id(expiring)).status()).isEqualTo(404);
    assertThat(reserve(other, numbers.get(1)).status()).isEqualTo(201);

    JsonNode given = reserve(client, numbers.get(2)).data();
    assertThat(client.delete("/did_reservations/" + DidwwClient.id(given)).status()).isEqualTo(204);
    assertThat(other.order(chosen("available_did_id", numbers.get(2))).status()).isEqualTo(201);
  }

  @Test
  void onlyTenNumbersCanBeReservedAtOnce() {
    JsonNode numbers = berlinNumbers("").get("data");
    numbers.forEach(number -> assertThat(reserve(client, number).status()).isEqualTo(201));
    JsonNode more = berlinNumbers("").get("data");

    assertThat(reserve(client, more.get(0)).status()).isEqualTo(422);
    assertThat(
            client
                .get("/did_reservations?page[size]=3&include=available_did")
                .body()
                .get("included"))
        .hasSize(3);
  }

  @Test
  void channelsAreBoughtAtAPool() {
    JsonNode pools = client.get("/capacity_pools?sort=&include=countries").data();
    JsonNode extended = pools.get(1);
    assertThat(extended.at("/attributes/minimum_qty_per_order").asInt()).isEqualTo(5);

    Client.Answer few = channels(extended, 4);
    assertThat(few.status()).isEqualTo(422);
    assertThat(few.error().get("detail").asString())
        .isEqualTo("items/0/qty - should be at least 5");
    JsonNode order = channels(extended, 6).data();
    assertThat(order.at("/attributes/amount").asString()).isEqualTo("210.0");
    assertThat(order.at("/attributes/description").asString()).isEqualTo("Capacity");
    assertThat(order.at("/attributes/items/0/attributes/capacity_pool_id").asString())
        .isEqualTo(DidwwClient.id(extended));
    assertThat(client.attributes(order).get("status").asString()).isEqualTo("completed");
    assertThat(
            client
                .get("/capacity_pools/" + DidwwClient.id(extended))
                .data()
                .at("/attributes/total_channels_count")
                .asInt())
        .isEqualTo(6);
    assertThat(client.delete("/orders/" + DidwwClient.id(order)).status()).isEqualTo(422);
    assertThat(client.books().get("numbers").asInt()).isZero();
  }

  private Client.Answer channels(JsonNode pool, int qty) {
    return client.order(
        "\"items\":[{\"type\":\"capacity_order_items\",\"attributes\":{\"capacity_pool_id\":\""
            + DidwwClient.id(pool)
            + "\",\"qty\":"
            + qty
            + "}}]");
  }

  @Test
  void numbersThatNeedARegistrationWaitForAnAddress() {
    JsonNode madrid =
        client.get("/did_groups?filter[area_name]=Madrid&include=stock_keeping_units").body();
    String sku = DidwwClient.id(included(madrid, "stock_keeping_units"));
    JsonNode order = client.ordered(DidwwClient.numbers(sku, 2, "papers"));
    assertThat(client.attributes(order).get("status").asString()).isEqualTo("completed");
    assertThat(client.get("/dids?filter[awaiting_registration]=true").data()).hasSize(2);

    assertThat(review(order, "submit", "")).isEqualTo(2);
    assertThat(status(order)).isEqualTo("pending");
    assertThat(review(order, "reject", "\"comment\":\"Illegible\",")).isEqualTo(2);
    assertThat(status(order)).isEqualTo("rejected");
    assertThat(
            client
                .get("/address_verifications?filter[status]=rejected")
                .data()
                .get(0)
                .at("/attributes/reject_comment")
                .asString())
        .isEqualTo("Illegible");
    assertThat(client.get("/dids?filter[awaiting_registration]=true").data()).hasSize(2);
    assertThat(review(order, "approve", "")).isEqualTo(2);
    assertThat(status(order)).isEqualTo("approved");
    assertThat(client.get("/dids?filter[awaiting_registration]=true").data()).isEmpty();
    assertThat(review(order, "approve", "")).isZero();
  }

  private int review(JsonNode order, String decision, String more) {
    return client
        .control()
        .control(
            "POST",
            "/reviews",
            "{\"provider\":\"didww\","
                + more
                + "\"order_id\":\""
                + DidwwClient.id(order)
                + "\",\"decision\":\""
                + decision
                + "\"}")
        .body()
        .get("reviewed")
        .asInt();
  }

  private String status(JsonNode order) {
    JsonNode dids =
        client
            .get("/dids?include=address_verification&filter[order.id]=" + DidwwClient.id(order))
            .body();
    return dids.at("/included/0/attributes/status").asString();
  }

  @Test
  void noNumberIsForSaleAtBothProviders() {
    List<String> skus = new ArrayList<>();
    JsonNode groups = client.control().control("GET", "/inventory?provider=didww", "").body();
    groups
        .get("groups")
        .forEach(
            group -> {
              if (group.get("stock").asInt() > 0) {
                skus.add(group.at("/sku_ids/0").asString());
              }
            });
    assertThat(skus).hasSizeGreaterThan(20);
    Inventory telnyx = new Inventory();
    Set<String> numbers = new HashSet<>();
    for (String sku : skus) {
      JsonNode order = client.ordered(DidwwClient.numbers(sku, 1, "r"));
      numbers.addAll(client.numbersOf(order));
      JsonNode more =
          client.ordered(
              "\"items\":[" + DidwwClient.item("\"sku_id\":\"" + sku + "\",\"qty\":200") + "]");
      numbers.addAll(client.numbersOf(more));
    }
    assertThat(numbers).hasSizeGreaterThan(4_000);
    assertThat(numbers).allMatch(number -> telnyx.locate("+" + number) == null);
  }
}
