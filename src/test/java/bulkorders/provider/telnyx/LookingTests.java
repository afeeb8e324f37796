package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Look;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListPage.Listed;
import bulkorders.provider.http.OrderListScan;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookingTests {

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final List<Long> slept = new ArrayList<>();
  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          slept);

  /** A page with orders whose reference is "ref-" and their id. */
  private static String page(String meta, String... ids) {
    return "{\"data\":["
        + List.of(ids).stream()
            .map(
                id ->
                    ("{\"ordering_groups\":[{\"id\":\"no\",\"customer_reference\":\"ref-x\","
                            + "\"orders\":[{\"number_order_id\":\"n\"}]}],"
                            + "\"customer_reference\":\"ref-%s\",\"id\":\"%s\",\"new\":{\"id\":1}}")
                        .formatted(id, id))
            .collect(Collectors.joining(","))
        + "],\"meta\":"
        + meta
        + "}";
  }

  private static String total(int total) {
    return "{\"total_results\":%d,\"total_pages\":1,\"page_number\":1,\"page_size\":250}"
        .formatted(total);
  }

  @Test
  void readsToTheEmptyPageWhateverTheTotalOfPages() {
    telnyx
        .then(ok(page(total(3), "a", "b")))
        .then(ok(page(total(3), "c")))
        .then(ok(page(total(3))));

    assertThat(provider.lookFor(List.of("ref-c", "ref-x", "ref-", "REF-a")::contains))
        .isEqualTo(new Look.Complete(Map.of("ref-c", List.of("c"))));
    assertThat(telnyx.received())
        .extracting(ProviderStandIn.Received::path)
        .containsExactly(
            "/v2/inexplicit_number_orders?page_size=250&page_number=1",
            "/v2/inexplicit_number_orders?page_size=250&page_number=2",
            "/v2/inexplicit_number_orders?page_size=250&page_number=3");
  }

  @Test
  void readsAnEmptyList() {
    telnyx.then(ok(page(total(0))));

    assertThat(provider.lookFor(List.of("ref-a")::contains)).isEqualTo(new Look.Complete(Map.of()));
  }

  @Test
  void tellsOfAReferenceThatWasUsedTwice() {
    telnyx
        .then(
            ok(
                "{\"data\":[{\"id\":\"1\",\"customer_reference\":\"r\"},"
                    + "{\"id\":\"2\",\"customer_reference\":\"r\"},"
                    + "{\"id\":\"1\",\"customer_reference\":\"r\"}],"
                    + "\"meta\":{\"total_results\":2}}"))
        .then(ok(page(total(2))));

    assertThat(provider.lookFor(List.of("r")::contains))
        .isEqualTo(new Look.Complete(Map.of("r", List.of("1", "2"))));
  }

  @Test
  void isIncompleteWithoutAnyTotal() {
    telnyx.then(ok(page("null", "a"))).then(ok(page("null")));

    assertThat(provider.lookFor(List.of("ref-a")::contains))
        .isInstanceOfSatisfying(
            Look.Incomplete.class,
            look -> assertThat(look.found()).isEqualTo(Map.of("ref-a", List.of("a"))));
  }

  @Test
  void readsTheBeginningAgainWhenTheListShifted() {
    telnyx
        .then(ok(page(total(2), "b")))
        .then(ok(page(total(3), "b", "a")))
        .then(ok(page(total(3))))
        .then(ok(page(total(3), "c", "b", "a")));

    assertThat(provider.lookFor(List.of("ref-c")::contains))
        .isEqualTo(new Look.Complete(Map.of("ref-c", List.of("c"))));
  }

  @Test
  void isIncompleteWhenOrdersStayMissing() {
    telnyx.otherwise(
        request ->
            ok(request.path().endsWith("page_number=1") ? page(total(3), "a") : page(total(3))));

    assertThat(provider.lookFor(List.of("ref-a")::contains))
        .isInstanceOfSatisfying(
            Look.Incomplete.class,
            look -> assertThat(look.reason()).contains("1 distinct", "3 are said"));
  }

  @Test
  void isIncompleteWhenTheSamePageComesForEver() {
    telnyx.otherwise(request -> ok(page(total(1), "a")));

    assertThat(provider.lookFor(List.of("ref-b")::contains))
        .isInstanceOfSatisfying(
            Look.Incomplete.class, look -> assertThat(look.reason()).contains("repeats"));
  }

  @Test
  void isIncompleteWhenTwoPagesTakeTurnsForEver() {
    telnyx.otherwise(
        request -> ok(page(total(2), request.path().matches(".*[02468]") ? "a" : "b")));

    assertThat(provider.lookFor(List.of("ref-c")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void isIncompleteWhenTheListDoesNotEnd() {
    OrderListScan scan =
        new OrderListScan(
            number -> new OrderListPage(List.of(new Listed("id-" + number, null, null)), 1L, null),
            1,
            List.of("r")::contains,
            null,
            30);

    assertThat(scan.look())
        .isInstanceOfSatisfying(
            Look.Incomplete.class, look -> assertThat(look.reason()).contains("30 pages"));
  }

  @Test
  void isIncompleteWhenAnOrderHasNoId() {
    telnyx.then(ok("{\"data\":[{\"customer_reference\":\"r\"}],\"meta\":{\"total_results\":1}}"));

    assertThat(provider.lookFor(List.of("r")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[],\"meta\":{\"total_results\":0}}{}",
        "{\"data\":[],\"meta\":{\"total_results\":0},\"data\":[]}",
        "{\"data\":[],\"meta\":{\"total_results\":1,\"total_results\":0}}",
        "{\"data\":[{\"id\":\"1\",\"customer_reference\":\"r\",\"customer_reference\":\"s\"}],"
            + "\"meta\":{\"total_results\":1}}",
        "{\"data\":[{\"id\":\"1\\u0000\",\"customer_reference\":\"r\"}],"
            + "\"meta\":{\"total_results\":1}}",
      })
  void isIncompleteWhenAPageContradictsItself(String page) {
    telnyx.then(ok(page)).otherwise(request -> ok("{\"data\":[]}"));

    assertThat(provider.lookFor(List.of("r")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  /** It may be the one that is looked for. */
  @Test
  void isIncompleteWhenAReferenceCannotBeRead() {
    telnyx.then(
        ok(
            "{\"data\":[{\"id\":\"1\",\"customer_reference\":[\"r\"]}],"
                + "\"meta\":{\"total_results\":1}}"));

    assertThat(provider.lookFor(List.of("r")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void isIncompleteWhenThereIsNoList() {
    telnyx.then(ok("{\"meta\":{\"total_results\":0}}"));

    assertThat(provider.lookFor(List.of("r")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void isIncompleteWhenALaterPageIsRefused() {
    telnyx.then(ok(page(total(1), "a"))).then(status(400, Samples.error("10033", "range")));

    assertThat(provider.lookFor(List.of("r")::contains)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void cannotLookWhereThereIsNoList() {
    assertThatThrownBy(() -> provider.lookFor(List.of("r")::contains))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("404");
  }

  @Test
  void countsAPageOnceThoughItsAnswerBroke() {
    telnyx
        .then(ProviderStandIn.halfOf(200, page(total(1), "a")))
        .then(ok(page(total(1), "a")))
        .then(ok(page(total(1))));

    assertThat(provider.lookFor(List.of("ref-a")::contains))
        .isEqualTo(new Look.Complete(Map.of("ref-a", List.of("a"))));
    assertThat(slept).hasSize(1);
  }

  @Test
  void findsEveryOrderOfALongListThatGrowsAtItsFrontMeanwhile() {
    List<String> orders = new ArrayList<>();
    IntStream.range(0, 1_000).forEach(i -> orders.add(0, "o" + i));
    Map<String, Integer> placed = new LinkedHashMap<>();
    OrderListScan scan =
        new OrderListScan(
            number -> {
              if (placed.size() < 7) {
                String id = "new" + placed.size();
                placed.put(id, number);
                orders.add(0, id);
              }
              int from = Math.min(orders.size(), (number - 1) * 100);
              int to = Math.min(orders.size(), from + 100);
              return new OrderListPage(
                  orders.subList(from, to).stream().map(id -> new Listed(id, id, null)).toList(),
                  (long) orders.size(),
                  null);
            },
            100,
            List.of("new6", "o0")::contains,
            null,
            1_000);

    assertThat(scan.look())
        .isEqualTo(new Look.Complete(Map.of("new6", List.of("new6"), "o0", List.of("o0"))));
  }

  // -- lists that begin with the newest orders

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** So many orders, one for each hour before now, the newest first. */
  private static List<Listed> hourly(int orders) {
    return IntStream.range(0, orders)
        .mapToObj(i -> new Listed("o" + i, "o" + i, NOW.minus(Duration.ofHours(i))))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Looks for an order of an hour ago through pages of ten, and counts them. */
  private static int pagesRead(IntFunction<OrderListPage> pages, @Nullable Instant oldest) {
    AtomicInteger read = new AtomicInteger();
    var scan =
        new OrderListScan(
            number -> {
              read.incrementAndGet();
              return pages.apply(number);
            },
            10,
            List.of("o1", "o2", "o3")::contains,
            oldest,
            1_000);
    assertThat(scan.look())
        .isInstanceOfSatisfying(
            Look.Complete.class, look -> assertThat(look.found()).containsKey("o1"));
    return read.get();
  }

  private static int pagesRead(IntFunction<OrderListPage> pages) {
    return pagesRead(pages, NOW.minus(Duration.ofHours(1)));
  }

  private static OrderListPage pageOf(List<Listed> orders, int number) {
    int from = Math.min(orders.size(), (number - 1) * 10);
    int to = Math.min(orders.size(), from + 10);
    return new OrderListPage(List.copyOf(orders.subList(from, to)), (long) orders.size(), null);
  }

  private static IntFunction<OrderListPage> pagesOf(List<Listed> orders) {
    return number -> pageOf(orders, number);
  }

  @Test
  void aListThatBeginsWithTheNewestIsReadUntilADayBeforeTheOldestOfInterest() {
    assertThat(pagesRead(pagesOf(hourly(200)))).as("25 hours and one order").isEqualTo(3);
    assertThat(pagesRead(pagesOf(hourly(200)), null)).as("the witness").isEqualTo(21);
    assertThat(pagesRead(pagesOf(hourly(20)))).as("all are young").isEqualTo(3);
  }

  @Test
  void anOrderThatTheProviderCallsHoursOlderThanTheLedgerIsFound() {
    List<Listed> orders = hourly(200);
    orders.set(15, new Listed("o15", "o1", orders.get(15).createdAt()));
    orders.set(1, new Listed("x", "x", orders.get(1).createdAt()));

    assertThat(pagesRead(pagesOf(orders))).isEqualTo(3);
  }

  @Test
  void ordersThatComeInMeanwhileDoNotBreakTheOrderOfTheList() {
    List<Listed> orders = hourly(200);

    assertThat(
            pagesRead(
                number -> {
                  OrderListPage page = pageOf(orders, number);
                  IntStream.range(0, 4)
                      .forEach(i -> orders.add(0, new Listed("new" + number + "-" + i, "r", NOW)));
                  return page;
                }))
        .isBetween(3, 5);
  }

  static Stream<Named<UnaryOperator<List<Listed>>>> listsThatLie() {
    return Stream.of(
        Named.of(
            "the order breaks within the first page",
            orders -> {
              Collections.swap(orders, 4, 5);
              return orders;
            }),
        Named.of(
            "the order breaks on page 3",
            orders -> {
              Collections.swap(orders, 25, 190);
              return orders;
            }),
        Named.of(
            "an order on page 2 does not say when it was created",
            orders -> {
              orders.set(14, new Listed("o14", null, null));
              return orders;
            }),
        Named.of(
            "the oldest come first",
            orders -> {
              Collections.reverse(orders);
              return orders;
            }),
        Named.of(
            "the oldest come first and are all of the same moment",
            orders -> {
              Collections.reverse(orders);
              orders.replaceAll(
                  order ->
                      order.id().length() < 3
                          ? order
                          : new Listed(
                              order.id(), order.reference(), NOW.minus(Duration.ofDays(9))));
              return orders;
            }));
  }

  @ParameterizedTest
  @MethodSource("listsThatLie")
  void aListThatIsNotInOrderIsReadToItsEnd(UnaryOperator<List<Listed>> lie) {
    List<Listed> orders = lie.apply(hourly(200));

    assertThat(pagesRead(pagesOf(orders))).isEqualTo(21);
  }

  @Test
  void aListThatBecomesShorterIsReadToItsEnd() {
    List<Listed> orders = hourly(200);

    assertThat(
            pagesRead(
                number -> {
                  OrderListPage page = pageOf(orders, number);
                  return new OrderListPage(page.listed(), number == 2 ? 199L : 200L, null);
                }))
        .isEqualTo(21);
  }

  @Test
  void aListWithAPageThatIsShorterThanWasAskedForIsReadToItsEnd() {
    List<Listed> orders = hourly(200);
    List<Listed> nine = List.copyOf(orders.subList(0, 9));

    var scan =
        new OrderListScan(
            number -> number == 1 ? new OrderListPage(nine, 200L, null) : pageOf(orders, number),
            10,
            List.of("o9")::contains,
            NOW,
            1_000);

    assertThat(scan.look())
        .as("nobody can tell what was left out")
        .isInstanceOf(Look.Incomplete.class);
  }
}
