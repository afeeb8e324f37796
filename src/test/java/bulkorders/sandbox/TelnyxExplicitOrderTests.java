package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TelnyxExplicitOrderTests {

  private static final String CHICAGO =
      "filter[country_code]=US&filter[national_destination_code]=312";
  private static final String FREE =
      "filter[country_code]=US&filter[phone_number_type]=toll_free&filter[limit]=2";
  private static final String AMSTERDAM =
      "filter[country_code]=NL&filter[national_destination_code]=20";

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);
  private final Client other = new Client(sandbox, "other:key");

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Two local numbers, two toll-free ones, a Dutch one. */
  private List<String> mixed() {
    return Stream.of(
            client.search(CHICAGO).subList(0, 2),
            client.search(AMSTERDAM).subList(0, 1),
            client.search(FREE))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aNumberOrderHasASubOrderForEachCountryAndType() {
    List<String> numbers = mixed();
    JsonNode order = client.ordered(numbers, "ref");

    assertThat(order.get("status").asString()).isEqualTo("pending");
    assertThat(order.get("phone_numbers_count").asInt()).isEqualTo(5);
    assertThat(order.get("sub_number_orders_ids").size()).isEqualTo(3);
    assertThat(order.get("customer_reference").asString()).isEqualTo("ref");
    assertThat(order.at("/phone_numbers/0/status").asString()).isEqualTo("pending");
    List<String> got = new ArrayList<>();
    order.get("phone_numbers").forEach(number -> got.add(number.get("phone_number").asString()));
    assertThat(got).containsExactlyInAnyOrderElementsOf(numbers);

    clock.advance(Duration.ofSeconds(1));
    JsonNode done = client.get(path(order)).data();
    assertThat(done.get("status").asString()).isEqualTo("success");
    assertThat(done.at("/phone_numbers/4/status").asString()).isEqualTo("success");
    assertThat(done.at("/phone_numbers/2/country_code").asString()).isEqualTo("NL");
    assertThat(client.get("/number_orders?filter[customer_reference]=ref").data().get(0).get("id"))
        .isEqualTo(order.get("id"));
    assertThat(other.get(path(order)).status()).isEqualTo(404);
    assertThat(other.get("/number_orders").data().size()).isZero();
    assertThat(client.books().toString())
        .isEqualTo("{\"orders\":1,\"numbers\":5,\"references\":{\"ref\":1},\"redirected\":0}");
  }

  private static String path(JsonNode order) {
    return "/number_orders/" + order.get("id").asString();
  }

  private static String sub(JsonNode order, int index) {
    return "/sub_number_orders/" + order.get("sub_number_orders_ids").get(index).asString();
  }

  @Test
  void aSubOrderHasTheExactShape() {
    JsonNode order = client.ordered(mixed(), "ref");
    JsonNode plain = client.get(sub(order, 2)).data();
    JsonNode full = client.get(sub(order, 2) + "?filter[include_phone_numbers]=true").data();

    assertThat(plain.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "order_request_id",
            "record_type",
            "country_code",
            "phone_number_type",
            "phone_numbers_count",
            "user_id",
            "status",
            "requirements_met",
            "customer_reference",
            "is_block_sub_number_order",
            "regulatory_requirements",
            "created_at",
            "updated_at");
    assertThat(plain.get("order_request_id")).isEqualTo(order.get("id"));
    assertThat(plain.get("phone_number_type").asString()).isEqualTo("toll_free");
    assertThat(plain.get("phone_numbers_count").asInt()).isEqualTo(2);
    assertThat(full.get("phone_numbers").size()).isEqualTo(2);
    assertThat(full.at("/phone_numbers/0/id")).isEqualTo(order.at("/phone_numbers/3/id"));
    assertThat(other.get(sub(order, 2)).status()).isEqualTo(404);
    assertThat(client.get("/sub_number_orders/" + new UUID(1, 2)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5",
    "filter[status]=pending, 3",
    "filter[status]=success, 2",
    "filter[country_code]=NL, 1",
    "filter[phone_number_type]=toll_free, 1",
    "filter[phone_numbers_count]=2, 2",
    "filter[country_code]=US&filter[phone_number_type]=local&filter[status]=pending, 1",
    "page[size]=2&page[number]=2, 5"
  })
  void subOrdersAreListedWithThoseOfBulkOrders(String query, int total) {
    client.created(Client.local(1, "312", "bulk"));
    client.created(Client.local(1, "312", "bulk"));
    clock.advance(Duration.ofSeconds(1));
    JsonNode order = client.ordered(mixed(), "ref");
    JsonNode body = client.get("/sub_number_orders?" + query).body();

    assertThat(body.at("/meta/total_results").asInt()).isEqualTo(total);
    String mine = "/sub_number_orders?filter[order_request_id]=" + order.get("id").asString();
    assertThat(client.get(mine).data().size()).isEqualTo(3);
    assertThat(other.get(mine).data().size()).isZero();
    if (query.startsWith("page")) {
      assertThat(body.at("/meta/page_number").asInt()).isEqualTo(2);
      assertThat(body.get("data").size()).isEqualTo(2);
    }
  }

  @Test
  void aWrongFilterOfSubOrdersIsRefused() {
    for (String filter : List.of("order_request_id]=x", "phone_numbers_count]=x", "colour]=x")) {
      assertThat(client.get("/sub_number_orders?filter[" + filter).status()).isEqualTo(400);
    }
  }

  @Test
  void aPendingSubOrderIsCancelledAndItsNumbersAreForSaleAgain() {
    List<String> numbers = mixed();
    JsonNode order = client.ordered(numbers, "ref");

    JsonNode cancelled = client.patch(sub(order, 0) + "/cancel", "").data();

    assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
    assertThat(client.search(CHICAGO)).containsAll(numbers.subList(0, 2));
    assertThat(client.get(path(order)).data().get("status").asString()).isEqualTo("pending");
    clock.advance(Duration.ofSeconds(1));
    JsonNode done = client.get(path(order)).data();
    assertThat(done.get("status").asString()).isEqualTo("success");
    assertThat(done.at("/phone_numbers/0/status").asString()).isEqualTo("failure");
    assertThat(done.at("/phone_numbers/0/requirements_status").asString()).isEqualTo("cancelled");
    assertThat(done.at("/phone_numbers/2/status").asString()).isEqualTo("success");
    assertThat(client.books().get("numbers").asInt()).isEqualTo(3);
    assertThat(client.books().get("orders").asInt()).isOne();
    for (int i : List.of(0, 1)) {
      Client.Answer late = client.patch(sub(order, i) + "/cancel", "");
      assertThat(late.status()).isEqualTo(422);
      assertThat(late.error().get("code").asString()).isEqualTo("10027");
    }
    other.search(CHICAGO);
    other.ordered(numbers.subList(0, 2), "others");
  }

  @Test
  void anOrderWhoseSubOrdersAreAllCancelledIsCancelled() {
    JsonNode order = client.ordered(client.search(CHICAGO), "ref");
    assertThat(other.patch(sub(order, 0) + "/cancel", "").status()).isEqualTo(404);
    client.patch(sub(order, 0) + "/cancel", "");
    clock.advance(Duration.ofSeconds(1));

    assertThat(client.get(path(order)).data().get("status").asString()).isEqualTo("cancelled");
    assertThat(client.get("/number_orders?filter[status]=cancelled").data().size()).isOne();
    assertThat(client.get("/phone_numbers").data().size()).isZero();
  }

  @Test
  void theSubOrderOfABulkOrderIsCancelledToo() {
    JsonNode created = client.created(Client.local(10, "212", "bulk"));
    clock.advance(Duration.ofMillis(500));
    JsonNode group = client.order(created).at("/ordering_groups/0");
    String id = group.at("/orders/0/sub_number_order_ids/0").asString();

    client.patch("/sub_number_orders/" + id + "/cancel", "");

    assertThat(client.books().get("numbers").asInt()).isZero();
    assertThat(client.books().at("/references/bulk").asInt()).isOne();
    assertThat(client.order(created).at("/ordering_groups/0/status").asString())
        .isEqualTo("success");
    JsonNode again = client.created(Client.local(25, "212", "again"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.order(again).at("/ordering_groups/0/count_allocated").asInt()).isEqualTo(25);
  }

  @Test
  void aNumberNobodySearchedCannotBeOrdered() {
    List<String> numbers = other.search(CHICAGO);
    client.search(AMSTERDAM);

    Client.Answer answer = client.orderNumbers(numbers.subList(0, 2), "r");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors").size()).isEqualTo(2);
    assertThat(answer.error().get("code").asString()).isEqualTo("85000");
    assertThat(answer.body().at("/errors/1/source/pointer").asString())
        .isEqualTo("/phone_numbers/1/phone_number");
    assertThat(client.orderNumbers(List.of("+441170000000"), "r").error().get("code").asString())
        .isEqualTo("85000");
    client.search(CHICAGO);
    clock.advance(Duration.ofHours(24));
    assertThat(client.orderNumbers(numbers.subList(0, 2), "r").status()).isEqualTo(422);
    client.search(CHICAGO);
    assertThat(client.orderNumbers(numbers.subList(0, 2), "r").status()).isEqualTo(200);
  }

  @Test
  void goneNumbersRefuseTheWholeOrderAndAreNamed() {
    List<String> numbers = client.search(CHICAGO).subList(0, 4);
    client.ordered(numbers.subList(1, 2), "first");

    Client.Answer answer = client.orderNumbers(numbers, "second");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().get("errors").size()).isOne();
    assertThat(answer.error().get("code").asString()).isEqualTo("85001");
    assertThat(answer.error().get("detail").asString()).contains(numbers.get(1));
    assertThat(answer.error().at("/source/pointer").asString())
        .isEqualTo("/phone_numbers/1/phone_number");
    assertThat(client.books().get("numbers").asInt()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"CH,44", "DK,33", "IT,02", "NO,21", "PT,21", "SE,8"})
  void someCountriesWantARequirementGroupFirst(String country, String code) {
    List<String> numbers =
        client.search(
            "filter[country_code]=%s&filter[national_destination_code]=%s"
                .formatted(country, code));

    Client.Answer answer = client.orderNumbers(numbers.subList(0, 1), "r");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error().at("/source/pointer").asString())
        .isEqualTo("/phone_numbers/0/requirement_group_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"phone_numbers":[{"phone_number":"3125550100"}]}          | 422 | 10016
          {"phone_numbers":[{"phone_number":"+0312"}]}               | 422 | 10016
          {"phone_numbers":[{"phone_number":1}]}                     | 422 | 10026
          {"phone_numbers":[{"phone_number":"+13125550100"},{"phone_number":"+13125550100"}]} | 422 | 10027
          {"phone_numbers":[]}                                       | 422 | 10033
          {"phone_numbers":[{"phone_number":"+13125550100"}],"connection_id":"invalid"} | 422 | 85004
          {"phone_numbers":[{"phone_number":"+13125550100"}],"messaging_profile_id":"invalid"} | 422 | 85005
          {"customer_reference":"x"}                                 | 422 | 10004
          []                                                         | 422 | 10026
          {"phone_numbers":                                          | 400 | 10023
          """)
  void aWrongOrderIsRefused(String body, int status, String code) {
    Client.Answer answer = client.post("/number_orders", body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
    assertThat(client.books().get("orders").asInt()).isZero();
  }

  @Test
  void theNumbersOfAllOrdersAreListedAndReadOneByOne() {
    client.created(Client.local(3, "415", "bulk"));
    clock.advance(Duration.ofSeconds(1));
    JsonNode order = client.ordered(mixed(), "ref");
    JsonNode body = client.get("/number_order_phone_numbers?page[size]=2&page[number]=4").body();
    JsonNode number = body.at("/data/1");

    assertThat(body.get("meta").toString())
        .isEqualTo("{\"page_number\":4,\"page_size\":2,\"total_pages\":4,\"total_results\":8}");
    assertThat(number.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "record_type",
            "phone_number",
            "order_request_id",
            "sub_number_order_id",
            "country_code",
            "phone_number_type",
            "regulatory_requirements",
            "requirements_met",
            "status",
            "requirements_status",
            "bundle_id",
            "locality",
            "deadline",
            "is_block_number");
    assertThat(number.get("phone_number").asString()).startsWith("+1415");
    String path = "/number_order_phone_numbers/";
    assertThat(client.get(path + number.get("id").asString()).data()).isEqualTo(number);
    assertThat(client.get("/number_order_phone_numbers?filter[country_code]=NL").data().size())
        .isOne();
    JsonNode dutch = client.get(path + order.at("/phone_numbers/2/id").asString()).data();
    assertThat(dutch.get("locality").asString()).isEqualTo("AMSTERDAM");
    assertThat(dutch.get("sub_number_order_id"))
        .isEqualTo(order.get("sub_number_orders_ids").get(1));
    assertThat(other.get(path + number.get("id").asString()).status()).isEqualTo(404);
    assertThat(client.get(path + order.get("id").asString()).status()).isEqualTo(404);
  }

  @Test
  void ownedNumbersAreFoundAndHaveIdsOfTheirOwn() {
    List<String> numbers = mixed();
    JsonNode order = client.ordered(numbers, "ref");
    JsonNode pending = client.get("/phone_numbers?filter[phone_number]=" + numbers.get(0)).data();

    assertThat(pending.size()).isOne();
    assertThat(pending.at("/0/status").asString()).isEqualTo("purchase-pending");
    assertThat(pending.at("/0/phone_number_type").asString()).isEqualTo("longcode");
    clock.advance(Duration.ofSeconds(1));
    JsonNode owned = client.get("/phone_numbers?filter[phone_number]=" + numbers.get(0)).data();
    assertThat(owned.at("/0/status").asString()).isEqualTo("active");
    assertThat(owned.at("/0/phone_number_type").asString()).isEqualTo("local");
    assertThat(owned.at("/0/id").asString()).matches("1[0-9]{18}").isNotEqualTo(order.get("id"));
    assertThat(owned.at("/0").propertyNames())
        .contains(
            "id",
            "record_type",
            "phone_number",
            "country_iso_alpha2",
            "status",
            "tags",
            "external_pin",
            "phone_number_type",
            "purchased_at",
            "created_at",
            "deletion_lock_enabled");
    client.patch(path(order), "{\"customer_reference\":\"renamed\"}");
    assertThat(owned("filter[customer_reference]=renamed")).hasSize(5);
    assertThat(owned("filter[customer_reference]=ref")).isEmpty();
  }

  private List<String> owned(String query) {
    List<String> numbers = new ArrayList<>();
    client
        .get("/phone_numbers?page[size]=250&" + query)
        .data()
        .forEach(number -> numbers.add(number.get("phone_number").asString()));
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    "filter[status]=active, 3",
    "filter[status]=purchase-pending, 5",
    "filter[country_iso_alpha2]=NL, 1",
    "filter[number_type][eq]=toll_free, 2",
    "filter[connection_id]=x, 0",
    "filter[source]=ported, 0",
    "filter[source]=purchased, 8",
    "filter[tag]=x, 0",
    "filter[phone_number]=%2B1415, 3",
    "filter[phone_number]=3120, 1"
  })
  void ownedNumbersAreFiltered(String query, int count) {
    client.created(Client.local(3, "415", "bulk"));
    clock.advance(Duration.ofSeconds(1));
    client.ordered(mixed(), "ref");

    assertThat(owned(query)).hasSize(count);
  }

  @Test
  void ownedNumbersAreSorted() {
    client.ordered(mixed(), "ref");

    assertThat(owned("sort=phone_number")).isSorted();
    assertThat(owned("sort=-phone_number")).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(owned("sort=purchased_at")).hasSize(5);
    assertThat(client.get("/phone_numbers?sort=colour").status()).isEqualTo(400);
    assertThat(client.get("/phone_numbers?filter[phone_number]=12").status()).isEqualTo(400);
  }

  @Test
  void aLargeOrderIsWhole() {
    Set<String> found = new LinkedHashSet<>();
    for (int exchange = 200; found.size() < 10_000; exchange++) {
      found.addAll(client.search(CHICAGO + "&filter[limit]=1000&filter[starts_with]=" + exchange));
    }
    List<String> numbers = List.copyOf(found);
    JsonNode order = client.ordered(numbers.subList(0, 10_000), "large");

    assertThat(order.get("phone_numbers").size()).isEqualTo(10_000);
    assertThat(owned("page[number]=40")).hasSize(250);
    assertThat(
            client
                .get(sub(order, 0) + "?filter[include_phone_numbers]=true")
                .data()
                .get("phone_numbers")
                .size())
        .isEqualTo(50);
  }
}
