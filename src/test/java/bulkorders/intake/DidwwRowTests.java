package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.StagedGroup;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidwwRowTests {

  private static final String SKU = "b6d9d793-578d-42d3-bc33-73dd8155e615";
  private static final String OTHER = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

  private final Path home;

  DidwwRowTests(@TempDir Path home) {
    this.home = home;
  }

  private Intake.Result row(Map<String, String> more) {
    Map<String, String> row = new TreeMap<>(Map.of("provider", "didww", "sku_id", SKU));
    row.putAll(more);
    return Intake.take(
        home, String.join(",", row.keySet()) + "\n" + String.join(",", row.values()) + "\n");
  }

  private StagedGroup valid(Map<String, String> more) {
    Intake.Result result = row(more);
    assertThat(result.faults()).isEmpty();
    return result.groups().get(0);
  }

  @Test
  void numbersOfAStockKeepingUnit() {
    StagedGroup group = valid(Map.of("qty", "250", "external_reference_id", "berlin"));
    assertThat(group.account()).isEqualTo("didww");
    assertThat(group.count()).isEqualTo(250);
    assertThat(group.criteria().method()).isEqualTo(OrderMethod.ITEMS);
    assertThat(group.criteria().item()).isEqualTo(OrderItem.ofSku(SKU));
    assertThat(group.settings().customerReference()).isEqualTo("berlin");
    assertThat(group.settings().allowBackOrdering()).isFalse();
  }

  @Test
  void aRowWithoutACountAsksForOne() {
    assertThat(valid(Map.of()).count()).isEqualTo(1);
    assertThat(valid(Map.of("count_requested", "7")).count()).isEqualTo(7);
    assertThat(valid(Map.of("count_requested", "7", "qty", "7")).count()).isEqualTo(7);
    assertThat(valid(Map.of("available_did_id", OTHER)).count()).isEqualTo(1);
  }

  @Test
  void channels() {
    StagedGroup group = valid(Map.of("sku_id", "", "capacity_pool_id", OTHER, "qty", "30"));
    assertThat(group.criteria().method()).isEqualTo(OrderMethod.CAPACITY);
    assertThat(group.criteria().item())
        .isEqualTo(new OrderItem(null, null, null, null, null, null, OTHER, null));
    assertThat(group.count()).isEqualTo(30);
  }

  @Test
  void ordersWithOtherSettingsAreNotShared() {
    StagedGroup plain = valid(Map.of());
    StagedGroup backOrdered = valid(Map.of("allow_back_ordering", "TRUE"));
    StagedGroup called =
        valid(Map.of("callback_url", "https://example.com/cb", "callback_method", "GET"));
    assertThat(backOrdered.settings().allowBackOrdering()).isTrue();
    assertThat(called.settings().callbackMethod()).isEqualTo("get");
    assertThat(plain.orderKey())
        .isNotEqualTo(backOrdered.orderKey())
        .isNotEqualTo(called.orderKey());
  }

  @ParameterizedTest
  @CsvSource({
    "sku_id,'',is missing",
    "sku_id,berlin,expected an id",
    "qty,0,whole number from 1 to 1000000",
    "qty,1000001,whole number from 1",
    "qty,50.0,digits only",
    "nanpa_prefix_id,312555,expected an id",
    "billing_cycles_count,1000,whole number from 0 to 999",
    "prorate_days_qty,-1,whole number",
    "capacity_pool_id,3c90c3cc-0d44-4b50-8888-8dd25736052a,",
    "allow_back_ordering,yes,expected true or false",
    "callback_url,https://example.com/cb,callback_url and callback_method go together",
    "callback_method,put,expected get or post",
    "provider,twilio,'expected one of telnyx, didww'",
    "provider,telnyx,is not supported for orders at Telnyx",
    "account,east,account east is one at telnyx",
    "account,west,is no account",
    "country_iso,DE,says nothing beside a sku_id",
    "connection_id,1,is not supported for orders at DIDWW",
  })
  void faultsAreTold(String column, String value, String reason) {
    Intake.Result result = row(Map.of(column, value));
    assertThat(result.groups()).isEmpty();
    assertThat(result.faults())
        .anySatisfy(fault -> assertThat(fault).contains(reason == null ? "channels" : reason));
  }

  @Test
  void atMostOneOfCountNumberAndReservation() {
    assertThat(row(Map.of("available_did_id", OTHER, "qty", "1")).faults())
        .containsExactly(
            "qty: available_did_id names one number, and DIDWW takes no count beside it; leave it"
                + " empty");
    assertThat(row(Map.of("available_did_id", OTHER, "did_reservation_id", OTHER)).faults())
        .hasSize(1);
    assertThat(row(Map.of("count_requested", "7", "qty", "8")).faults())
        .containsExactly("qty: count_requested says 7; leave one out");
  }

  @Test
  void addressesForCallbacksCarryNoPassword() {
    for (String url : new String[] {"https://a:b@example.com/", "ftp://example.com/", "nowhere"}) {
      assertThat(row(Map.of("callback_url", url, "callback_method", "post")).faults())
          .containsExactly(
              "callback_url: expected an http or https address without user name and password");
    }
  }

  @Test
  void rowsOfBothProvidersInOneFile() {
    Intake.Result result =
        Intake.take(
            home,
            """
            provider,account,country_iso,phone_number_type,count_requested,sku_id
            ,,US,local,5,
            didww,,,,3,%1$s
            ,didww,,,4,%1$s
            telnyx,east,US,local,6,
            """
                .formatted(SKU));
    assertThat(result.faults()).isEmpty();
    assertThat(result.groups())
        .extracting(StagedGroup::account)
        .containsExactly(null, "didww", "didww", "east");
    assertThat(result.groups())
        .extracting(group -> group.criteria().method())
        .containsExactly(OrderMethod.BULK, OrderMethod.ITEMS, OrderMethod.ITEMS, OrderMethod.BULK);
  }
}
