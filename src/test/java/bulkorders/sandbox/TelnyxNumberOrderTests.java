package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TelnyxNumberOrderTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withClock(clock).withPace(Duration.ofSeconds(4)));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode finished(String body) {
    JsonNode created = client.created(body);
    clock.advance(Duration.ofSeconds(4));
    return client.order(created).get("ordering_groups");
  }

  private String numberOrderPath(JsonNode group) {
    return "/number_orders/" + group.get("orders").get(0).get("number_order_id").asString();
  }

  @Test
  void aRetrievedNumberOrderHasTheExactShape() {
    JsonNode group = finished(Client.local(2, "312", "ref-1")).get(0);
    JsonNode order = client.get(numberOrderPath(group)).data();

    assertThat(order.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "record_type",
            "phone_numbers_count",
            "connection_id",
            "messaging_profile_id",
            "billing_group_id",
            "customer_reference",
            "sub_number_orders_ids",
            "status",
            "requirements_met",
            "created_at",
            "updated_at",
            "phone_numbers");
    assertThat(order.get("record_type").asString()).isEqualTo("number_order");
    assertThat(order.get("customer_reference").asString()).isEqualTo("ref-1");
    assertThat(order.get("phone_numbers_count").asInt()).isEqualTo(2);
    assertThat(order.get("requirements_met").asBoolean()).isTrue();
    assertThat(order.get("sub_number_orders_ids"))
        .isEqualTo(group.get("orders").get(0).get("sub_number_order_ids"));

    JsonNode number = order.get("phone_numbers").get(0);
    assertThat(number.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "record_type",
            "phone_number",
            "phone_number_type",
            "country_code",
            "bundle_id",
            "status",
            "requirements_met",
            "requirements_status",
            "regulatory_requirements");
    assertThat(number.get("phone_number").asString()).matches("\\+1312[2-9][0-9]{6}");
    assertThat(number.get("phone_number_type").asString()).isEqualTo("local");
    assertThat(number.get("country_code").asString()).isEqualTo("US");
    assertThat(number.get("status").asString()).isEqualTo("success");
    assertThat(number.get("requirements_status").asString()).isEqualTo("approved");
    assertThat(number.get("bundle_id").isNull()).isTrue();
    assertThat(number.get("id")).isNotEqualTo(order.get("phone_numbers").get(1).get("id"));
  }

  @Test
  void listedNumberOrdersShowOnlyIdAndNumberOfTheirNumbers() {
    finished(Client.local(2, "312", "ref-1"));
    JsonNode body = client.get("/number_orders").body();

    JsonNode number = body.get("data").get(0).get("phone_numbers").get(0);
    assertThat(number.propertyNames()).containsExactlyInAnyOrder("id", "phone_number");
    assertThat(body.get("meta").toString())
        .isEqualTo("{\"page_number\":1,\"page_size\":20,\"total_pages\":1,\"total_results\":1}");
  }

  @Test
  void aNumberOrderDoesNotExistBeforeItsGroupIsProcessed() {
    client.created(Client.local(2, "312", "ref-1"));
    int before = client.get("/number_orders").body().get("data").size();
    clock.advance(Duration.ofSeconds(1));
    int after = client.get("/number_orders").body().get("data").size();

    assertThat(before).isZero();
    assertThat(after).isOne();
  }

  @Test
  void tenThousandNumbersComeInOneAnswer() {
    JsonNode group = finished(Client.local(10_000, "312", "big")).get(0);

    assertThat(client.numbers(group)).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(client.books().get("numbers").asInt()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "filter[customer_reference]=b, 1",
    "filter%5Bcustomer_reference%5D=b, 1",
    "filter[customer_reference]=B, 0",
    "filter[status]=success, 2",
    "filter[status]=pending, 1",
    "'filter[status]=pending,success', 3",
    "filter[status][]=pending&filter[status][]=success, 3",
    "filter[phone_numbers_count]=2, 1",
    "filter[requirements_met]=true, 3",
    "filter[requirements_met]=false, 0",
    "filter[created_at][gt]=2026-09-28T12:00:00.123456Z, 2",
    "filter[created_at][gt]=2026-09-28T12:00:00.123455%2B00:00, 3",
    "filter[created_at][lt]=2026-09-28T12:00:01+00:00, 1",
    "filter[status]=success&filter[customer_reference]=a, 1"
  })
  void filtersSelect(String query, int hits) {
    finished(Client.local(1, "312", "a"));
    finished(Client.local(2, "312", "b"));
    client.created(Client.local(3, "312", "c"));
    clock.advance(Duration.ofSeconds(2));

    assertThat(total(query)).isEqualTo(hits);
  }

  /** Over a bare socket, so that raw brackets really travel raw. */
  private int total(String query) {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      String request =
          "GET /v2/number_orders?"
              + query
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer K\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200");
      String total = answer.replaceAll("(?s).*\"total_results\":([0-9]+).*", "$1");
      return Integer.parseInt(total);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter[sub_status]=x",
        "filter[created_at][gt]=yesterday",
        "filter[requirements_met]=1"
      })
  void anInvalidFilterIsRefused(String query) {
    Client.Answer answer = client.get("/number_orders?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asString()).isEqualTo("10031");
  }

  @Test
  void numberOrdersArePagedWithBrackets() {
    for (String reference : List.of("a", "b", "c")) {
      finished(Client.local(1, "312", reference));
    }
    JsonNode body = client.get("/number_orders?page%5Bnumber%5D=2&page[size]=2").body();

    assertThat(body.get("data").size()).isOne();
    assertThat(body.get("data").get(0).get("customer_reference").asString()).isEqualTo("a");
    assertThat(body.get("meta").get("total_pages").asInt()).isEqualTo(2);
  }

  @Test
  void strategyDecidesWhatAShortAreaCodeGives() {
    String groups =
        """
        {"ordering_groups":[
        {"country_iso":"US","count_requested":"26","phone_number_type":"local",
         "national_destination_code":"212","strategy":"never"},
        {"country_iso":"US","count_requested":"26","phone_number_type":"local",
         "national_destination_code":"212","strategy":"always"},
        {"country_iso":"US","count_requested":"1","phone_number_type":"local",
         "national_destination_code":"907"},
        {"country_iso":"US","count_requested":"1","phone_number_type":"local",
         "national_destination_code":"312"}]}
        """;
    JsonNode done = finished(groups);

    assertThat(done.get(0).get("status").asString()).isEqualTo("failed");
    assertThat(done.get(0).get("count_allocated").asInt()).isZero();
    assertThat(done.get(0).get("orders").size()).isZero();
    assertThat(done.get(0).get("error_reason").asString()).contains("fewer than 26");
    assertThat(done.get(1).get("status").asString()).isEqualTo("partial_success");
    assertThat(done.get(1).get("count_allocated").asInt()).isEqualTo(25);
    assertThat(client.numbers(done.get(1))).hasSize(25);
    assertThat(done.get(2).get("status").asString()).isEqualTo("failed");
    assertThat(done.get(3).get("status").asString()).isEqualTo("success");
    assertThat(done.get(3).get("error_reason").isNull()).isTrue();
    assertThat(client.books().get("numbers").asInt()).isEqualTo(26);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "national_destination_code":"312","phone_number":{"starts_with":"555"} | \\+1312555[0-9]{4}
          "national_destination_code":"312","phone_number":{"ends_with":"42"}    | \\+1312[0-9]{5}42
          "phone_number":{"contains":"777"}                                      | \\+1[0-9]{3}[0-9]*777[0-9]*
          "phone_number":{"starts_with":"4567"}                                  | \\+1[0-9]{3}4567[0-9]{3}
          "administrative_area":"VT"                                             | \\+1802[0-9]{7}
          "administrative_area":"il","national_destination_code":"312"           | \\+1312[0-9]{7}
          "administrative_area":"DC","locality":"Washington"                     | \\+1[27][07][12][0-9]{7}
          "features":["voice","sms"],"national_destination_code":"415"           | \\+1415[0-9]{7}
          """)
  void searchCriteriaAreHonoured(String criteria, String form) {
    JsonNode group = finished(Client.group(criteria)).get(0);

    assertThat(group.get("status").asString()).isEqualTo("success");
    assertThat(client.numbers(group)).hasSize(5).allMatch(number -> number.matches(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"national_destination_code\":\"416\"",
        "\"national_destination_code\":\"800\"",
        "\"national_destination_code\":\"312\",\"administrative_area\":\"NY\"",
        "\"administrative_area\":\"Atlantis\"",
        "\"locality\":\"Nowhere\"",
        "\"features\":[\"telepathy\"]",
        "\"phone_number\":{\"starts_with\":\"011\"}"
      })
  void whatDoesNotExistIsOutOfStock(String criteria) {
    assertThat(finished(Client.group(criteria)).get(0).get("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void tollFreeAndCanadianNumbersComeFromTheirAreaCodes() {
    JsonNode done =
        finished(
            """
            {"ordering_groups":[
            {"country_iso":"US","count_requested":"3","phone_number_type":"toll_free"},
            {"country_iso":"CA","count_requested":"3","phone_number_type":"toll-free",
             "national_destination_code":"888"},
            {"country_iso":"CA","count_requested":"3","phone_number_type":"local",
             "national_destination_code":"416"}]}
            """);

    assertThat(client.numbers(done.get(0))).hasSize(3).allMatch(n -> n.startsWith("+1833"));
    assertThat(client.numbers(done.get(1))).hasSize(3).allMatch(n -> n.startsWith("+1888"));
    assertThat(client.numbers(done.get(2))).hasSize(3).allMatch(n -> n.startsWith("+1416"));
    JsonNode tollFree = client.get(numberOrderPath(done.get(1))).data();
    assertThat(tollFree.get("phone_numbers").get(0).get("phone_number_type").asString())
        .isEqualTo("toll_free");
  }

  @Test
  void aNumberOrderGetsAnotherReferenceAndItsOrderKeepsItsOwn() {
    JsonNode group = finished(Client.local(2, "312", "ours")).get(0);
    String id = group.at("/orders/0/number_order_id").asString();

    Client.Answer answer =
        client.patch("/number_orders/" + id, "{\"customer_reference\":\"PO 4711\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().get("customer_reference").asString()).isEqualTo("PO 4711");
    assertThat(listed("ours")).isZero();
    assertThat(listed("PO%204711")).isOne();
    assertThat(client.listed().at("/data/0/customer_reference").asString()).isEqualTo("ours");
    assertThat(client.books().at("/references/ours").asInt()).isOne();
    assertThat(client.patch("/number_orders/" + id, "{}").status()).isEqualTo(200);
    assertThat(client.patch("/number_orders/" + id, "{\"customer_reference\":1}").status())
        .isEqualTo(422);
    assertThat(client.patch("/number_orders/" + id, "{").status()).isEqualTo(400);
    assertThat(client.patch("/number_orders/" + new UUID(1, 2), "{}").status()).isEqualTo(404);
    assertThat(listed("PO%204711")).isOne();
  }

  private int listed(String reference) {
    return client
        .get("/number_orders?filter%5Bcustomer_reference%5D=" + reference)
        .body()
        .at("/meta/total_results")
        .asInt();
  }
}
