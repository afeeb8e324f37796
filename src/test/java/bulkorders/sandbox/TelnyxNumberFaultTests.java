package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can go wrong when numbers are searched, reserved, ordered by name and cancelled. */
class TelnyxNumberFaultTests {

  private static final String CHICAGO =
      "filter[country_code]=US&filter[national_destination_code]=312";

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);
  private final List<String> numbers = client.search(CHICAGO).subList(0, 4);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void once(String operation, String fault, String more) {
    Client.Answer answer =
        client.fault(
            "{\"operation\":\"%s\",\"fault\":\"%s\",\"times\":1%s}"
                .formatted(operation, fault, more));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
  }

  @Test
  void theAnswerToAnyChangeCanGetLostAfterItWasDone() {
    once("create_order", "drop_after_commit", "");
    assertThatThrownBy(() -> client.orderNumbers(numbers, "lost"))
        .isInstanceOf(UncheckedIOException.class);
    JsonNode order = client.get("/number_orders?filter[customer_reference]=lost").data().get(0);
    String sub = order.get("sub_number_orders_ids").get(0).asString();

    once("cancel", "drop_after_commit", "");
    assertThatThrownBy(() -> client.patch("/sub_number_orders/" + sub + "/cancel", ""))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(client.get("/sub_number_orders/" + sub).data().get("status").asString())
        .isEqualTo("cancelled");

    once("reserve", "status_503_after_commit", "");
    assertThat(client.reserve(numbers).status()).isEqualTo(503);
    JsonNode reservation = client.get("/number_reservations").data().get(0);
    assertThat(reservation.get("status").asString()).isEqualTo("success");

    once("extend", "malformed_body", "");
    client.post("/number_reservations/" + reservation.get("id").asString() + "/actions/extend", "");
    clock.advance(Duration.ofMinutes(45));
    assertThat(client.search(CHICAGO + "&filter[exclude_held_numbers]=true"))
        .doesNotContainAnyElementsOf(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create_order", "reserve"})
  void whatIsDroppedBeforeIsNotDone(String operation) {
    once(operation, "drop_before_commit", "");

    assertThatThrownBy(
            () -> {
              client.reserve(numbers);
              client.orderNumbers(numbers, "r");
            })
        .isInstanceOf(UncheckedIOException.class);
    assertThat(client.books().get("orders").asInt()).isZero();
  }

  @Test
  void requestsAreCountedByWhatTheyDo() {
    client.reserve(numbers);
    client.get("/number_reservations");
    client.get("/phone_numbers");
    client.get("/inventory_coverage");
    client.ordered(numbers, "r");
    JsonNode counts = client.control("GET", "/requests", "").body().get("telnyx");

    for (String operation :
        List.of(
            "search", "reserve", "get_reservations", "get_owned", "get_coverage", "create_order")) {
      assertThat(counts.get(operation).asInt()).as(operation).isOne();
    }
    assertThat(counts.get("other").asInt()).isZero();
  }

  @Test
  void theNextOrderLosesANumberForGood() {
    once("create_order", "numbers_gone", ",\"group\":2");

    Client.Answer answer = client.orderNumbers(numbers, "r");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.error().get("code").asString()).isEqualTo("85001");
    assertThat(answer.error().at("/source/pointer").asString())
        .isEqualTo("/phone_numbers/2/phone_number");
    assertThat(client.search(CHICAGO)).doesNotContain(numbers.get(2)).contains(numbers.get(1));
    assertThat(client.books().get("numbers").asInt()).isZero();
    assertThat(client.orderNumbers(numbers, "r").status()).isEqualTo(409);
    assertThat(client.orderNumbers(numbers.subList(0, 2), "r").status()).isEqualTo(200);
  }

  @Test
  void namedNumbersAreGoneWithoutTheAnswerNamingThem() {
    once(
        "create_order",
        "numbers_gone",
        ",\"phone_numbers\":[\"%s\"],\"named\":false,\"code\":\"10015\"".formatted(numbers.get(3)));

    Client.Answer answer = client.orderNumbers(numbers, "r");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asString()).isEqualTo("10015");
    assertThat(answer.response().body()).doesNotContain(numbers.get(3)).doesNotContain("pointer");
    assertThat(client.search(CHICAGO)).doesNotContain(numbers.get(3));
  }

  @Test
  void aReservationLosesANumberThatSomebodyElseGot() {
    once("reserve", "numbers_gone", "");

    JsonNode reservation = client.reserve(numbers).data();

    assertThat(reservation.get("status").asString()).isEqualTo("partial_success");
    assertThat(reservation.at("/phone_numbers/0/status").asString()).isEqualTo("failed");
  }

  @Test
  void numbersCanBeTakenAwayAtAnyTimeEvenFromAReservation() {
    client.reserve(numbers);

    JsonNode gone =
        client
            .control(
                "POST",
                "/gone",
                "{\"phone_numbers\":[\"%s\",\"+13129110000\"]}".formatted(numbers.get(1)))
            .body();

    assertThat(gone.get("gone").asInt()).isOne();
    assertThat(client.orderNumbers(numbers, "r").error().get("detail").asString())
        .contains(numbers.get(1));
    clock.advance(Duration.ofHours(1));
    assertThat(client.search(CHICAGO)).contains(numbers.get(0)).doesNotContain(numbers.get(1));
    assertThat(client.control("POST", "/gone", "{\"phone_numbers\":[1]}").status()).isEqualTo(400);
  }

  @Test
  void halfOfAnOrderCanFailInTheEnd() {
    once("create_order", "partial", "");
    JsonNode order = client.ordered(numbers, "r");
    clock.advance(Duration.ofSeconds(1));
    JsonNode done = client.get("/number_orders/" + order.get("id").asString()).data();

    assertThat(done.get("status").asString()).isEqualTo("success");
    assertThat(done.at("/phone_numbers/1/status").asString()).isEqualTo("success");
    assertThat(done.at("/phone_numbers/2/status").asString()).isEqualTo("failure");
    assertThat(client.books().get("numbers").asInt()).isEqualTo(2);
    assertThat(client.get("/phone_numbers").data().size()).isEqualTo(2);
  }

  @Test
  void theOtherFaultsOfAnOrderStrikeNumberOrdersToo() {
    once("create_order", "refuse_group", ",\"group\":1");
    assertThat(client.orderNumbers(numbers, "r").error().at("/source/pointer").asString())
        .isEqualTo("/phone_numbers/1");
    once("create_order", "insufficient_balance", "");
    assertThat(client.orderNumbers(numbers, "r").error().get("code").asString()).isEqualTo("20100");
    once("create_order", "out_of_stock", "");
    assertThat(client.orderNumbers(numbers, "r").error().get("code").asString()).isEqualTo("85001");
    once("search", "out_of_stock", "");
    assertThat(client.search(CHICAGO)).isEmpty();
    once("create_order", "list_lag", "");
    JsonNode order = client.ordered(numbers.subList(0, 2), "r");
    assertThat(client.get("/number_orders").data().size()).isZero();
    assertThat(client.get("/number_orders/" + order.get("id").asString()).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(5));
    assertThat(client.get("/number_orders").data().size()).isOne();
    once("create_order", "stuck_processing", "");
    JsonNode stuck = client.ordered(numbers.subList(2, 4), "r");
    clock.advance(Duration.ofDays(9));
    assertThat(
            client
                .get("/number_orders/" + stuck.get("id").asString())
                .data()
                .get("status")
                .asString())
        .isEqualTo("pending");
  }

  @Test
  void aReadCanShowAnOrderAsNotDone() {
    JsonNode order = client.ordered(numbers, "r");
    clock.advance(Duration.ofSeconds(1));
    client.fault("{\"operation\":\"get_numbers\",\"fault\":\"stuck_processing\"}");

    String sub = "/sub_number_orders/" + order.get("sub_number_orders_ids").get(0).asString();
    assertThat(client.get(sub).data().get("status").asString()).isEqualTo("pending");
    assertThat(client.get("/sub_number_orders").data().at("/0/status").asString())
        .isEqualTo("pending");
  }
}
