package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Reservations.Hold;
import bulkorders.provider.Reservations.Outcome;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching numbers and holding them: what is asked, and what the answers mean. */
class NumberSearchTests {

  private static final String ONE = "+493012345601";
  private static final String TWO = "+493012345602";
  private static final Set<String> BOTH = Set.of(ONE, TWO);
  private static final String STRANGERS_PAGE = "<html><body>No such page</body></html>";
  private static final String END = "2099-01-01T00:00:00Z";

  @RegisterExtension final ProviderStandIn telnyx = new ProviderStandIn();

  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          new ArrayList<>());

  private static GroupCriteria wanted(
      String country, @Nullable String areaCode, @Nullable Boolean bestEffort) {
    return new GroupCriteria(
        country,
        "local",
        areaCode,
        null,
        null,
        List.of("sms"),
        null,
        "01",
        null,
        null,
        null,
        null,
        OrderMethod.SEARCH,
        null,
        null,
        bestEffort,
        null);
  }

  private List<String> fitting(GroupCriteria wanted, String... offers) {
    telnyx.then(
        ok("{\"data\":[%s],\"meta\":{}}".formatted(String.join(",", offers).replace('\'', '"'))));
    return provider.numberSearch().search(wanted, 7).fitting().stream()
        .map(Offer::phoneNumber)
        .toList();
  }

  @Test
  void asksWithAllFiltersAndForNothingThatIsOnHoldAlready() {
    fitting(wanted("DE", "30", null));

    assertThat(telnyx.last().path())
        .isEqualTo(
            "/v2/available_phone_numbers?filter%5Bcountry_code%5D=DE"
                + "&filter%5Bphone_number_type%5D=local"
                + "&filter%5Bnational_destination_code%5D=30&filter%5Bfeatures%5D=sms"
                + "&filter%5Bphone_number%5D%5Bends_with%5D=01"
                + "&filter%5Bexclude_held_numbers%5D=true&filter%5Blimit%5D=7");
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    assertThat(
            fitting(
                wanted("US", "312", null),
                "{'phone_number':'+13125550101'}",
                "{'phone_number':'+13125550102'}",
                "{'phone_number':'+17735550101'}",
                "{'phone_number':'+13125550201','best_effort':true}",
                "{'phone_number':'+13125550301','features':[{'name':'voice'}]}",
                "{'phone_number':'+13125550401','features':[{'name':'sms'}]}",
                "{'phone_number':'+13125550501','reservable':false}",
                "{'phone_number':'3125550601'}"))
        .containsExactly("+13125550101", "+13125550401");
  }

  @Test
  void whatComesCloseIsTakenWhereThatIsWanted() {
    assertThat(
            fitting(
                wanted("US", "312", true), "{'phone_number':'+17735550177','best_effort':true}"))
        .containsExactly("+17735550177");
    assertThat(telnyx.last().path()).contains("best_effort%5D=true");
  }

  @Test
  void anOfferTellsWhatItCosts() {
    telnyx.then(
        ok(
            """
            {"data":[{"phone_number":"+493012345601","cost_information":
              {"upfront_cost":"2.00","monthly_cost":"2.50","currency":"USD"}}],"meta":{}}\
            """));

    assertThat(provider.numberSearch().search(wanted("DE", "30", null), 1).fitting())
        .containsExactly(new Offer(ONE, new BigDecimal("2.00"), new BigDecimal("2.50"), "USD"));
  }

  @Test
  void aStrangersPageSaysNothingOfNumbersForSale() {
    telnyx.then(status(404, STRANGERS_PAGE)).then(status(404, STRANGERS_PAGE));

    assertThatThrownBy(() -> provider.numberSearch().search(wanted("DE", "30", null), 1))
        .isInstanceOf(ProviderUnavailableException.class);
    assertThatThrownBy(() -> provider.numberSearch().offered(List.of(wanted("DE", "30", null))))
        .isInstanceOf(ProviderUnavailableException.class);
  }

  private static String reservation(String reference, String... numbers) {
    StringBuilder list = new StringBuilder();
    for (String number : numbers) {
      list.append(list.isEmpty() ? "" : ",")
          .append(
              "{\"phone_number\":\"%s\",\"status\":\"success\",\"expired_at\":\"%s\"}"
                  .formatted(number, END));
    }
    return "{\"id\":\"res-1\",\"customer_reference\":\"%s\",\"phone_numbers\":[%s]}"
        .formatted(reference, list);
  }

  private Outcome reserve() {
    return provider.reservations().reserve(BOTH, "hold-1");
  }

  private static Outcome held(String... numbers) {
    Map<String, Hold> holds = new HashMap<>();
    for (String number : numbers) {
      holds.put(number, new Hold("res-1", Instant.parse(END)));
    }
    return new Outcome.Held(holds);
  }

  @Test
  void holdsNumbers() {
    telnyx.then(ok("{\"data\":%s}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(reserve()).isEqualTo(held(ONE, TWO));
    assertThat(telnyx.last().body()).contains("\"customer_reference\":\"hold-1\"");
  }

  @Test
  void someMayNotBeHeld() {
    telnyx.then(ok("{\"data\":%s}".formatted(reservation("hold-1", ONE))));

    assertThat(reserve()).isEqualTo(held(ONE));
  }

  @Test
  void aLostAnswerIsLookedForAndNotSentAgain() {
    telnyx.then(drop()).then(ok("{\"data\":[%s]}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(reserve()).isEqualTo(held(ONE, TWO));
    assertThat(telnyx.posts()).isEqualTo(1);
    assertThat(telnyx.last().path()).contains("filter%5Bcustomer_reference%5D=hold-1");
  }

  @Test
  void aRequestThatWasLostIsSentAgain() {
    telnyx
        .then(drop())
        .then(ok("{\"data\":[%s]}".formatted(reservation("hold-2", ONE, TWO))))
        .then(ok("{\"data\":%s}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(reserve()).isEqualTo(held(ONE, TWO));
    assertThat(telnyx.posts()).isEqualTo(2);
  }

  @Test
  void whatWeHoldOurselvesIsNotTaken() {
    telnyx
        .then(status(422, Samples.error("85006", "already reserved")))
        .then(ok("{\"data\":[%s]}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(reserve()).isEqualTo(held(ONE, TWO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"85006", "85001"})
  void whatOthersHaveIsTaken(String code) {
    telnyx.then(status(422, Samples.error(code, "x"))).then(ok("{\"data\":[]}"));

    assertThat(reserve()).isInstanceOf(Outcome.Taken.class);
  }

  @Test
  void thereIsALimit() {
    telnyx.then(status(422, Samples.error("85007", "limit"))).then(ok("{\"data\":[]}"));

    assertThat(reserve()).isInstanceOf(Outcome.LimitReached.class);
  }

  @Test
  void aStrangersAnswerIsNoLimit() {
    telnyx
        .then(status(404, STRANGERS_PAGE))
        .then(ok("{\"data\":[]}"))
        .then(ok("{\"data\":%s}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(reserve()).isEqualTo(held(ONE, TWO));
  }

  @Test
  void whereNobodyAnswersNothingIsGuessed() {
    telnyx.otherwise(request -> request.method().equals("POST") ? drop() : ok("{\"data\":[]}"));

    assertThatThrownBy(this::reserve).isInstanceOf(ProviderUnavailableException.class);
  }

  @Test
  void aReservationLastsLonger() {
    telnyx.then(ok("{\"data\":%s}".formatted(reservation("hold-1", ONE, TWO))));

    assertThat(provider.reservations().extend("res-1")).contains(Instant.parse(END));
    assertThat(telnyx.last().path()).isEqualTo("/v2/number_reservations/res-1/actions/extend");
  }

  @Test
  void orNotWhenItWasExtendedTooOften() {
    telnyx.then(status(422, Samples.error("85008", "limit")));

    assertThat(provider.reservations().extend("res-1")).isEmpty();
  }
}
