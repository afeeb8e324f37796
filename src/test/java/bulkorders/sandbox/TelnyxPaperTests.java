package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TelnyxPaperTests {

  private static final String BERLIN =
      "filter[country_code]=DE&filter[national_destination_code]=30";

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);
  private final Map<String, String> requirements = client.requirements("DE", "local");

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Three numbers in Berlin that the provider would be done with if there were no papers. */
  private JsonNode berlin() {
    JsonNode order = client.ordered(client.search(BERLIN).subList(0, 3), "berlin");
    clock.advance(Duration.ofSeconds(1));
    return order;
  }

  private String required(String name) {
    return Objects.requireNonNull(requirements.get(name), name);
  }

  private String allValues(String locality) {
    return Client.values(
        required("Contact name"), "Ada Lovelace",
        required("Address matching the DID area code"), client.address("DE", locality),
        required("Proof of address"), client.document("bill.pdf"),
        required("Copy of identity card or passport"), client.document("passport.pdf"));
  }

  private static String sub(JsonNode order) {
    return "/sub_number_orders/" + order.get("sub_number_orders_ids").get(0).asString();
  }

  private JsonNode read(JsonNode order) {
    return client.get("/number_orders/" + order.get("id").asString()).data();
  }

  private String status(JsonNode order) {
    return read(order).get("status").asString();
  }

  private List<String> requirementsStatuses(JsonNode order) {
    List<String> statuses = new ArrayList<>();
    read(order)
        .get("phone_numbers")
        .forEach(number -> statuses.add(number.get("requirements_status").asString()));
    return statuses;
  }

  private String numberPath(JsonNode order, int index) {
    return "/number_order_phone_numbers/"
        + read(order).get("phone_numbers").get(index).get("id").asString();
  }

  @Test
  void anOrderInARegulatedCountryWaitsForPapers() {
    JsonNode order = berlin();
    JsonNode whole = read(order);
    JsonNode number = client.get(numberPath(order, 0)).data();

    assertThat(whole.get("status").asString()).isEqualTo("pending");
    assertThat(whole.get("requirements_met").asBoolean()).isFalse();
    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-pending").hasSize(3);
    assertThat(number.get("deadline").asString()).isEqualTo("2026-10-12T12:00:00.123456+00:00");
    assertThat(number.get("locality").asString()).isEqualTo("BERLIN");
    assertThat(number.get("regulatory_requirements").size()).isEqualTo(4);
    JsonNode first = number.at("/regulatory_requirements/0");
    assertThat(first.get("requirement_id").asString()).isEqualTo(required("Contact name"));
    assertThat(first.get("field_type").asString()).isEqualTo("textual");
    assertThat(first.get("field_value").isNull()).isTrue();
    assertThat(first.get("status").asString()).isEqualTo("awaiting-value");
    JsonNode sub = client.get(sub(order)).data();
    assertThat(sub.get("requirements_met").asBoolean()).isFalse();
    assertThat(sub.get("regulatory_requirements").size()).isEqualTo(4);
    assertThat(client.get("/number_orders?filter[requirements_met]=false").data().size()).isOne();
    assertThat(client.get("/phone_numbers").data().at("/0/status").asString())
        .isEqualTo("requirement-info-pending");
  }

  @Test
  void papersForAWholeSubOrderAreReviewedAndTheNumbersActivated() {
    JsonNode order = berlin();

    JsonNode answer = client.patch(sub(order), allValues("Berlin")).data();

    assertThat(answer.get("status").asString()).isEqualTo("pending");
    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-under-review");
    clock.advance(Duration.ofSeconds(1));
    assertThat(requirementsStatuses(order)).containsOnly("approved");
    assertThat(status(order)).isEqualTo("success");
    assertThat(read(order).get("requirements_met").asBoolean()).isTrue();
    assertThat(client.get(numberPath(order, 1)).data().get("deadline").isNull()).isTrue();
    assertThat(client.get("/phone_numbers?filter[status]=active").data().size()).isEqualTo(3);
    assertThat(client.books().get("numbers").asInt()).isEqualTo(3);
    Client.Answer late = client.patch(sub(order), Client.values(required("Contact name"), "X"));
    assertThat(late.status()).isEqualTo(422);
  }

  @Test
  void papersCanBeGivenForANumberByItself() {
    JsonNode order = berlin();

    JsonNode number = client.patch(numberPath(order, 1), allValues("BERLIN")).data();
    clock.advance(Duration.ofSeconds(1));

    assertThat(number.get("requirements_status").asString())
        .isEqualTo("requirement-info-under-review");
    assertThat(requirementsStatuses(order))
        .containsExactly("requirement-info-pending", "approved", "requirement-info-pending");
    assertThat(status(order)).isEqualTo("pending");
    Client.Answer again =
        client.patch(numberPath(order, 1), Client.values(required("Contact name"), "X"));
    assertThat(again.error().get("code").asString()).isEqualTo("85003");
    client.patch(sub(order), allValues("Berlin"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(status(order)).isEqualTo("success");
  }

  @Test
  void papersCanBeGivenForAWholeOrderAndAValueAtATime() {
    JsonNode order = berlin();
    String path = "/number_orders/" + order.get("id").asString();

    client.patch(path, Client.values(required("Contact name"), "Ada"));
    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-pending");
    client.patch(path, allValues("Berlin"));
    clock.advance(Duration.ofSeconds(1));

    assertThat(status(order)).isEqualTo("success");
    assertThat(client.patch(path, Client.values("unknown", "x")).status()).isEqualTo(422);
  }

  @Test
  void aRejectionIsCommentedSetsANewDeadlineAndIsMendedByOneValue() {
    client.rules("{\"review\":\"reject_first\"}");
    JsonNode order = berlin();
    client.patch(sub(order), allValues("Berlin"));
    clock.advance(Duration.ofDays(10));

    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-exception");
    JsonNode number = client.get(numberPath(order, 0)).data();
    assertThat(number.at("/regulatory_requirements/3/status").asString()).isEqualTo("declined");
    assertThat(number.at("/regulatory_requirements/0/status").asString()).isEqualTo("approved");
    JsonNode comment =
        client
            .get(
                "/comments?filter[comment_record_type]=sub_number_order&filter[comment_record_id]="
                    + order.get("sub_number_orders_ids").get(0).asString())
            .data()
            .get(0);
    assertThat(comment.get("commenter_type").asString()).isEqualTo("admin");
    assertThat(comment.get("body").asString()).contains("was not accepted");
    assertThat(client.get(numberPath(order, 0)).data().get("deadline").asString())
        .startsWith("2026-10-22");

    client.patch(
        sub(order),
        Client.values(
            required("Copy of identity card or passport"), client.document("better.pdf")));
    clock.advance(Duration.ofSeconds(1));
    assertThat(status(order)).isEqualTo("success");
  }

  @Test
  void atTheDeadlineNumbersWithoutPapersAreGivenUp() {
    JsonNode order = berlin();
    List<String> numbers = client.search(BERLIN);
    client.patch(numberPath(order, 1), allValues("Berlin"));
    clock.advance(Duration.ofDays(14).minusSeconds(2));
    assertThat(status(order)).isEqualTo("pending");
    clock.advance(Duration.ofSeconds(2));

    assertThat(requirementsStatuses(order)).containsExactly("cancelled", "approved", "cancelled");
    assertThat(status(order)).isEqualTo("success");
    assertThat(client.books().get("numbers").asInt()).isOne();
    assertThat(client.search(BERLIN)).doesNotContainSequence(numbers);
    JsonNode lone = berlin();
    clock.advance(Duration.ofDays(14));
    assertThat(status(lone)).isEqualTo("cancelled");
    assertThat(client.get(sub(lone)).data().get("status").asString()).isEqualTo("cancelled");
    assertThat(client.get("/phone_numbers").data().size()).isOne();
  }

  @Test
  void whatIsUnderReviewAtTheDeadlineIsNotGivenUp() {
    client.rules("{\"review\":\"manual\",\"deadline_seconds\":60}");
    JsonNode order = berlin();
    client.patch(sub(order), allValues("Berlin"));
    clock.advance(Duration.ofDays(1));

    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-under-review");
  }

  @Test
  void aTestCanBeTheReviewer() {
    client.rules("{\"review\":\"manual\"}");
    JsonNode order = berlin();
    String id = order.get("sub_number_orders_ids").get(0).asString();
    String first = order.at("/phone_numbers/0/phone_number").asString();
    client.patch(sub(order), allValues("Berlin"));

    assertThat(review("\"phone_number\":\"%s\",\"decision\":\"approve\"".formatted(first))).isOne();
    assertThat(
            review(
                ("\"sub_number_order_id\":\"%s\",\"decision\":\"reject\",\"comment\":\"Illegible\","
                        + "\"requirement_id\":\"%s\"")
                    .formatted(id, required("Proof of address"))))
        .isEqualTo(2);
    assertThat(requirementsStatuses(order))
        .containsExactly("approved", "requirement-info-exception", "requirement-info-exception");
    assertThat(client.get("/comments").data().at("/0/body").asString()).isEqualTo("Illegible");
    assertThat(
            review(
                "\"number_order_id\":\"%s\",\"decision\":\"extend\",\"deadline_seconds\":3600"
                    .formatted(order.get("id").asString())))
        .isEqualTo(2);
    assertThat(client.get(numberPath(order, 2)).data().get("deadline").asString())
        .startsWith("2026-09-28T13:00:01");
    clock.advance(Duration.ofHours(1));
    assertThat(requirementsStatuses(order)).containsExactly("approved", "cancelled", "cancelled");
    assertThat(review("\"sub_number_order_id\":\"%s\",\"decision\":\"approve\"".formatted(id)))
        .isZero();
  }

  private int review(String body) {
    Client.Answer answer = client.control("POST", "/reviews", "{" + body + "}");
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.body().get("reviewed").asInt();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"decision":"approve"}                                    | must name something
          {"phone_number":"+4930"}                                  | decision is missing
          {"decision":"bless","phone_number":"+4930"}               | unknown decision
          {"decision":"approve","sub_number_order_id":"x"}          | no order x
          {"decision":"extend","requirement_group_id":"x"}          | no deadline
          """)
  void aWrongReviewCostsOneClearLine(String body, String message) {
    Client.Answer answer = client.control("POST", "/reviews", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).contains(message);
  }

  @Test
  void aCommentAboutTheDeadlineGetsMoreTime() {
    JsonNode order = berlin();
    String id = order.get("sub_number_orders_ids").get(0).asString();
    clock.advance(Duration.ofDays(10));

    JsonNode comment =
        client
            .post(
                "/comments",
                """
                {"body":"Please extend the deadline.","comment_record_type":"sub_number_order",\
                "comment_record_id":"%s"}\
                """
                    .formatted(id))
            .data();

    assertThat(client.get(numberPath(order, 0)).data().get("deadline").asString())
        .startsWith("2026-10-22");
    assertThat(comment.get("commenter_type").asString()).isEqualTo("user");
    JsonNode all = client.get("/comments?filter[comment_record_id]=" + id).body();
    assertThat(all.at("/meta/total_results").asInt()).isEqualTo(2);
    assertThat(all.at("/data/0/body").asString()).isEqualTo("The deadline was extended.");
    String answer = "/comments/" + all.at("/data/0/id").asString();
    assertThat(client.get(answer).data().get("read_at").isNull()).isTrue();
    assertThat(client.patch(answer + "/read", "").data().get("read_at").asString())
        .startsWith("2026-10-08");
    assertThat(client.get(answer).data().has("_number")).isFalse();
    assertThat(
            client
                .post(
                    "/comments",
                    "{\"body\":\"x\",\"comment_record_type\":\"sub_number_order\","
                        + "\"comment_record_id\":\"y\"}")
                .error()
                .get("code")
                .asString())
        .isEqualTo("10017");
  }

  @Test
  void valuesThatWillNotDoAreRefusedAndNothingIsTaken() {
    JsonNode order = berlin();
    String name = required("Contact name");
    String address = required("Address matching the DID area code");
    String proof = required("Proof of address");

    assertRefused(order, "10027", Client.values(name, "x".repeat(101)));
    assertRefused(order, "10027", Client.values(name, " "));
    assertRefused(order, "10017", Client.values(address, "4711"));
    assertRefused(order, "10027", Client.values(address, client.address("FR", "Berlin")));
    assertRefused(order, "10027", Client.values(address, client.address("DE", "Hamburg")));
    assertRefused(order, "10017", Client.values(proof, "no-document"));
    assertRefused(order, "10027", Client.values("3c90c3cc-0d44-4b50-8888-8dd25736052a", "x"));
    assertRefused(order, "10004", "{\"regulatory_requirements\":[{\"field_value\":\"x\"}]}");
    assertThat(requirementsStatuses(order)).containsOnly("requirement-info-pending");
    assertThat(client.get(numberPath(order, 0)).data().at("/regulatory_requirements/0/status"))
        .hasToString("\"awaiting-value\"");
  }

  private void assertRefused(JsonNode order, String code, String body) {
    Client.Answer answer = client.patch(sub(order), body);
    assertThat(answer.status()).as(body).isEqualTo(422);
    assertThat(answer.error().get("code").asString()).as(body).isEqualTo(code);
  }

  @Test
  void aPendingOrderWithPapersIsCancelled() {
    JsonNode order = berlin();

    JsonNode cancelled = client.patch(sub(order) + "/cancel", "").data();

    assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
    assertThat(requirementsStatuses(order)).containsOnly("cancelled");
    assertThat(client.books().get("numbers").asInt()).isZero();
    assertThat(client.patch(sub(order) + "/cancel", "").status()).isEqualTo(422);
    assertThat(client.patch(sub(order), allValues("Berlin")).status()).isEqualTo(422);
    clock.advance(Duration.ofDays(20));
    assertThat(client.books().get("numbers").asInt()).isZero();
    assertThat(client.search(BERLIN)).hasSize(100);
  }

  @Test
  void theCatalogueTellsWhatIsAskedForBeforeBuying() {
    for (String country : List.of("DE", "FR", "GB", "IT", "ES", "CH")) {
      JsonNode set = client.get("/requirements?filter[country_code]=" + country).data().get(0);
      assertThat(set.get("requirement_types").size()).isPositive();
      String path = "/requirements/" + set.get("id").asString();
      assertThat(client.get(path).data()).isEqualTo(set);
      JsonNode type = set.at("/requirement_types/0");
      String typePath = "/requirement_types/" + type.get("id").asString();
      assertThat(client.get(typePath).data()).isEqualTo(type);
    }
    JsonNode french =
        client
            .get("/regulatory_requirements?filter[country_code]=FR&filter[phone_number_type]=local")
            .data()
            .get(0);
    assertThat(french.at("/regulatory_requirements/0/name").asString()).isEqualTo("SIRET number");
    assertThat(french.at("/regulatory_requirements/0/acceptance_criteria/regex").asString())
        .isEqualTo("[0-9]{14}");
    String number = client.search(BERLIN).get(0).substring(1);
    assertThat(
            client
                .get("/regulatory_requirements?filter[phone_number]=%2B" + number)
                .data()
                .at("/0/regulatory_requirements")
                .size())
        .isEqualTo(4);
    assertThat(client.get("/requirements?filter[country_code]=NL").data().size()).isZero();
    assertThat(client.get("/requirements?filter[action]=porting").data().size()).isZero();
    assertThat(client.get("/requirement_types?filter[name][contains]=Proof").data().size()).isOne();
  }
}
