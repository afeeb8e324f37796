package bulkorders.submission;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.StagedGroup;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.LocalTurns;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Overcommit;
import bulkorders.provider.didww.DidwwProvider;
import bulkorders.provider.didww.DidwwTerms;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.telnyx.TelnyxEcho;
import bulkorders.provider.telnyx.TelnyxProvider;
import bulkorders.run.TestControl;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import bulkorders.submission.Submission.Placing;
import bulkorders.submission.SubmissionProperties.OnAbsent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the provider and the network do, its books have every reference exactly once. */
@Timeout(90)
@ParameterizedClass
@EnumSource
class SandboxPlacingTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  /** A seed makes the ids of orders, which are in one ledger here. */
  private static final AtomicLong SEEDS = new AtomicLong(42);

  private static final Clock CLOCK = Clock.systemUTC();

  private final Orders orders = ledger.orders();
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults().withPace(Duration.ZERO).withSeed(SEEDS.incrementAndGet()));
  private final RestClient controlApi = RestClient.create(sandbox.controlUrl().toString());
  private final At at;
  private final NumberProvider provider;

  SandboxPlacingTests(At at) {
    this.at = at;
    this.provider = at.provider(sandbox);
  }

  /** Where numbers are ordered. */
  enum At {
    TELNYX {
      @Override
      NumberProvider provider(Sandbox sandbox) {
        return TelnyxProvider.of(
            account("telnyx", sandbox.telnyxBaseUrl()),
            new LocalTurns(2_000),
            LIMITS,
            new SimpleMeterRegistry(),
            CLOCK);
      }

      @Override
      GroupCriteria criteria(String areaCode) {
        return TestLedger.criteria(areaCode);
      }
    },

    /** An order has one group; what the group is of stands for the area codes of others. */
    DIDWW {
      private static final String BERLIN = "b6d9d793-578d-42d3-bc33-73dd8155e615";
      private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

      @Override
      NumberProvider provider(Sandbox sandbox) {
        return DidwwProvider.of(
            account("didww", sandbox.didwwBaseUrl()),
            new DidwwTerms("USD", Overcommit.REFUSE),
            new LocalTurns(2_000),
            LIMITS,
            new SimpleMeterRegistry(),
            CLOCK);
      }

      @Override
      GroupCriteria criteria(String areaCode) {
        boolean isSold = !areaCode.equals("299") && !areaCode.equals("000");
        return GroupCriteria.ofItem(
            "DE", "Local", OrderMethod.ITEMS, OrderItem.ofSku(isSold ? BERLIN : UNKNOWN));
      }
    };

    private static final OutageLimits LIMITS = new OutageLimits(1_000, Duration.ofMinutes(5));

    private static ProviderAccount account(String name, URI baseUrl) {
      return new ProviderAccount(name, baseUrl, () -> "KEY-1", 2_000, Duration.ofSeconds(5));
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    abstract NumberProvider provider(Sandbox sandbox);

    /** Nobody sells numbers of 299 and 000. */
    abstract GroupCriteria criteria(String areaCode);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Placing placing(Run run) {
    var properties =
        new SubmissionProperties(
            4, Duration.ofMillis(300), Duration.ofSeconds(5), OnAbsent.RESEND, 10, 1_000);
    return new Submission(orders, ledger.chosenNumbers(), properties, CLOCK)
        .placing(run, account -> provider, new AccountStops(new TestControl()));
  }

  private void fault(String... faults) {
    controlApi
        .post()
        .uri("/faults")
        .contentType(MediaType.APPLICATION_JSON)
        .body("[" + String.join(",", faults) + "]")
        .retrieve()
        .toBodilessEntity();
  }

  private String onCreate(String fault, double probability, int times) {
    return """
    {"provider":"%s","operation":"create_order","fault":"%s","probability":%s,"times":%d}\
    """
        .formatted(at.label(), fault, probability, times);
  }

  private Map<String, Integer> references() {
    String books = controlApi.get().uri("/books").retrieve().body(String.class);
    JsonNode references =
        JsonMapper.shared().readTree(books).required(at.label()).required("references");
    Map<String, Integer> counts = new LinkedHashMap<>();
    references.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
    return counts;
  }

  private Run planned(List<List<String>> areaCodesOfOrders) {
    Run run = ledger.run();
    var echo = new TelnyxEcho();
    List<StagedGroup> groups = new ArrayList<>();
    for (int order = 0; order < areaCodesOfOrders.size(); order++) {
      for (String areaCode : areaCodesOfOrders.get(order)) {
        GroupCriteria criteria = at.criteria(areaCode);
        int row = groups.size() + 1;
        groups.add(
            new StagedGroup(
                row,
                row + 1,
                null,
                criteria,
                row % 5 + 1,
                null,
                OrderSettings.NONE,
                new UUID(0, order),
                at == At.TELNYX ? echo.echoed(criteria) : 0,
                at == At.TELNYX ? echo.hidden(criteria) : 0));
      }
    }
    ledger.stage(run, groups, List.of());
    return ledger.planAll(run);
  }

  private static List<List<String>> orders(int count) {
    List<List<String>> orders = new ArrayList<>();
    for (int order = 0; order < count; order++) {
      orders.add(List.of(order % 2 == 0 ? "312" : "415", "206"));
    }
    return orders;
  }

  private void assertPlacedOnceByTheBooks(Run run) {
    List<ProviderOrder> placed =
        orders.of(run.id()).stream().filter(order -> order.state() != OrderState.REJECTED).toList();
    assertThat(placed).extracting(ProviderOrder::state).containsOnly(OrderState.ACCEPTED);
    Map<String, Integer> references = references();
    assertThat(references).containsOnlyKeys(placed.stream().map(ProviderOrder::reference).toList());
    assertThat(references.values()).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop_after_commit",
        "drop_before_commit",
        "status_503_after_commit",
        "status_500",
        "malformed_body",
        "redirect_307"
      })
  void an_order_with_an_unclear_outcome_is_placed_once(String fault) {
    Run run = planned(orders(6));
    fault(onCreate(fault, 1, 3));
    Placing placing = placing(run);

    placing.place(() -> false);

    assertThat(placing.isDone()).isTrue();
    assertPlacedOnceByTheBooks(run);
  }

  @Test
  void a_throttled_order_is_placed_once_later() {
    Run run = planned(orders(3));
    fault(
        """
        {"operation":"create_order","fault":"status_429","times":2,"retry_after":1}\
        """);

    placing(run).place(() -> false);

    assertPlacedOnceByTheBooks(run);
  }

  @Test
  void every_order_is_placed_once_in_a_storm_of_faults_and_lists_that_lag() {
    Run run = planned(orders(40));
    fault(
        onCreate("drop_after_commit", 0.2, 100),
        onCreate("drop_before_commit", 0.2, 100),
        onCreate("status_503_after_commit", 0.2, 100),
        """
        {"operation":"create_order","fault":"list_lag","probability":0.3,"delay_ms":100}\
        """);

    placing(run).place(() -> false);

    assertPlacedOnceByTheBooks(run);
  }

  @Test
  void a_culprit_without_a_pointer_is_found_and_all_other_groups_are_ordered_once() {
    List<String> areaCodes = new ArrayList<>(Arrays.asList("312", "415", "206", "303", "617"));
    areaCodes.addAll(List.copyOf(areaCodes));
    areaCodes.set(6, "299");
    Run run = planned(List.of(areaCodes));
    int culprit = 7 % 5 + 1;

    placing(run).place(() -> false);

    assertPlacedOnceByTheBooks(run);
    RunFigures.Numbers numbers = ledger.runs().figures(run.id()).numbers();
    assertThat(numbers.rejected()).isEqualTo(culprit);
    assertThat(numbers.pending()).isEqualTo(numbers.requested() - culprit);
  }

  @Test
  void a_culprit_that_the_provider_points_at_costs_itself_and_at_most_one_more_order() {
    Run run = planned(List.of(List.of("312", "000", "206")));

    placing(run).place(() -> false);

    assertPlacedOnceByTheBooks(run);
    assertThat(orders.of(run.id())).hasSize(at == At.TELNYX ? 2 : 3);
    assertThat(ledger.runs().figures(run.id()).numbers().rejected()).isEqualTo(3);
  }
}
