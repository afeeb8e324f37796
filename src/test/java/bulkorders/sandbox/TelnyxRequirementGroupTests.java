package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TelnyxRequirementGroupTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode group(String country, String type) {
    Client.Answer answer =
        client.post(
            "/requirement_groups",
            """
            {"country_code":"%s","phone_number_type":"%s","action":"ordering",\
            "customer_reference":"ours"}\
            """
                .formatted(country, type));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static String path(JsonNode group) {
    return "/requirement_groups/" + group.get("id").asString();
  }

  private JsonNode fulfilled(String country, String type, String locality) {
    JsonNode group = group(country, type);
    Map<String, String> ids = client.requirements(country, type);
    for (Map.Entry<String, String> required : ids.entrySet()) {
      String name = required.getKey();
      String value =
          name.contains("ddress m")
              ? client.address(country, locality)
              : name.contains("Copy") || name.contains("registration")
                  ? client.document("id.pdf")
                  : "Acme 4711";
      Client.Answer answer = client.patch(path(group), Client.values(required.getValue(), value));
      assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }
    return client.get(path(group)).body();
  }

  private String order(String number, JsonNode group) {
    return "{\"phone_numbers\":[{\"phone_number\":\"%s\",\"requirement_group_id\":\"%s\"}]}"
        .formatted(number, group.get("id").asString());
  }

  private String number(String country, String code) {
    return client
        .search(
            "filter[country_code]=%s&filter[national_destination_code]=%s".formatted(country, code))
        .get(0);
  }

  @Test
  void aGroupIsNotWrapped() {
    JsonNode group = group("DE", "local");

    assertThat(group.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "record_type",
            "country_code",
            "phone_number_type",
            "action",
            "status",
            "customer_reference",
            "regulatory_requirements",
            "created_at",
            "updated_at");
    assertThat(group.get("status").asString()).isEqualTo("unapproved");
    assertThat(group.at("/regulatory_requirements/3/status").asString()).isEqualTo("unapproved");
    assertThat(client.get(path(group)).body()).isEqualTo(group);
    assertThat(client.get("/requirement_groups?filter[country_code]=DE").body().size()).isOne();
    assertThat(client.get("/requirement_groups?filter[country_code]=FR").body().isArray()).isTrue();
    assertThat(client.get("/requirement_groups?filter[status]=approved").body().size()).isZero();
    assertThat(client.delete(path(group)).body()).isEqualTo(group);
    assertThat(client.get(path(group)).status()).isEqualTo(404);
  }

  @Test
  void aGroupIsFilledSubmittedAndApprovedAndThenGoodForManyOrders() {
    JsonNode group = group("CH", "local");
    assertThat(client.post(path(group) + "/submit_for_approval", "").status()).isEqualTo(422);
    JsonNode full = fulfilled("CH", "local", "Zurich");
    JsonNode submitted = client.post(path(full) + "/submit_for_approval", "").body();
    assertThat(submitted.get("status").asString()).isEqualTo("pending-approval");
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get(path(full)).body().get("status").asString()).isEqualTo("approved");

    Client.Answer answer = client.post("/number_orders", order(number("CH", "44"), full));

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.data().at("/phone_numbers/0/requirements_status").asString())
        .isEqualTo("approved");
    clock.advance(Duration.ofSeconds(1));
    JsonNode done = client.get("/number_orders/" + answer.data().get("id").asString()).data();
    assertThat(done.get("status").asString()).isEqualTo("success");
  }

  @Test
  void aGroupThatWillNotDoIsRefused() {
    JsonNode empty = group("CH", "local");
    JsonNode other = fulfilled("CH", "toll_free", "");
    String number = number("CH", "44");

    assertThat(client.post("/number_orders", order(number, empty)).status()).isEqualTo(422);
    assertThat(client.post("/number_orders", order(number, other)).status()).isEqualTo(422);
    assertThat(
            client
                .post("/number_orders", order(number, group("FR", "local")))
                .error()
                .at("/source/pointer")
                .asString())
        .isEqualTo("/phone_numbers/0/requirement_group_id");
  }

  @Test
  void aFulfilledGroupThatNobodyReviewedIsReviewedWithTheOrder() {
    JsonNode italian = fulfilled("IT", "toll_free", "");
    assertThat(client.post(path(italian) + "/submit_for_approval", "").status()).isEqualTo(422);

    JsonNode order = client.post("/number_orders", order(free("IT"), italian)).data();

    assertThat(order.at("/phone_numbers/0/requirements_status").asString())
        .isEqualTo("requirement-info-under-review");
    clock.advance(Duration.ofSeconds(1));
    assertThat(
            client
                .get("/number_orders/" + order.get("id").asString())
                .data()
                .get("status")
                .asString())
        .isEqualTo("success");
  }

  private String free(String country) {
    return client
        .search("filter[country_code]=" + country + "&filter[phone_number_type]=toll_free")
        .get(0);
  }

  @Test
  void aGroupIsAttachedToASubOrderOrToANumber() {
    JsonNode group = fulfilled("GB", "national", "");
    var numbers =
        client.search("filter[country_code]=GB&filter[phone_number_type]=national").subList(0, 2);
    JsonNode order = client.ordered(numbers, "r");
    String body = "{\"requirement_group_id\":\"%s\"}".formatted(group.get("id").asString());
    String number = order.at("/phone_numbers/1/id").asString();
    String sub = order.at("/sub_number_orders_ids/0").asString();

    JsonNode attached =
        client.post("/number_order_phone_numbers/" + number + "/requirement_group", body).data();
    assertThat(attached.get("requirements_status").asString())
        .isEqualTo("requirement-info-under-review");
    assertThat(attached.at("/regulatory_requirements/0/status").asString())
        .isEqualTo("pending-approval");
    JsonNode whole = client.post("/sub_number_orders/" + sub + "/requirement_group", body).data();
    assertThat(whole.get("phone_numbers").size()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get("/sub_number_orders/" + sub).data().get("status").asString())
        .isEqualTo("success");
    assertThat(client.post("/sub_number_orders/" + sub + "/requirement_group", body).status())
        .isEqualTo(422);
  }

  @Test
  void aRejectedGroupIsCommentedAndCannotBeUsed() {
    client.rules("{\"review\":\"manual\"}");
    JsonNode group = fulfilled("GB", "national", "");
    client.post(path(group) + "/submit_for_approval", "");
    String review =
        "{\"requirement_group_id\":\"%s\",\"decision\":\"reject\",\"comment\":\"Unknown\"}"
            .formatted(group.get("id").asString());

    assertThat(client.control("POST", "/reviews", review).body().get("reviewed").asInt()).isOne();

    assertThat(client.get(path(group)).body().get("status").asString()).isEqualTo("declined");
    assertThat(
            client
                .get("/comments?filter[comment_record_type]=requirement_group")
                .data()
                .at("/0/body")
                .asString())
        .isEqualTo("Unknown");
    String number =
        client.search("filter[country_code]=GB&filter[phone_number_type]=national").get(0);
    assertThat(client.post("/number_orders", order(number, group)).status()).isEqualTo(422);
  }
}
