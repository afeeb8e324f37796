package bulkorders.provider.didww;

import static bulkorders.provider.didww.Didww.BERLIN;
import static bulkorders.provider.didww.Didww.berlin;
import static bulkorders.provider.didww.Didww.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Balance;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.Look;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.StockArea;
import bulkorders.provider.SubNumberOrders.Cancelling;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** The client against the stand-in, which was written from the provider's documents alone. */
@Timeout(60)
class DidwwContractTests {

  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO).withRequestsPerSecond(2_000));
  private final DidwwProvider provider = provider("KEY-1");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private DidwwProvider provider(String key) {
    return Didww.provider(sandbox.didwwBaseUrl(), key, Duration.ofSeconds(5));
  }

  private void fault(String operation, String fault, int times) {
    RestClient.create(sandbox.controlUrl().toString())
        .post()
        .uri("/faults")
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            "[{\"provider\":\"didww\",\"operation\":\"%s\",\"fault\":\"%s\",\"probability\":1,\"times\":%d}]"
                .formatted(operation, fault, times))
        .retrieve()
        .toBodilessEntity();
  }

  private String place(OrderRequest order) {
    Placement placement = provider.place(order, () -> {});
    assertThat(placement).isInstanceOf(Placement.Accepted.class);
    return ((Placement.Accepted) placement).providerOrderId();
  }

  private GroupProgress read(String id, OrderRequest sent) {
    OrderReading reading = provider.read(id, sent.reference(), sent.groups());
    assertThat(reading).isInstanceOf(Understood.class);
    assertThat(Objects.requireNonNull(((Understood) reading).charge()).currency()).isEqualTo("USD");
    return ((Understood) reading).groups().get(0);
  }

  @Test
  void anOrderIsPlacedReadAndFollowedToItsNumbers() {
    OrderRequest sent = berlin("job.1", 230);
    String id = place(sent);

    GroupProgress group = read(id, sent);

    assertThat(group.settled()).isTrue();
    assertThat(group.countAllocated()).isEqualTo(230);
    assertThat(group.errorReason()).isNull();
    List<OrderedNumber> numbers = new ArrayList<>();
    NumberOrderReading reading =
        provider.readNumbers(group.numberOrders().get(0).numberOrderId(), numbers::add);
    assertThat(reading.fault()).isNull();
    assertThat(reading.count()).isEqualTo(230);
    assertThat(numbers)
        .hasSize(230)
        .extracting(OrderedNumber::phoneNumber)
        .doesNotHaveDuplicates()
        .allMatch(number -> number.matches("\\+4930[0-9]+"));
    assertThat(numbers).allMatch(number -> number.state() == State.IN_SERVICE);
  }

  @Test
  void moreThanOneItemOfAGroupIsOneGroup() {
    OrderRequest sent = berlin("job.1", 1_200);

    assertThat(read(place(sent), sent).countAllocated()).isEqualTo(1_200);
  }

  @Test
  void anOrderInDoubtIsFoundByItsReferenceWithOneCallEach() {
    fault("create_order", "drop_after_commit", 1);
    fault("create_order", "drop_before_commit", 1);
    assertThat(provider.place(berlin("job.1", 1), () -> {}))
        .isInstanceOf(Placement.Ambiguous.class);
    assertThat(provider("KEY-2").place(berlin("job.2", 1), () -> {}))
        .isInstanceOf(Placement.Ambiguous.class);
    long before = provider.calls();

    Look look = provider.lookFor(OrderMethod.ITEMS, Set.of("job.1", "job.2"), null);

    assertThat(provider.calls() - before).isEqualTo(2);
    assertThat(look).isInstanceOf(Look.Complete.class);
    assertThat(look.found()).containsOnlyKeys("job.1");
    String id = Objects.requireNonNull(look.found().get("job.1")).get(0);
    assertThat(provider.shows(id, "job.1")).isTrue();
    assertThat(provider.shows(id, "job.2")).isFalse();
  }

  @Test
  void aReferenceThatWasUsedTwiceIsFoundTwice() {
    String one = place(berlin("job.1", 1));
    String other = place(berlin("job.1", 1));

    assertThat(provider.lookFor(OrderMethod.ITEMS, Set.of("job.1"), null).found().get("job.1"))
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void theWholeListIsLookedThrough() {
    for (int i = 1; i <= 103; i++) {
      place(berlin("job." + i, 1));
    }

    Look all = provider.lookFor(reference -> reference.endsWith("3"), null);
    Look young = provider.lookFor("job.7"::equals, Instant.now().minusSeconds(60));

    assertThat(all).isInstanceOf(Look.Complete.class);
    assertThat(all.found()).hasSize(11).containsKeys("job.3", "job.103");
    assertThat(young).isInstanceOf(Look.Complete.class);
    assertThat(young.found()).containsOnlyKeys("job.7");
    List<BookedOrder> booked = new ArrayList<>();
    assertThat(provider.orderPage(1, booked::add).total()).isEqualTo(103);
    assertThat(provider.orderPage(2, booked::add).entries()).isEqualTo(3);
    assertThat(provider.orderPage(3, booked::add).entries()).isZero();
    assertThat(booked).extracting(BookedOrder::reference).hasSize(103).doesNotHaveDuplicates();
  }

  @Test
  void anOrderThatIsPendingIsCancelledAsAWhole() {
    fault("create_order", "stuck_processing", 1);
    OrderRequest sent = berlin("job.1", 3);
    String id = place(sent);
    assertThat(read(id, sent).settled()).isFalse();
    assertThat(provider.subNumberOrders().of(id).parts())
        .singleElement()
        .satisfies(part -> assertThat(part.isPending()).isTrue());

    assertThat(provider.subNumberOrders().cancel(id)).isInstanceOf(Cancelling.Taken.class);

    GroupProgress group = read(id, sent);
    assertThat(group.settled()).isTrue();
    assertThat(group.countAllocated()).isZero();
    assertThat(group.errorReason()).contains("canceled");
    assertThat(provider.subNumberOrders().cancel(id)).isInstanceOf(Cancelling.Refused.class);
  }

  @Test
  void whatIsCompletedWithFewerNumbersIsShort() {
    fault("create_order", "partial", 1);
    OrderRequest sent = berlin("job.1", 10);

    GroupProgress group = read(place(sent), sent);

    assertThat(group.settled()).isTrue();
    assertThat(group.countAllocated()).isBetween(1, 9);
    assertThat(group.errorReason()).contains("completed and shows");
  }

  @Test
  void whatIsOutOfStockIsRefusedForItsGroup() {
    fault("create_order", "out_of_stock", 1);

    assertThat(provider.place(berlin("job.1", 10), () -> {}))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.CONTENT);
              assertThat(refused.refusal().group()).isZero();
            });
  }

  @Test
  void anotherUnitThanThereIsIsRefusedForItsGroup() {
    OrderItem unknown = OrderItem.ofSku("11111111-2222-4333-8444-555555555555");

    assertThat(
            provider.place(
                Didww.order("job.1", group(0, OrderItem.ofSku(BERLIN), 1), group(1, unknown, 1)),
                () -> {}))
        .isInstanceOfSatisfying(
            Placement.Refused.class, refused -> assertThat(refused.refusal().group()).isEqualTo(1));
  }

  @Test
  void anAccountThatMayOnlyReadIsStoppedInOneLine() {
    assertThat(provider("east:1@read-only").place(berlin("job.1", 1), () -> {}))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP);
              assertThat(refused.refusal().reason()).contains("read-only").doesNotContain("\n");
            });
    assertThatThrownBy(() -> provider("invalid").balance())
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("DIDWW_API_KEY");
  }

  @Test
  void anAnswerThatIsRefusedForNowIsAskedForAgain() {
    String id = place(berlin("job.1", 1));
    fault("get_order", "status_429", 1);
    fault("get_order", "status_500", 1);

    assertThat(provider.shows(id, "job.1")).isTrue();
  }

  @Test
  void anOrderGetsAnotherReference() {
    String id = place(berlin("job.1", 1));

    assertThat(provider.rename(id, "the user's own")).isEmpty();

    assertThat(provider.shows(id, "the user's own")).isTrue();
  }

  @Test
  void theCatalogueTellsUnitsWithPricesAndStock() {
    List<CatalogueEntry> units = new ArrayList<>();
    provider.catalogue().orElseThrow().read(units::add);

    assertThat(units).extracting(CatalogueEntry::skuId).doesNotHaveDuplicates();
    assertThat(units)
        .filteredOn(unit -> unit.skuId().equals(BERLIN))
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.countryIso()).isEqualTo("DE");
              assertThat(unit.areaName()).isEqualTo("Berlin");
              assertThat(unit.didGroupType()).isEqualTo("Local");
              assertThat(unit.channels()).isZero();
              assertThat(unit.monthlyPrice()).isPositive();
              var area =
                  new StockArea("DE", "Local", null, null, List.of(), unit.didGroupId(), null);
              assertThat(provider.stock().available(area).orElse(-1)).isEqualTo(unit.stock());
            });
  }

  @Test
  void anExchangeIsFoundInTheGroupsThatHaveNumbersOfIt() {
    List<CatalogueEntry> units = new ArrayList<>();
    var catalogue = provider.catalogue().orElseThrow();
    catalogue.read(units::add);
    CatalogueEntry chicago =
        units.stream().filter(unit -> unit.prefix().equals("312")).findFirst().orElseThrow();

    List<NanpaPrefix> prefixes = catalogue.prefixes("312555");

    assertThat(prefixes).extracting(NanpaPrefix::didGroupId).containsOnly(chicago.didGroupId());
    assertThat(catalogue.prefixes("000000")).isEmpty();
    var item =
        new OrderItem(chicago.skuId(), prefixes.get(0).id(), null, null, null, null, null, null);
    assertThat(provider.place(Didww.order("exchange.1", group(0, item, 2)), () -> {}))
        .isInstanceOf(Placement.Accepted.class);
  }

  @Test
  void theBalanceIsToldInTheCurrencyOfTheAccount() {
    Balance balance = provider.balance().orElseThrow();

    assertThat(balance.currency()).isEqualTo("USD");
    assertThat(balance.available()).isPositive();
  }
}
