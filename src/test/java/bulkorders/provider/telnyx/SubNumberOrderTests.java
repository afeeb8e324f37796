package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.SubNumberOrders.Cancelling;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubNumberOrderTests {

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          new ArrayList<>());
  private final SubNumberOrders parts = provider.subNumberOrders();

  private static String part(String id, String status) {
    return """
    {"id":"%s","order_request_id":"n-1","record_type":"sub_number_order","country_code":"DE","phone_number_type":"local",
     "phone_numbers_count":3,"status":"%s","requirements_met":false}
    """
        .formatted(id, status);
  }

  private static String page(int number, int last, int total, String... parts) {
    return "{\"data\":[%s],\"meta\":{\"page_number\":%d,\"page_size\":250,\"total_pages\":%d,\"total_results\":%d}}"
        .formatted(String.join(",", parts), number, last, total);
  }

  private List<String> asked() {
    return telnyx.received().stream()
        .map(request -> URLDecoder.decode(request.path(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void aPartIsReadWithItsStatusWhateverThatIs() {
    telnyx.then(ok(page(1, 1, 1, part("s-1", "partial"))));

    SubNumberOrders.Listing listing = parts.of("n-1");

    assertThat(listing.fault()).isNull();
    assertThat(listing.parts())
        .containsExactly(new SubNumberOrder("s-1", "n-1", "DE", "local", "partial", 3, false));
    assertThat(listing.parts().get(0).isPending()).isFalse();
    assertThat(asked())
        .containsExactly(
            "/v2/sub_number_orders?filter[order_request_id]=n-1&page[size]=250&page[number]=1");
  }

  @Test
  void allPagesAreReadWhereTheAnswerFollows() {
    telnyx
        .then(ok(page(1, 2, 2, part("s-1", "pending"))))
        .then(ok(page(2, 2, 2, part("s-2", "success"))));

    assertThat(parts.of("n-1").parts())
        .extracting(SubNumberOrder::id)
        .containsExactly("s-1", "s-2");
  }

  @Test
  void wherePagesAreNotFollowedTheFirstIsAllAndSaysWhatIsMissing() {
    telnyx.otherwise(request -> ok(page(1, 3, 5, part("s-1", "pending"), part("s-2", "pending"))));

    SubNumberOrders.Listing listing = parts.of("n-1");

    assertThat(listing.parts()).hasSize(2);
    assertThat(listing.fault()).isEqualTo("is said to have 5 entries, and shows 2");
    assertThat(telnyx.received()).hasSize(2);
  }

  @Test
  void partsOfOthersAreLeftOutWhereTheFilterIsNotKnown() {
    telnyx.then(
        ok(page(1, 1, 2, part("s-1", "pending"), part("s-2", "pending").replace("n-1", "n-2"))));

    assertThat(parts.of("n-1").parts()).extracting(SubNumberOrder::id).containsExactly("s-1");
  }

  @Test
  void aDeadlineIsReadFromOneNumber() {
    telnyx.then(
        ok("{\"data\":{\"id\":\"p-1\",\"deadline\":\"2026-12-01T10:00:00.000000+00:00\"}}"));

    assertThat(parts.deadlineOf("p-1")).contains(Instant.parse("2026-12-01T10:00:00Z"));
    assertThat(asked()).containsExactly("/v2/number_order_phone_numbers/p-1");
  }

  @Test
  void noDeadlineIsKnownOfANumberWithoutOneOrUnknown() {
    telnyx
        .then(ok("{\"data\":{\"id\":\"p-1\",\"deadline\":null}}"))
        .then(ok("{\"data\":{\"id\":\"p-2\",\"deadline\":\"2026-12-01T10:00:00Z\"}}"))
        .then(status(404, "{\"errors\":[{\"code\":\"10005\"}]}"));

    assertThat(parts.deadlineOf("p-1")).isEmpty();
    assertThat(parts.deadlineOf("p-1")).as("that of another").isEmpty();
    assertThat(parts.deadlineOf("p-1")).isEmpty();
  }

  @Test
  void numbersThatTheNumberOrderHidesAreFoundOnAllPages() {
    telnyx
        .then(
            ok(page(1, 2, 3, number("p-1", "n-1", "+4930000001"), number("p-2", "n-2", "+49301"))))
        .then(ok(page(2, 2, 3, number("p-3", "n-1", "+4930000003"))));
    List<OrderedNumber> found = new ArrayList<>();

    parts.readNumbers("n-1", "DE", "pending", found::add);

    assertThat(found)
        .extracting(OrderedNumber::phoneNumber)
        .containsExactly("+4930000001", "+4930000003");
    assertThat(found).extracting(OrderedNumber::state).containsOnly(State.WAITING);
    assertThat(asked().get(0))
        .isEqualTo(
            "/v2/number_order_phone_numbers?filter[country_code]=DE&page[size]=250&page[number]=1");
  }

  private static String number(String id, String numberOrder, String e164) {
    return """
    {"id":"%s","order_request_id":"%s","phone_number":"%s","country_code":"DE","phone_number_type":"local",
     "status":"pending","requirements_met":false,"requirements_status":"requirement-info-pending"}
    """
        .formatted(id, numberOrder, e164);
  }

  @Test
  void aCancellationIsAskedForOnceWithoutABody() {
    telnyx.then(ok("{\"data\":" + part("s-1", "cancelled") + "}"));

    assertThat(parts.cancel("s-1")).isEqualTo(new Cancelling.Taken("cancelled"));

    assertThat(telnyx.last().method()).isEqualTo("PATCH");
    assertThat(telnyx.last().path()).isEqualTo("/v2/sub_number_orders/s-1/cancel");
    assertThat(telnyx.last().body()).isEmpty();
  }

  @Test
  void aCancellationWithoutAClearAnswerIsNotAskedForAgain() {
    telnyx
        .then(drop())
        .then(status(503, "busy"))
        .then(status(429, "{\"errors\":[{\"code\":\"10011\"}]}"))
        .then(ok("no JSON"));

    for (int i = 1; i <= 4; i++) {
      assertThat(parts.cancel("s-1")).isEqualTo(new Cancelling.Unclear());
      assertThat(telnyx.received()).hasSize(i);
    }
  }

  @Test
  void whatCannotBeCancelledIsToldInTheProvidersWords() {
    telnyx.then(
        status(
            422,
            "{\"errors\":[{\"code\":\"10015\",\"title\":\"Bad\",\"detail\":\"it is complete\"}]}"));

    assertThat(parts.cancel("s-1"))
        .isInstanceOfSatisfying(
            Cancelling.Refused.class,
            refused -> assertThat(refused.reason()).contains("it is complete"));
  }

  @Test
  void aRefusedKeyStopsEverything() {
    telnyx.otherwise(
        request ->
            status(401, "{\"errors\":[{\"code\":\"10009\",\"title\":\"Authentication failed\"}]}"));

    assertThatThrownBy(() -> parts.cancel("s-1")).isInstanceOf(ProviderUnavailableException.class);
    assertThatThrownBy(() -> parts.of("n-1")).isInstanceOf(ProviderUnavailableException.class);
  }

  @Test
  void theListOfNumberOrdersIsFilteredByTheProvider() {
    telnyx.then(ok("{\"data\":[],\"meta\":{\"total_results\":0}}"));

    provider.numberOrderPage(
        2,
        new NumberOrderFilter(
            "pending",
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-02T00:00:00Z"),
            50,
            "north & south",
            false),
        order -> {});

    assertThat(asked())
        .containsExactly(
            "/v2/number_orders?page[size]=250&page[number]=2&filter[status]=pending"
                + "&filter[created_at][gt]=2026-11-01T00:00:00Z&filter[created_at][lt]=2026-11-02T00:00:00Z&filter[phone_numbers_count]=50&filter[customer_reference]=north"
                + " & south&filter[requirements_met]=false");
  }
}
