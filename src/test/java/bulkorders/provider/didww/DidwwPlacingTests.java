package bulkorders.provider.didww;

import static bulkorders.provider.didww.Didww.KEY;
import static bulkorders.provider.didww.Didww.REFERENCE;
import static bulkorders.provider.didww.Didww.berlin;
import static bulkorders.provider.didww.Didww.group;
import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.halfOf;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.Charge;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.SendGuard;
import bulkorders.provider.http.ProviderStandIn;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DidwwPlacingTests {

  private static final SendGuard FREE = () -> {};

  private static final String ACCEPTED =
      """
      {"data":{"id":"3ac61cd1-ff80-4c5c-9eb5-aebdf12a3c63","type":"orders","attributes":{
        "amount":"119.0","status":"pending","created_at":"2026-04-09T06:54:44.284Z","reference":"KRV-684222","description":"DID",
        "items":[{"type":"did_order_items","attributes":{"qty":2,"nrc":"12.0","mrc":"5.5","prorated_mrc":false,
          "billed_from":null,"billed_to":null,"did_group_id":"e171d6c6-bac9-4a80-9b96-5cf17886556f"}}],
        "callback_url":null,"callback_method":null,"external_reference_id":"ops.boabcdefghijklmnop.1"}},
       "meta":{"api_version":"2026-04-16"}}
      """;

  private static final String BALANCE =
      """
      {"data":{"id":"1","type":"balances","attributes":{"balance":"60.00","credit":"10.00","total_balance":"70.00"}},
       "meta":{"api_version":"%s"}}
      """;

  @RegisterExtension final ProviderStandIn server = new ProviderStandIn();

  private Placement place(OrderRequest order) {
    return Didww.provider(server.baseUrl(), KEY, Duration.ofSeconds(20)).place(order, FREE);
  }

  private Placement place() {
    return place(berlin(REFERENCE, 2));
  }

  private static String balance(String version) {
    return BALANCE.formatted(version);
  }

  private Refusal refusal(int status, String body) {
    server.then(ok(balance("2026-04-16"))).then(status(status, body));
    Placement placement =
        place(
            Didww.order(
                REFERENCE,
                group(0, OrderItem.ofSku(Didww.BERLIN), 1_500),
                group(1, OrderItem.ofSku(Didww.BERLIN), 3)));
    assertThat(placement).isInstanceOf(Placement.Refused.class);
    return ((Placement.Refused) placement).refusal();
  }

  @Test
  void acceptsWhatDidwwAcceptsWithWhatItCharges() {
    server.then(ok(balance("2026-04-16"))).then(status(201, ACCEPTED));

    assertThat(place())
        .isEqualTo(
            new Placement.Accepted(
                "3ac61cd1-ff80-4c5c-9eb5-aebdf12a3c63",
                new Charge(
                    new BigDecimal("119.0"),
                    new BigDecimal("24.0"),
                    new BigDecimal("11.0"),
                    "USD",
                    "KRV-684222",
                    null,
                    null)));
    assertThat(server.last().path()).isEqualTo("/v2/orders");
    assertThat(server.last().headers())
        .containsEntry("api-key", KEY)
        .containsEntry("x-didww-api-version", "2026-04-16")
        .containsEntry("content-type", "application/vnd.api+json")
        .containsEntry("accept", "application/vnd.api+json")
        .doesNotContainKey("authorization");
  }

  @Test
  void saysOnPurposeThatNoBackOrderIsWanted() {
    server.then(ok(balance("2026-04-16"))).then(status(201, ACCEPTED));

    place();

    assertThat(server.last().body())
        .isEqualTo(
            "{\"data\":{\"type\":\"orders\",\"attributes\":{\"allow_back_ordering\":false,"
                + "\"external_reference_id\":\"ops.boabcdefghijklmnop.1\",\"items\":[{"
                + "\"type\":\"did_order_items\",\"attributes\":{\"sku_id\":\""
                + Didww.BERLIN
                + "\",\"qty\":2}}]}}}");
  }

  @Test
  void sendsEveryFieldThatIsSetAndSplitsWhatOneItemCannotHold() {
    server.then(ok(balance("2026-04-16"))).then(status(201, ACCEPTED));
    var settings =
        new OrderSettings(null, null, null, "mine", true, "https://example.com/cb", "post");
    var nanpa = new OrderItem("sku-1", "prefix-1", null, null, 0, 5, null, null);
    var one = new OrderItem("sku-1", null, "did-1", null, null, null, null, null);
    var held = new OrderItem("sku-1", null, null, "held-1", null, null, null, null);

    place(
        new OrderRequest(
            REFERENCE,
            settings,
            OrderMethod.ITEMS,
            List.of(group(0, nanpa, 2_001), group(1, one, 1), group(2, held, 1)),
            List.of()));

    String item = "{\"type\":\"did_order_items\",\"attributes\":{\"sku_id\":\"sku-1\",";
    String rest = "\"billing_cycles_count\":0,\"prorate_days_qty\":5}}";
    assertThat(server.last().body())
        .contains("\"allow_back_ordering\":true")
        .contains("\"callback_url\":\"https://example.com/cb\",\"callback_method\":\"post\"")
        .contains(
            "\"items\":["
                + (item + "\"nanpa_prefix_id\":\"prefix-1\",\"qty\":1000," + rest + ",").repeat(2)
                + item
                + "\"nanpa_prefix_id\":\"prefix-1\",\"qty\":1,"
                + rest
                + ","
                + item
                + "\"available_did_id\":\"did-1\"}},"
                + item
                + "\"did_reservation_id\":\"held-1\"}}]");
  }

  @Test
  void buysChannelsOfAPool() {
    server.then(ok(balance("2026-04-16"))).then(status(201, ACCEPTED));
    var channels = new OrderItem(null, null, null, null, null, null, "pool-1", null);

    place(
        new OrderRequest(
            REFERENCE,
            OrderSettings.NONE,
            OrderMethod.CAPACITY,
            List.of(
                new RequestedGroup(
                    0, GroupCriteria.ofItem("", "", OrderMethod.CAPACITY, channels), 2_500)),
            List.of()));

    assertThat(server.last().body())
        .contains(
            "\"items\":[{\"type\":\"capacity_order_items\",\"attributes\":{\"capacity_pool_id\":\"pool-1\",\"qty\":2500}}]");
  }

  @ParameterizedTest
  @CsvSource({"2022-05-10, answers account didww with API version 2022-05-10", "'', does not tell"})
  void ordersNothingWhereReferencesWouldBeForgotten(String version, String reason) {
    server.then(ok(balance(version))).otherwise(request -> status(201, ACCEPTED));

    assertThat(place())
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP);
              assertThat(refused.refusal().reason()).contains(reason);
            });
    assertThat(server.posts()).isZero();
  }

  @Test
  void sendsNothingAgainAfterADroppedAnswer() {
    server.then(ok(balance("2026-04-16"))).then(drop()).otherwise(request -> status(201, ACCEPTED));

    assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
    assertThat(server.posts()).isEqualTo(1);
  }

  @Test
  void sendsNothingAgainAfterHalfABody() {
    server
        .then(ok(balance("2026-04-16")))
        .then(halfOf(201, ACCEPTED))
        .otherwise(request -> status(201, ACCEPTED));

    assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
    assertThat(server.posts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308, 401, 403, 407, 408, 422, 425, 429, 500, 503})
  void sendsNothingAgainWhateverTheStatus(int code) throws IOException {
    try (ProviderStandIn elsewhere = new ProviderStandIn()) {
      server
          .then(ok(balance("2026-04-16")))
          .then(status(code, "", "Location: " + elsewhere.baseUrl() + "/orders", "Retry-After: 0"))
          .otherwise(request -> status(201, ACCEPTED));

      assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
      assertThat(server.posts()).isEqualTo(1);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"type\":\"orders\"}}",
        "{\"data\":{\"id\":\"a b\"}}",
        "[]",
        "{\"data\":{\"id\":\"x\",\"attributes\":{\"external_reference_id\":\"another\"}}}"
      })
  void takesNoAnswerForAYesThatIsNone(String body) {
    server.then(ok(balance("2026-04-16"))).then(status(201, body));

    assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
  }

  @Test
  void understandsTheShortFormOfARefusedRate() {
    Refusal refusal =
        refusal(429, "{\"errors\":[{\"status\":\"429\",\"detail\":\"Too Many Requests\"}]}");

    assertThat(refusal.kind()).isEqualTo(Kind.PASSING);
  }

  @Test
  void saysWhatAnOrderCostsThatTheAccountCannotPay() {
    Refusal refusal =
        refusal(
            400,
            """
            {"errors":[{"title":"Insufficient balance","detail":"Insufficient balance","code":"400","status":"400",
              "meta":{"available_balance":"1.50","total_cost":"17.0"}}]}
            """);

    assertThat(refusal.kind()).isEqualTo(Kind.STOP);
    assertThat(refusal.reason()).contains("costs 17.0 USD", "1.50 are available", "add money");
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized, set DIDWW_API_KEY",
    "403, Forbidden, read-only",
  })
  void saysWhichSettingStopsAnAccount(int status, String title, String advice) {
    Refusal refusal =
        refusal(
            status,
            "{\"errors\":[{\"title\":\"%s\",\"detail\":\"no\",\"code\":\"%d\",\"status\":\"%d\"}]}"
                .formatted(title, status, status));

    assertThat(refusal.kind()).isEqualTo(Kind.STOP);
    assertThat(refusal.reason()).contains(advice);
  }

  /** A group of 1,500 has two items. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1"})
  void knowsTheGroupOfAnItemThatIsRefused(int item, int group) {
    Refusal refusal =
        refusal(
            422,
            """
            {"errors":[{"title":"exceeds available DIDs count","detail":"items/%d/qty - exceeds available DIDs count",
              "code":"100","source":{"pointer":"/data/attributes/items/%d/qty"},"status":"422"}]}
            """
                .formatted(item, item));

    assertThat(refusal.kind()).isEqualTo(Kind.CONTENT);
    assertThat(Objects.requireNonNull(refusal.group())).isEqualTo(group);
  }

  @Test
  void knowsWhatHoldsForTheWholeOrder() {
    Refusal refusal =
        refusal(
            422,
            """
            {"errors":[{"title":"is too long","detail":"external_reference_id - is too long (maximum is 100 characters)",
              "code":"100","source":{"pointer":"/data/attributes/external_reference_id"},"status":"422"}]}
            """);

    assertThat(refusal.orderLevel()).isTrue();
    assertThat(refusal.group()).isNull();
  }

  @Test
  void neverTellsTheKey() {
    Refusal refusal =
        refusal(
            401,
            "{\"errors\":[{\"title\":\"Unauthorized\",\"detail\":\"key %s\",\"code\":\"401\",\"status\":\"401\"}]}"
                .formatted(KEY));

    assertThat(refusal.reason()).doesNotContain(KEY);
  }
}
