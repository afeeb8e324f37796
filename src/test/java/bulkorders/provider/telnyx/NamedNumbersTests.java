package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.telnyx.Samples.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.RequestedNumber;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that name their numbers: what is sent, and what the answers mean. */
class NamedNumbersTests {

  private static final String ONE = "+13125550101";
  private static final String TWO = "+13125550102";
  private static final String THREE = "+442071838750";
  private static final String PAPERS = "86f58db9-0fe3-4adc-9d1f-46e66e6e9323";

  @RegisterExtension final ProviderStandIn telnyx = new ProviderStandIn();

  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          new ArrayList<>());

  private static OrderRequest order(String... numbers) {
    return new OrderRequest(
        REFERENCE,
        new OrderSettings("346789098765567", null, null, "the user's own"),
        OrderMethod.NUMBERS,
        IntStream.range(0, numbers.length)
            .mapToObj(
                i -> new RequestedGroup(i, GroupCriteria.ofNumber("US", "", numbers[i], null), 1))
            .toList(),
        IntStream.range(0, numbers.length)
            .mapToObj(
                i -> new RequestedNumber(i, numbers[i], numbers[i].equals(THREE) ? PAPERS : null))
            .toList());
  }

  private Placement place(String... numbers) {
    return provider.place(order(numbers), () -> {});
  }

  private Refusal refusal(int status, String error) {
    telnyx.then(status(status, "{\"errors\":[" + error + "]}"));
    return ((Placement.Refused) place(ONE, TWO, THREE)).refusal();
  }

  @Test
  void namesEveryNumberWithItsPapers() {
    telnyx.then(
        ok("{\"data\":{\"id\":\"no-1\",\"customer_reference\":\"%s\"}}".formatted(REFERENCE)));

    assertThat(place(ONE, THREE)).isEqualTo(new Placement.Accepted("no-1"));
    assertThat(telnyx.last().path()).isEqualTo("/v2/number_orders");
    assertThat(telnyx.last().body())
        .isEqualTo(
            "{\"phone_numbers\":[{\"phone_number\":\"+13125550101\"},"
                + "{\"phone_number\":\"+442071838750\",\"requirement_group_id\":\""
                + PAPERS
                + "\"}],\"connection_id\":\"346789098765567\",\"customer_reference\":\""
                + REFERENCE
                + "\"}");
  }

  @Test
  void sendsNothingAgainAfterADroppedAnswer() {
    telnyx.then(drop()).otherwise(request -> ok("{\"data\":{\"id\":\"no-1\"}}"));

    assertThat(place(ONE)).isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.posts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "409 | {'code':'85001','title':'Numbers no longer available'}",
        "400 | {'code':'10015','title':'Bad Request','detail':'The number is no longer available'}",
        "409 | {'code':'85006','title':'already reserved'}",
      })
  void numbersThatAreGoneAreNoFaultOfTheContent(int status, String error) {
    Refusal refusal = refusal(status, error.replace('\'', '"'));

    assertThat(refusal.kind()).isEqualTo(Kind.GONE);
    assertThat(refusal.numbers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'detail':'+13125550102 is not available'",
        "'detail':'not available: 13125550102'",
        "'source':{'pointer':'/phone_numbers/1/phone_number'}",
        "'source':{'parameter':'phone_numbers[1]'}",
      })
  void theProviderMayNameThoseThatAreGone(String place) {
    Refusal refusal =
        refusal(409, "{'code':'85001','title':'Gone',%s}".formatted(place).replace('\'', '"'));

    assertThat(refusal.numbers()).containsExactly(TWO);
  }

  @Test
  void aNumberThatWasNotSentIsNotNamed() {
    assertThat(refusal(409, "{\"code\":\"85001\",\"title\":\"+13125559999\"}").numbers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | 85000 | search first                | NOT_SEARCHED",
        "422 | 10015 | requirement group is wrong  | CONTENT",
        "422 | 85004 | invalid connection          | CONTENT",
        "422 | 20100 | no funds                    | STOP",
        "429 | 10011 | too many                    | PASSING",
      })
  void otherRefusalsMeanWhatTheySay(int status, String code, String title, Kind kind) {
    assertThat(refusal(status, "{\"code\":\"%s\",\"title\":\"%s\"}".formatted(code, title)).kind())
        .isEqualTo(kind);
  }

  @Test
  void aRefusalOfTheContentPointsAtTheGroupOfTheNumber() {
    Refusal refusal =
        refusal(
            422,
            "{\"code\":\"10027\",\"title\":\"x\",\"source\":{\"pointer\":\"/phone_numbers/2/requirement_group_id\"}}");

    assertThat(refusal.kind()).isEqualTo(Kind.CONTENT);
    assertThat(refusal.group()).isEqualTo(2);
  }

  @Test
  void looksForReferencesThroughTheFilterAndComparesThemAgain() {
    telnyx
        .then(
            ok(
                """
                {"data":[{"id":"a","customer_reference":"%s"},{"id":"b","customer_reference":"%s.r1"}],
                 "meta":{"total_results":2}}\
                """
                    .formatted(REFERENCE, REFERENCE)))
        .then(ok("{\"data\":[],\"meta\":{\"total_results\":2}}"));

    assertThat(provider.numberOrders().lookFor(Set.of(REFERENCE)).found())
        .containsOnlyKeys(REFERENCE)
        .containsEntry(REFERENCE, List.of("a"));
    assertThat(telnyx.received().get(0).path())
        .contains("filter%5Bcustomer_reference%5D=" + REFERENCE)
        .contains("page%5Bnumber%5D=1");
  }

  @Test
  void aLookThatDoesNotAddUpIsIncomplete() {
    telnyx
        .then(ok("{\"data\":[{\"id\":\"a\"}],\"meta\":{\"total_results\":3}}"))
        .otherwise(request -> ok("{\"data\":[],\"meta\":{\"total_results\":3}}"));

    assertThat(provider.numberOrders().lookThrough(reference -> true))
        .isInstanceOf(Look.Incomplete.class);
  }

  private static String read(String reference, String... numbers) {
    StringBuilder list = new StringBuilder();
    for (String number : numbers) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"phone_number\":\"%s\",\"status\":\"success\"}".formatted(number));
    }
    return """
    {"data":{"id":"no-1","status":"success","customer_reference":"%s","phone_numbers_count":%d,
     "sub_number_orders_ids":["s-1"],"phone_numbers":[%s]}}\
    """
        .formatted(reference, numbers.length, list);
  }

  @Test
  void readsAnOrderWithItsNumbers() {
    telnyx.then(ok(read(REFERENCE, TWO, ONE)));
    List<OrderedNumber> numbers = new ArrayList<>();

    NumberOrderReading reading =
        provider.numberOrders().read("no-1", order(ONE, TWO), numbers::add);

    assertThat(reading.fault()).isNull();
    assertThat(reading.subNumberOrderIds()).containsExactly("s-1");
    assertThat(numbers).extracting(OrderedNumber::phoneNumber).containsExactly(TWO, ONE);
    assertThat(telnyx.last().path()).isEqualTo("/v2/number_orders/no-1");
  }

  @Test
  void numbersThatAnOrderDoesNotShowAreLookedUp() {
    telnyx
        .then(ok(read(REFERENCE, ONE).replace("_count\":1", "_count\":2")))
        .then(
            ok(
                """
                {"data":[{"id":"p-1","order_request_id":"no-2","phone_number":"+13125550199","status":"success"},
                 {"id":"p-2","order_request_id":"no-1","phone_number":"%s","country_code":"US","status":"success"}],
                 "meta":{"page_number":1,"total_pages":1,"total_results":2}}
                """
                    .formatted(TWO)));
    List<OrderedNumber> numbers = new ArrayList<>();

    NumberOrderReading reading =
        provider.numberOrders().read("no-1", order(ONE, TWO), numbers::add);

    assertThat(reading.fault()).isNull();
    assertThat(numbers).extracting(OrderedNumber::phoneNumber).containsExactly(ONE, TWO);
    assertThat(telnyx.last().path()).startsWith("/v2/number_order_phone_numbers?");
  }

  @Test
  void anAnswerThatDoesNotFitWhatWasSentIsNotUnderstood() {
    telnyx
        .then(ok(read("another", ONE, TWO)))
        .then(ok(read(REFERENCE, ONE, THREE)))
        .then(ok(read(REFERENCE, ONE)))
        .then(status(404, Samples.error("10005", "not found")));

    assertThat(faultOfNextReading()).contains("has the reference another");
    assertThat(faultOfNextReading()).contains(THREE + ", which was not ordered");
    assertThat(faultOfNextReading()).contains("shows 1, where 2 were ordered");
    assertThat(faultOfNextReading()).contains("was not found");
  }

  private String faultOfNextReading() {
    return ((OrderReading.NotUnderstood) provider.read("no-1", order(ONE, TWO))).reason();
  }

  @Test
  void searchesNumbersWithACommonPrefixAtOnce() {
    telnyx.otherwise(
        request ->
            ok(
                request.path().contains("country_code%5D=US")
                    ? "{\"data\":[{\"phone_number\":\"%s\"},{\"phone_number\":\"+13125550199\"}],\"meta\":{}}"
                        .formatted(ONE)
                    : "{\"data\":[],\"meta\":{}}"));

    assertThat(
            provider
                .numberSearch()
                .offered(
                    List.of(
                        GroupCriteria.ofNumber("US", "", ONE, null),
                        GroupCriteria.ofNumber("US", "", TWO, null),
                        GroupCriteria.ofNumber("GB", "local", THREE, null))))
        .containsExactly(ONE);
    assertThat(telnyx.received())
        .extracting(ProviderStandIn.Received::path)
        .containsExactlyInAnyOrder(
            "/v2/available_phone_numbers?filter%5Bcountry_code%5D=US"
                + "&filter%5Bnational_destination_code%5D=312"
                + "&filter%5Bphone_number%5D%5Bstarts_with%5D=55501&filter%5Blimit%5D=100",
            "/v2/available_phone_numbers?filter%5Bcountry_code%5D=GB"
                + "&filter%5Bphone_number_type%5D=local"
                + "&filter%5Bphone_number%5D%5Bends_with%5D=1838750&filter%5Blimit%5D=100");
  }

  private static String hundredOthers(String prefix, String lastDigits) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "{\"phone_number\":\"%s%03d%s\"}".formatted(prefix, i, lastDigits))
        .collect(Collectors.joining(",", "{\"data\":[", "],\"meta\":{\"total_results\":100}}"));
  }

  private Set<String> offered(String country, String number) {
    return provider
        .numberSearch()
        .offered(List.of(GroupCriteria.ofNumber(country, "", number, null)));
  }

  @Test
  void aNumberThatAFullAnswerDoesNotShowIsSearchedByAllItsDigits() {
    telnyx
        .then(ok(hundredOthers("+44", "1838750")))
        .then(ok("{\"data\":[{\"phone_number\":\"%s\"}],\"meta\":{}}".formatted(THREE)));

    assertThat(offered("GB", THREE)).containsExactly(THREE);
    assertThat(telnyx.last().path())
        .contains("filter%5Bphone_number%5D%5Bends_with%5D=2071838750&");
  }

  @Test
  void aNumberThatItsOwnSearchDoesNotShowIsGone() {
    telnyx
        .then(ok(hundredOthers("+44", "1838750")))
        .then(ok("{\"data\":[],\"meta\":{\"total_results\":0}}"));

    assertThat(offered("GB", THREE)).isEmpty();
  }

  @Test
  void aNumberIsNotGoneAsLongAsAnswersAreFull() {
    telnyx.otherwise(request -> ok(hundredOthers("+44", "1838750")));

    assertThat(offered("GB", THREE)).containsExactly(THREE);
    assertThat(telnyx.received()).hasSize(2);
  }

  @Test
  void anAnswerThatShowsFewerThanThereAreProvesNothing() {
    telnyx
        .then(ok("{\"data\":[],\"meta\":{\"total_results\":7}}"))
        .then(ok("{\"data\":[{\"phone_number\":\"%s\"}],\"meta\":{}}".formatted(ONE)));

    assertThat(offered("US", ONE)).containsExactly(ONE);
    assertThat(telnyx.last().path())
        .contains("destination_code%5D=312&filter%5Blimit%5D=100")
        .contains("filter%5Bphone_number%5D%5Bends_with%5D=5550101");
  }

  @Test
  void aSearchWhoseAnswerHasNoListTellsNothing() {
    telnyx.otherwise(request -> ok("{\"meta\":{}}"));

    assertThatThrownBy(() -> offered("GB", THREE)).isInstanceOf(ProviderUnavailableException.class);
  }

  @Test
  void asksWhichNumbersTheAccountHas() {
    telnyx.otherwise(
        request ->
            ok(
                request.path().contains("=131255501&")
                    ? """
                    {"data":[{"phone_number":"+13125550101","status":"active"},
                             {"phone_number":"+13125550102","status":"deleted"},
                             {"phone_number":"+13125550188","status":"active"}],
                     "meta":{"total_results":3}}\
                    """
                    : "{\"data\":[],\"meta\":{\"total_results\":0}}"));

    assertThat(provider.numberSearch().owned(List.of(ONE, TWO, THREE))).containsExactly(ONE);
    assertThat(telnyx.received()).hasSize(2);
  }

  @Test
  void aListOfNumbersThatCannotBeReadTellsNothing() {
    telnyx.otherwise(request -> ok("{\"data\":[{\"phone_number\":null}],\"meta\":{}}"));

    assertThatThrownBy(() -> provider.numberSearch().owned(List.of(ONE)))
        .isInstanceOf(ProviderUnavailableException.class);
  }
}
