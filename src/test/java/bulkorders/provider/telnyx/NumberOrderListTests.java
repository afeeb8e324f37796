package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.telnyx.Samples.REFERENCE;
import static bulkorders.provider.telnyx.Samples.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberOrderListTests {

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final List<Long> slept = new ArrayList<>();
  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          slept);

  private static String entry(String id, String difference) {
    return """
    {"id":"%s","record_type":"number_order","phone_numbers_count":2,"customer_reference":"%s",
     "status":"success","requirements_met":true,"sub_number_orders_ids":["s"],"connection_id":null,
     "phone_numbers":[{"id":"p-%s-1","phone_number":"+13125550001"},{"id":"p-%s-2","phone_number":"+13125550002"}]%s}
    """
        .formatted(id, REFERENCE, id, id, difference);
  }

  private static String page(String... entries) {
    return "{\"meta\":{\"total_results\":7},\"data\":[%s]}".formatted(String.join(",", entries));
  }

  private static Set<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).collect(Collectors.toSet());
  }

  private List<ListedNumberOrder> read(Set<String> wanted) {
    List<ListedNumberOrder> found = new ArrayList<>();
    provider.readListed(REFERENCE, wanted, found::addAll);
    return found;
  }

  private static OrderedNumber number(String id, String e164) {
    return new OrderedNumber(id, e164, null, null, "success", State.IN_SERVICE, true, null);
  }

  @Test
  void handsOverWhatIsASuccessInEveryRespect() {
    telnyx.then(ok(page(entry("n0", ""), entry("not ours", ""))));

    assertThat(read(Set.of("n0")))
        .containsExactly(
            new ListedNumberOrder(
                "n0",
                "success",
                List.of(number("p-n0-1", "+13125550001"), number("p-n0-2", "+13125550002"))));
    assertThat(URLDecoder.decode(telnyx.last().path(), StandardCharsets.UTF_8))
        .isEqualTo(
            "/v2/number_orders?filter[customer_reference]="
                + REFERENCE
                + "&page[size]=250&page[number]=1");
    assertThat(telnyx.received()).as("nothing is left to look for").hasSize(1);
  }

  @Test
  void handsOverWhatIsPendingAndAsksForNothing() {
    telnyx.then(ok(page(entry("n0", ",\"status\":\"pending\""))));

    ListedNumberOrder pending = read(Set.of("n0")).get(0);
    assertThat(pending.isComplete()).isFalse();
    assertThat(pending.status()).isEqualTo("pending");
    assertThat(pending.numbers())
        .extracting(OrderedNumber::phoneNumber, OrderedNumber::status, OrderedNumber::state)
        .containsExactly(
            tuple("+13125550001", "pending", State.PENDING),
            tuple("+13125550002", "pending", State.PENDING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"N0\"",
        "\"id\":null",
        "\"customer_reference\":\"ops.boabcdefghijklmnop.11\"",
        "\"customer_reference\":\"OPS.boabcdefghijklmnop.1\"",
        "\"customer_reference\":null",
        "\"status\":\"pending\",\"requirements_met\":false",
        "\"status\":\"SUCCESS\"",
        "\"status\":\"partial success\"",
        "\"status\":\"failure\"",
        "\"status\":null",
        "\"requirements_met\":false",
        "\"requirements_met\":null",
        "\"requirements_met\":\"true\"",
        "\"phone_numbers_count\":3",
        "\"phone_numbers_count\":1",
        "\"phone_numbers_count\":\"2\"",
        "\"phone_numbers\":[{\"id\":\"p3\",\"phone_number\":\"+13125550003\"}]",
        "\"phone_numbers\":null,\"phone_numbers_count\":4",
      })
  void leavesToBeReadByIdWhatIsNot(String difference) {
    telnyx.otherwise(request -> ok(page(entry("n0", "," + difference))));

    assertThat(read(Set.of("n0"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone_number\":\"+13125550001\"}",
        "{\"id\":\"p1\"}",
        "{\"id\":\"p1\",\"phone_number\":\" \"}",
        "{\"id\":\"p1\",\"phone_number\":13125550001}",
        "\"+13125550001\"",
        "null",
      })
  void takesNoNumberThatIsNotWhole(String number) {
    String one = "{\"id\":\"p2\",\"phone_number\":\"+13125550002\"}";
    String entry =
        "{\"id\":\"n0\",\"customer_reference\":\"%s\",\"status\":\"success\",\"requirements_met\":true,"
                .formatted(REFERENCE)
            + "\"phone_numbers_count\":2,\"phone_numbers\":[%s,%s]}";
    telnyx.otherwise(request -> ok(page(entry.formatted(one, number))));

    assertThat(read(Set.of("n0"))).isEmpty();
  }

  @Test
  void takesNoNumberTwiceForTwo() {
    String twice = "{\"id\":\"p\",\"phone_number\":\"+13125550001\"}";
    String entry =
        "{\"id\":\"n0\",\"customer_reference\":\"%s\",\"status\":\"success\",\"requirements_met\":true,"
                .formatted(REFERENCE)
            + "\"phone_numbers_count\":2,\"phone_numbers\":[%s,%s]}".formatted(twice, twice);
    telnyx.otherwise(request -> ok(page(entry)));

    assertThat(read(Set.of("n0"))).isEmpty();
  }

  @Test
  void readsPagesUntilAnEmptyOneAndHandsOverEachNumberOrderOnce() {
    telnyx
        .then(ok(page(entry("n0", ""), entry("n1", ""))))
        .then(ok(page(entry("n1", ""), entry("n2", ""))))
        .then(ok(page()));

    assertThat(read(ids(100))).extracting(ListedNumberOrder::id).containsExactly("n0", "n1", "n2");
    assertThat(telnyx.received()).hasSize(3);
  }

  @Test
  void givesUpOnAListThatRepeatsItself() {
    telnyx.otherwise(request -> ok(page(entry("n0", ""), entry("n1", ""))));

    assertThat(read(ids(10_000))).hasSize(2);
    assertThat(telnyx.received()).hasSize(2);
  }

  @Test
  void asksForFarFewerPagesThanReadingByIdWouldTake() {
    telnyx.otherwise(request -> ok(page(entry(request.path(), ""))));

    assertThat(read(ids(100))).isEmpty();
    assertThat(telnyx.received()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 422})
  void takesARefusedListForAnEmptyOne(int status) {
    telnyx.otherwise(request -> status(status, error("10031", "Invalid filter")));

    assertThat(read(ids(100))).isEmpty();
    assertThat(telnyx.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"data\":null}", "{\"data\":[null,7,\"n0\",[]]}"})
  void takesAnAnswerThatIsNoListForAnEmptyOne(String body) {
    telnyx.otherwise(request -> ok(body));

    assertThat(read(ids(100))).isEmpty();
    assertThat(telnyx.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " null"})
  void takesNothingFromAListWithSomethingBehindIt(String more) {
    telnyx.then(ok(page(entry("n0", "")) + more));

    assertThat(read(Set.of("n0"))).isEmpty();
  }

  @Test
  void takesNothingFromTwoLists() {
    String two = page(entry("n0", "")).replaceFirst("}\\s*$", ",\"data\":[]}");
    telnyx.then(ok(two));

    assertThat(read(Set.of("n0"))).isEmpty();
  }

  @Test
  void takesAListThatNeverAnswersForAnEmptyOne() {
    telnyx.otherwise(request -> status(500, ""));

    assertThat(read(ids(100))).isEmpty();
    assertThat(telnyx.received()).hasSize(6);
  }

  @Test
  void letsTheReceiversOwnFailureThrough() {
    telnyx.otherwise(request -> ok(page(entry("n0", ""))));

    assertThatThrownBy(
            () ->
                provider.readListed(
                    REFERENCE,
                    Set.of("n0"),
                    complete -> {
                      throw new IllegalStateException("no room");
                    }))
        .hasMessage("no room");
    assertThat(telnyx.received()).hasSize(1);
  }
}
