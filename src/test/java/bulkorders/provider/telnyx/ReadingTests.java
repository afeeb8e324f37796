package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.halfOf;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.telnyx.Samples.KEY;
import static bulkorders.provider.telnyx.Samples.REFERENCE;
import static bulkorders.provider.telnyx.Samples.error;
import static bulkorders.provider.telnyx.Samples.groups;
import static bulkorders.provider.telnyx.Samples.local;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Balance;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NotUnderstood;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderStandIn;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTests {

  private static final String ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Long> slept = new ArrayList<>();
  private final TelnyxProvider provider =
      Samples.provider(Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)), registry, slept);

  private static String answer(String... groups) {
    return "{\"data\":{\"ordering_groups\":[%s],\"created_at\":\"2026-03-01\",\"id\":\"%s\",\"customer_reference\":\"%s\"}}"
        .formatted(String.join(",", groups), ID, REFERENCE);
  }

  private static String group(String areaCode, Object count, String rest) {
    return ("{\"country_iso\":\"US\",\"phone_number_type\":\"local\",\"count_requested\":%s,"
            + "\"national_destination_code\":\"%s\",\"status\":\"pending\",\"strategy\":\"always\","
            + "\"administrative_area\":null,\"phone_number[starts_with]\":null,\"quickship\":null,"
            + "\"exclude_held_numbers\":false%s}")
        .formatted(count, areaCode, rest);
  }

  private OrderReading read(String body, List<RequestedGroup> sent) {
    telnyx.then(ok(body));
    return provider.read(ID, REFERENCE, sent);
  }

  private List<GroupProgress> understood(String body, List<RequestedGroup> sent) {
    OrderReading reading = read(body, sent);
    assertThat(reading).isInstanceOf(Understood.class);
    return ((Understood) reading).groups();
  }

  private String notUnderstood(String body, List<RequestedGroup> sent) {
    OrderReading reading = read(body, sent);
    assertThat(reading).isInstanceOf(NotUnderstood.class);
    return ((NotUnderstood) reading).reason();
  }

  @Test
  void findsTheGroupsInWhateverOrderTheyAre() {
    List<GroupProgress> groups =
        understood(
            answer(
                group(
                    "773",
                    11,
                    ",\"status\":\"partial_success\",\"count_allocated\":4,\"error_reason\":\"out\","
                        + "\"orders\":[{\"number_order_id\":\"n1\",\"sub_number_order_ids\":[\"s1\","
                        + "\"s2\"]},{\"number_order_id\":\"n2\"}]"),
                group("312", "\"10\"", "")),
            groups(local("312"), local("773")));

    assertThat(groups)
        .containsExactly(
            new GroupProgress(0, "pending", false, null, null, List.of()),
            new GroupProgress(
                1,
                "partial_success",
                true,
                4,
                "out",
                List.of(
                    new NumberOrderRef("n1", List.of("s1", "s2")),
                    new NumberOrderRef("n2", List.of()))));
    assertThat(telnyx.last().path()).isEqualTo("/v2/inexplicit_number_orders/" + ID);
  }

  @Test
  void prefersTheSamePlaceAmongGroupsThatLookAlike() {
    List<RequestedGroup> sent =
        List.of(
            new RequestedGroup(0, local("312"), 5),
            new RequestedGroup(1, local("773"), 5),
            new RequestedGroup(2, local("312"), 5));
    List<GroupProgress> groups =
        understood(
            answer(
                group("312", 5, ",\"error_reason\":\"first\""),
                group("773", 5, ",\"error_reason\":\"second\""),
                group("312", 5, ",\"error_reason\":\"third\"")),
            sent);

    assertThat(groups)
        .extracting(GroupProgress::errorReason)
        .containsExactly("first", "second", "third");
  }

  @Test
  void tellsLikeGroupsApartByTheirCounts() {
    List<RequestedGroup> sent =
        List.of(new RequestedGroup(0, local("312"), 5), new RequestedGroup(1, local("312"), 6));

    assertThat(
            understood(
                answer(
                    group("312", 6, ",\"error_reason\":\"six\""),
                    group("312", 5, ",\"error_reason\":\"five\"")),
                sent))
        .extracting(GroupProgress::errorReason)
        .containsExactly("five", "six");
  }

  @Test
  void toleratesTheSpellingsOfTelnyx() {
    GroupCriteria sent =
        new GroupCriteria(
            "US",
            "toll_free",
            null,
            "IL",
            "Chicago",
            List.of("sms"),
            "555",
            "1",
            "2",
            true,
            true,
            "never");
    String answered =
        "{\"country_iso\":\"us\",\"phone_number_type\":\"toll-free\",\"count_requested\":10,"
            + "\"administrative_area\":\"il\",\"phone_number[starts_with]\":\"555\","
            + "\"phone_number[ends_with]\":\"1\",\"phone_number\":{\"contains\":\"2\"},"
            + "\"quickship\":true,\"exclude_held_numbers\":true,\"strategy\":\"never\","
            + "\"status\":\"PROCESSING\",\"orders\":null,\"something_new\":[1,{\"a\":2}]}";

    assertThat(understood(answer(answered), groups(sent))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"country_iso\":\"CA\"",
        "\"phone_number_type\":\"toll_free\"",
        "\"national_destination_code\":null",
        "\"administrative_area\":\"IL\"",
        "\"phone_number[starts_with]\":\"5\"",
        "\"phone_number[ends_with]\":\"5\"",
        "\"phone_number[contains]\":\"5\"",
        "\"quickship\":true",
        "\"exclude_held_numbers\":true",
        "\"strategy\":\"never\"",
        "\"count_requested\":9",
        "\"count_requested\":10.5",
        "\"count_requested\":null",
        "\"count_allocated\":11",
        "\"count_allocated\":-1",
        "\"count_allocated\":\"many\"",
        "\"status\":\"success\"",
        "\"status\":\"Success\",\"orders\":[]",
        "\"status\":\"success\",\"count_allocated\":9,\"orders\":[{\"number_order_id\":\"n\"}]",
        "\"status\":\"partial_success\",\"count_allocated\":null",
        "\"status\":null",
        "\"status\":\"\"",
        "\"orders\":[{\"sub_number_order_ids\":[]}]",
        "\"orders\":{}",
        "\"orders\":\"n\"",
        "\"orders\":1",
        "\"orders\":[{\"number_order_id\":\"n\\u0000\"}]",
        "\"status\":\"success\\u0000\",\"country_iso\":\"US\\u0000\"",
        "\"orders\":[{\"number_order_id\":\"n\"},{\"number_order_id\":\"n\"}]",
      })
  void doesNotUnderstandAGroupThatDiffers(String difference) {
    assertThat(notUnderstood(answer(group("312", 10, "," + difference)), groups(local("312"))))
        .isNotBlank();
  }

  @Test
  void doesNotUnderstandAnotherNumberOfGroups() {
    assertThat(notUnderstood(answer(), groups(local("312")))).contains("sent 1 groups", "with 0");
    assertThat(
            notUnderstood(answer(group("312", 10, ""), group("312", 10, "")), groups(local("312"))))
        .contains("with 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"id\":\"other\",\"customer_reference\":\"ops.boabcdefghijklmnop.1\",\"ordering_groups\":[]}}",
        "{\"data\":{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"customer_reference\":null,\"ordering_groups\":[]}}",
        "{\"data\":{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"customer_reference\":\"x\",\"ordering_groups\":[]}}",
        "{\"data\":{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"customer_reference\":\"ops.boabcdefghijklmnop.1\"}}",
        "{\"data\":[]}",
        "{}",
        "[]",
      })
  void doesNotUnderstandAnotherOrder(String body) {
    assertThat(notUnderstood(body, List.of())).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " null"})
  void doesNotUnderstandAnOrderWithSomethingBehindIt(String more) {
    assertThat(notUnderstood(answer(group("312", 10, "")) + more, groups(local("312"))))
        .isNotBlank();
  }

  @Test
  void doesNotMixTwoOrdersOfOneAnswer() {
    String whole = answer(group("312", 10, ""));
    String one = whole.substring(0, whole.length() - 1);

    notUnderstood(one + ",\"data\":{\"id\":\"" + ID + "\"}}", groups(local("312")));
    notUnderstood(one + ",\"data\":null}", groups(local("312")));
  }

  @Test
  void replacesWhatTheLedgerCannotWriteDown() {
    String group =
        group(
            "312", 10, ",\"status\":\"fai\\u0000led\",\"error_reason\":\"no\\u0000\\ud83e stock\"");

    assertThat(understood(answer(group), groups(local("312"))))
        .containsExactly(
            new GroupProgress(0, "fai\ufffdled", false, null, "no\ufffd\ufffd stock", List.of()));
  }

  @Test
  void takesNoNumberThatTheLedgerCannotWriteDown() {
    telnyx.then(
        ok(
            "{\"data\":{\"id\":\"n1\",\"status\":\"success\",\"phone_numbers\":["
                + "{\"phone_number\":\"+13125550100\\u0000\",\"status\":\"success\"},"
                + "{\"phone_number\":\"+13125550101\",\"status\":\"success\\u0000\"}]}}"));
    List<OrderedNumber> numbers = new ArrayList<>();

    assertThat(provider.readNumbers("n1", numbers::add).fault())
        .isEqualTo("has a number that cannot be read");
    assertThat(numbers)
        .containsExactly(
            new OrderedNumber(
                null, "+13125550101", null, null, "success\ufffd", State.PENDING, null, null));
  }

  @Test
  void takesNothingForFinalFromANumberOrderThatSaysTheSameThingTwice() {
    telnyx.then(
        ok(
            "{\"data\":{\"id\":\"n1\",\"status\":\"success\",\"phone_numbers\":["
                + "{\"phone_number\":\"+13125550101\"}],\"status\":\"pending\"}}"));

    assertThat(provider.readNumbers("n1", number -> {}).fault())
        .isEqualTo("says the same thing twice");
  }

  @Test
  void doesNotUnderstandAnOrderThatIsNotThere() {
    telnyx.then(status(404, error("10005", "Resource not found")));

    assertThat(provider.read(ID, REFERENCE, List.of()))
        .isEqualTo(new NotUnderstood("order " + ID + " was not found"));
  }

  @ParameterizedTest
  @CsvSource({
    "pending, false",
    "processing, false",
    "success, true",
    "SUCCESS, true",
    "partial_success, true",
    "failed, true",
    "something_new, false"
  })
  void knowsWhenAGroupIsSettled(String status, boolean settled) {
    assertThat(
            understood(
                answer(
                    group(
                        "312",
                        10,
                        ",\"orders\":[{\"number_order_id\":\"n\"}],\"status\":\"" + status + "\"")),
                groups(local("312"))))
        .extracting(GroupProgress::settled)
        .containsExactly(settled);
  }

  @Test
  void takesAGroupThatFailedForOneWithoutNumbers() {
    assertThat(understood(answer(group("312", 10, ",\"status\":\"failed\"")), groups(local("312"))))
        .containsExactly(new GroupProgress(0, "failed", true, null, null, List.of()));
  }

  @Test
  void expectsAllNumbersOfAGroupThatIsASuccessWithoutACount() {
    assertThat(
            understood(
                answer(
                    group(
                        "312",
                        10,
                        ",\"status\":\"success\",\"orders\":[{\"number_order_id\":\"n\"}]")),
                groups(local("312"))))
        .extracting(GroupProgress::countAllocated)
        .containsExactly(10);
  }

  @Test
  @Timeout(60)
  void waitsNoLongerOnceAStopIsAskedFor() {
    telnyx.otherwise(
        request -> status(429, error("10011", "Too many requests"), "Retry-After: 600"));
    NumberProvider heeding =
        Samples.patient(Samples.account(telnyx.baseUrl(), Duration.ofSeconds(5)))
            .heeding(
                new RunControl() {
                  @Override
                  public boolean stopRequested() {
                    return !telnyx.received().isEmpty();
                  }

                  @Override
                  public void requireAlive() {
                    // It is.
                  }
                });

    assertThatThrownBy(() -> heeding.read(ID, REFERENCE, groups(local("312"))))
        .isInstanceOf(RunStoppedException.class)
        .hasMessageContaining("stopped on request");
    assertThat(telnyx.received()).hasSize(1);
    assertThat(heeding.untilTurn()).as("the provider asked for peace").isPositive();
    assertThatThrownBy(() -> heeding.balance()).isInstanceOf(RunStoppedException.class);
    assertThat(heeding.place(Samples.order(local("312")), () -> {}))
        .isInstanceOf(Placement.HeldBack.class);
    assertThat(telnyx.received()).hasSize(1);
  }

  @Test
  void handsOverTenThousandNumbersWhoseOrdersStatusComesLast() {
    String numbers =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    ("{\"id\":\"p%d\",\"phone_number\":\"+1312555%04d\",\"status\":\"success\","
                            + "\"phone_number_type\":\"local\",\"country_iso_alpha2\":\"US\","
                            + "\"requirements_met\":true,\"requirements_status\":\"approved\","
                            + "\"regulatory_requirements\":[{\"status\":\"approved\"}]}")
                        .formatted(i, i))
            .collect(Collectors.joining(","));
    telnyx.then(
        ok(
            "{\"data\":{\"phone_numbers\":["
                + numbers
                + "],\"phone_numbers_count\":10000,\"status\":\"success\"},\"meta\":null}"));
    List<OrderedNumber> received = new ArrayList<>();

    assertThat(provider.readNumbers("n 1/2", received::add))
        .isEqualTo(new NumberOrderReading("success", 10_000));
    assertThat(received).hasSize(10_000);
    assertThat(received.get(9_999))
        .isEqualTo(
            new OrderedNumber(
                "p9999",
                "+13125559999",
                "local",
                "US",
                "success",
                State.IN_SERVICE,
                true,
                "approved"));
    assertThat(telnyx.last().path()).isEqualTo("/v2/number_orders/n%201%2F2");
  }

  @Test
  void takesACancelledNumberOrderForCancelledNumbers() {
    telnyx.then(
        ok(
            "{\"data\":{\"phone_numbers\":[{\"phone_number\":\"+13125550000\"}],"
                + "\"status\":\"cancelled\"}}"));
    List<OrderedNumber> received = new ArrayList<>();

    assertThat(provider.readNumbers("n", received::add))
        .isEqualTo(new NumberOrderReading("cancelled", 1));
    assertThat(received)
        .containsExactly(
            new OrderedNumber(
                null, "+13125550000", null, null, "cancelled", State.CANCELLED, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                      | has no status
          {"data":{"phone_numbers":[]}}                                           | has no status
          {"data":{"status":"success","phone_numbers":{}}}                        | has no list
          {"data":{"status":"success","phone_numbers":[{"id":"none"}]}}           | cannot be read
          {"data":{"status":"success","phone_numbers":[{"phone_number":"555"}]}}  | cannot be read
          {"data":{"status":"success","phone_numbers_count":-1}}                  | a count of numbers
          {"data":{"status":"success","phone_numbers_count":[1]}}                 | a count of numbers
          {"data":{"status":"success","phone_numbers":[{"phone_number":"+1312"}],"id":"other"}} | number order other
          {"data":{"status":"success","phone_numbers":[]}}{"data":null}           | more than one
          """)
  void saysWhatOfANumberOrderIsNotUnderstoodAndInventsNoNumber(String body, String fault) {
    telnyx.then(ok(body));
    List<OrderedNumber> received = new ArrayList<>();

    assertThat(provider.readNumbers("n", received::add).fault()).contains(fault);
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "success, success, , , IN_SERVICE",
    "success, pending, , approved, IN_SERVICE",
    "success, success, true, pending, IN_SERVICE",
    "success, success, false, pending, PENDING",
    "success, success, false, requirement-info-pending, WAITING",
    "pending, pending, false, requirement-info-pending, WAITING",
    "pending, pending, false, requirement-info-under-review, WAITING",
    "pending, pending, , requirement-info-exception, WAITING",
    "pending, pending, true, approved, PENDING",
    "pending, pending, , cancelled, CANCELLED",
    "pending, pending, , , PENDING",
    "something_new, pending, , , PENDING",
    "failure, pending, , , FAILED",
    "failed, pending, , requirement-info-pending, FAILED",
    "cancelled, pending, , , CANCELLED",
    "deleted, success, true, approved, CANCELLED",
    "pending, cancelled, , , CANCELLED",
    "success, deleted, true, approved, CANCELLED",
    "SUCCESS, success, , , IN_SERVICE"
  })
  void knowsWhatTheStatusesOfANumberMean(
      String number, String whole, Boolean met, String requirements, State state) {
    assertThat(NumberOrderReader.state(number, whole, met, requirements)).isEqualTo(state);
  }

  @Test
  void doesNotKnowANumberOrderThatIsNotThere() {
    telnyx.then(status(404, error("10005", "Resource not found")));

    assertThat(provider.readNumbers("n", number -> {})).isEqualTo(NumberOrderReading.NOT_FOUND);
  }

  @Test
  void letsTheReceiversOwnFailureThrough() {
    telnyx.then(
        ok("{\"data\":{\"status\":\"success\",\"phone_numbers\":[{\"phone_number\":\"+1312\"}]}}"));

    assertThatThrownBy(
            () ->
                provider.readNumbers(
                    "n",
                    number -> {
                      throw new IllegalStateException("no room");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no room");
    assertThat(telnyx.received()).hasSize(1);
  }

  @Test
  void readsAgainWhatFailedInPassing() {
    telnyx
        .then(status(503, "<html>"))
        .then(status(500, error("10007", "Unexpected error")))
        .then(halfOf(200, answer(group("312", 10, ""))))
        .then(ok("not json"))
        .then(status(408, ""));

    assertThat(understood(answer(group("312", 10, "")), groups(local("312")))).hasSize(1);
    assertThat(slept).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L);
    assertThat(provider.calls()).isEqualTo(6);
    assertThat(registry.scrape())
        .contains(
            "bulk_orders_retries_total{account=\"telnyx\",operation=\"get_order\",reason=\"server_error\"}"
                + " 2.0")
        .contains(
            "bulk_orders_provider_requests_seconds_count{account=\"telnyx\",operation=\"get_order\",outcome=\"success\"}"
                + " 1")
        .contains("bulk_orders_provider_requests_seconds_bucket{account=\"telnyx\"")
        .contains("bulk_orders_rate_limit_wait_seconds_total{account=\"telnyx\"}");
  }

  @Test
  void readsAgainWhenConnectionsBreak() {
    telnyx.then(drop()).then(drop()).then(drop());

    assertThat(understood(answer(group("312", 10, "")), groups(local("312")))).hasSize(1);
    assertThat(slept).isNotEmpty();
  }

  @Test
  void waitsAsLongAsTelnyxAsksBeforeReadingAgain() {
    telnyx
        .then(status(429, error("10011", "Too many requests"), "Retry-After: 7"))
        .then(status(503, "", "Retry-After: Sun, 01 Mar 2026 12:01:00 GMT"));

    assertThat(understood(answer(group("312", 10, "")), groups(local("312")))).hasSize(1);
    assertThat(slept).containsExactly(7_000L, 60_000L);
  }

  @Test
  void givesUpAnAccountThatNeverAnsweredAfterSixAttempts() {
    telnyx.otherwise(request -> status(503, ""));

    assertThatThrownBy(() -> provider.read(ID, REFERENCE, List.of()))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("HTTP 503")
        .hasMessageContaining("6 requests in a row");
    assertThat(telnyx.received()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 404})
  void namesTheHostWhereAnotherServerAnswers(int status) {
    telnyx.otherwise(request -> status(status, "<html><body>Welcome</body></html>"));

    assertThatThrownBy(() -> provider.lookFor(List.of(REFERENCE)::contains))
        .hasMessageContaining(telnyx.baseUrl().getAuthority())
        .hasMessageContaining("check the base URL");
  }

  @Test
  void saysAtOnceWhatToDoAboutARefusedKey() {
    telnyx.otherwise(request -> status(401, error("10009", "Authentication failed")));

    assertThatThrownBy(() -> provider.read(ID, REFERENCE, List.of()))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessage(
            "Telnyx refused the key of account telnyx (401 10009 Authentication failed): "
                + "set TELNYX_API_KEY, then run the same command again");
    assertThat(telnyx.received()).hasSize(1);
    assertThat(slept).isEmpty();
  }

  @Test
  void takesTheKeyToNoOtherHost() throws IOException {
    try (ProviderStandIn elsewhere = new ProviderStandIn()) {
      telnyx.otherwise(request -> status(302, "", "Location: " + elsewhere.baseUrl()));

      assertThatThrownBy(() -> provider.read(ID, REFERENCE, List.of()))
          .isInstanceOf(ProviderUnavailableException.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> provider.read(ID, REFERENCE, List.of()))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsTheKeyOutOfWhatItDoesNotUnderstand() {
    assertThat(
            notUnderstood("{\"data\":{\"id\":\"" + KEY + "\",\"ordering_groups\":[]}}", List.of()))
        .doesNotContain(KEY);
  }

  @Test
  void readsTheBalance() {
    telnyx.then(
        ok(
            "{\"data\":{\"record_type\":\"balance\",\"balance\":\"300.00\",\"pending\":\"10\","
                + "\"credit_limit\":\"100.00\",\"available_credit\":\"400.00\",\"currency\":\"USD\"}}"));

    assertThat(provider.balance())
        .contains(
            new Balance(
                new BigDecimal("300.00"),
                new BigDecimal("10"),
                new BigDecimal("100.00"),
                new BigDecimal("400.00"),
                "USD"));
  }

  @Test
  void knowsNoBalanceThatTheKeyMayNotSee() {
    telnyx.then(status(403, error("10010", "Authorization failed")));

    assertThat(provider.balance()).isEmpty();
  }
}
