package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TelnyxReservationTests {

  private static final String BRISTOL =
      "filter[country_code]=GB&filter[national_destination_code]=117";

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);
  private final Client other = new Client(sandbox, "other:key");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aReservationHasTheExactShapeAndLastsHalfAnHour() {
    List<String> numbers = client.search(BRISTOL).subList(0, 2);
    JsonNode made = client.reserve(numbers).data();

    assertThat(made.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "record_type",
            "status",
            "customer_reference",
            "created_at",
            "updated_at",
            "phone_numbers");
    assertThat(made.get("status").asString()).isEqualTo("success");
    JsonNode item = made.at("/phone_numbers/1");
    assertThat(item.get("record_type").asString()).isEqualTo("reserved_phone_number");
    assertThat(item.get("phone_number").asString()).isEqualTo(numbers.get(1));
    assertThat(item.get("status").asString()).isEqualTo("success");
    assertThat(item.get("expired_at").asString()).isEqualTo("2026-09-28T12:30:00.123456+00:00");
    assertThat(client.get(path(made)).data()).isEqualTo(made);
    assertThat(other.get(path(made)).status()).isEqualTo(404);
  }

  private static String path(JsonNode reservation) {
    return "/number_reservations/" + reservation.get("id").asString();
  }

  @Test
  void whatIsReservedIsNotForOthersAndShownToItsAccountUnlessExcluded() {
    List<String> all = client.search(BRISTOL);
    List<String> mine = all.subList(0, 10);
    List<String> rest = all.subList(10, 25);
    client.reserve(mine);
    other.search(BRISTOL);

    assertThat(other.search(BRISTOL)).isEqualTo(rest);
    assertThat(client.search(BRISTOL)).isEqualTo(all);
    assertThat(client.search(BRISTOL + "&filter[exclude_held_numbers]=true")).isEqualTo(rest);
    assertThat(client.search(BRISTOL + "&filter[only_reserved_numbers]=true")).isEqualTo(mine);
    assertThat(other.reserve(mine).error().get("code").asString()).isEqualTo("85006");
    assertThat(client.reserve(mine).error().get("code").asString()).isEqualTo("85006");
  }

  @Test
  void othersCannotOrderWhatIsReservedAndItsAccountCan() {
    List<String> numbers = client.search(BRISTOL).subList(0, 2);
    other.search(BRISTOL);
    client.reserve(numbers);

    Client.Answer late = other.orderNumbers(numbers, "late");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.error().get("code").asString()).isEqualTo("85001");
    client.ordered(numbers, "first");

    assertThat(client.books().get("numbers").asInt()).isEqualTo(2);
    clock.advance(Duration.ofHours(1));
    assertThat(other.search(BRISTOL)).hasSize(23).doesNotContainAnyElementsOf(numbers);
  }

  @Test
  void afterHalfAnHourTheNumbersAreForSaleAgain() {
    List<String> all = client.search(BRISTOL);
    JsonNode made = client.reserve(all.subList(0, 10)).data();
    clock.advance(Duration.ofMinutes(29));
    assertThat(other.search(BRISTOL)).hasSize(15);
    clock.advance(Duration.ofMinutes(1));

    assertThat(other.search(BRISTOL)).isEqualTo(all);
    JsonNode lapsed = client.get(path(made)).data();
    assertThat(lapsed.at("/phone_numbers/0/expired").asBoolean()).isTrue();
    assertThat(client.post(path(made) + "/actions/extend", "").status()).isEqualTo(422);
    assertThat(other.reserve(all.subList(0, 10)).data().get("status").asString())
        .isEqualTo("success");
  }

  @Test
  void aReservationIsExtendedThreeTimes() {
    List<String> all = client.search(BRISTOL);
    String extend = path(client.reserve(all.subList(0, 1)).data()) + "/actions/extend";
    clock.advance(Duration.ofMinutes(10));
    for (String until : List.of("13:00", "13:30", "14:00")) {
      assertThat(client.post(extend, "").data().at("/phone_numbers/0/expired_at").asString())
          .contains("T" + until);
    }

    assertThat(client.post(extend, "").error().get("code").asString()).isEqualTo("85008");
    clock.advance(Duration.ofMinutes(100));
    assertThat(other.search(BRISTOL)).hasSize(24);
    clock.advance(Duration.ofMinutes(20));
    assertThat(other.search(BRISTOL)).hasSize(25);
  }

  @Test
  void whatCannotBeKeptFailsByItself() {
    List<String> all = client.search(BRISTOL);
    client.ordered(all.subList(0, 1), "sold");
    client.reserve(all.subList(1, 2));

    JsonNode some = client.reserve(all.subList(0, 3)).data();
    JsonNode none = client.reserve(List.of(all.get(0), "+441170000000")).data();

    assertThat(some.get("status").asString()).isEqualTo("partial_success");
    assertThat(some.at("/phone_numbers/0/errors").asString()).contains("not available");
    assertThat(some.at("/phone_numbers/1/errors").asString()).contains("already on hold");
    assertThat(some.at("/phone_numbers/1/status").asString()).isEqualTo("failed");
    assertThat(some.at("/phone_numbers/1/expired_at").isNull()).isTrue();
    assertThat(some.at("/phone_numbers/2/status").asString()).isEqualTo("success");
    assertThat(none.get("status").asString()).isEqualTo("failure");
  }

  @Test
  void anAccountCanHaveOnlySoManyNumbersOnHold() {
    List<String> all = client.search(BRISTOL);
    client.control("POST", "/rules", "{\"reserved_numbers\":3}");
    client.reserve(all.subList(0, 2));

    Client.Answer tooMany = client.reserve(all.subList(2, 4));

    assertThat(tooMany.status()).isEqualTo(422);
    assertThat(tooMany.error().get("code").asString()).isEqualTo("85007");
    assertThat(client.reserve(all.subList(2, 3)).status()).isEqualTo(200);
    assertThat(other.reserve(all.subList(3, 6)).status()).isEqualTo(200);
  }

  @Test
  void rulesAreChangedOneByOneAndByResetUndone() {
    JsonNode changed = client.control("POST", "/rules", "{\"reservation_seconds\":60}").body();

    assertThat(changed.get("reservation_seconds").asInt()).isEqualTo(60);
    assertThat(changed.get("reservation_extensions").asInt()).isEqualTo(3);
    assertThat(client.control("POST", "/rules", "{\"colour\":1}").status()).isEqualTo(400);
    List<String> all = client.search(BRISTOL);
    client.reserve(all);
    clock.advance(Duration.ofSeconds(60));
    assertThat(other.search(BRISTOL)).hasSize(25);
    client.control("POST", "/reset", "");
    assertThat(client.control("GET", "/rules", "").body().get("reservation_seconds").asInt())
        .isEqualTo(1_800);
  }

  @ParameterizedTest
  @CsvSource({
    "filter[status]=success, 1",
    "filter[status]=partial_success, 1",
    "filter[customer_reference]=mine, 1",
    "filter[customer_reference]=Mine, 0",
    "filter[created_at][gt]=2026-09-28T12:00:00.123456Z, 1",
    "filter[created_at][lt]=2026-09-28T12:00:01Z, 1",
    "page[size]=1, 2"
  })
  void reservationsAreListed(String query, int total) {
    List<String> all = client.search(BRISTOL);
    client.post(
        "/number_reservations",
        "{\"phone_numbers\":[{\"phone_number\":\"%s\"}],\"customer_reference\":\"mine\"}"
            .formatted(all.get(0)));
    clock.advance(Duration.ofSeconds(5));
    client.reserve(all.subList(0, 2));
    other.reserve(all.subList(5, 6));

    assertThat(client.get("/number_reservations?" + query).body().at("/meta/total_results").asInt())
        .isEqualTo(total);
    assertThat(
            client
                .get(
                    "/number_reservations?filter[phone_numbers.phone_number]=%2B"
                        + all.get(1).substring(1))
                .data()
                .size())
        .isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"phone_numbers":[{"phone_number":"0117"}]} | 422 | 10016
          {"phone_numbers":[{}]}                      | 422 | 10004
          {"phone_numbers":[]}                        | 422 | 10033
          {"phone_numbers":{}}                        | 422 | 10026
          {"phone_numbers":["+441171234567"]}         | 422 | 10026
          {}                                          | 422 | 10004
          {                                           | 400 | 10023
          """)
  void aWrongReservationIsRefused(String body, int status, String code) {
    Client.Answer answer = client.post("/number_reservations", body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error().get("code").asString()).isEqualTo(code);
  }
}
