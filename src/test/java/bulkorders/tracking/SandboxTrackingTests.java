package bulkorders.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.StagedGroup;
import bulkorders.ledger.TestLedger;
import bulkorders.provider.AccountStops;
import bulkorders.provider.LocalTurns;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Placement;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.telnyx.TelnyxProvider;
import bulkorders.run.TestControl;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Orders with a number order for each of many groups, followed over HTTP. */
@Timeout(90)
class SandboxTrackingTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final int GROUPS = 1_000;
  private static final Clock CLOCK = Clock.systemUTC();

  private final Orders orders = ledger.orders();
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO).withSeed(System.nanoTime()));
  private final NumberProvider provider =
      TelnyxProvider.of(
          new ProviderAccount(
              "telnyx", sandbox.telnyxBaseUrl(), () -> "KEY-1", 10_000, Duration.ofSeconds(20)),
          new LocalTurns(10_000),
          new OutageLimits(1_000, Duration.ofMinutes(5)),
          new SimpleMeterRegistry(),
          CLOCK);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** A run with one order, which the sandbox has; each of its groups asks for one number. */
  private Run placed() {
    Run run = ledger.run();
    List<StagedGroup> groups =
        LongStream.rangeClosed(1, GROUPS)
            .mapToObj(
                row ->
                    new StagedGroup(
                        row,
                        row + 1,
                        null,
                        TestLedger.criteria("312"),
                        1,
                        null,
                        OrderSettings.NONE,
                        new UUID(0, 0),
                        1,
                        0))
            .toList();
    ledger.stage(run, groups, List.of());
    Run planned = ledger.planAll(run);
    ProviderOrder sent = orders.claim(run.id(), "telnyx", "me").orElseThrow();
    Placement placement =
        provider.place(
            new OrderRequest(sent.reference(), sent.settings(), orders.groupsOf(sent.id())),
            () -> {});
    orders.accepted(sent, ((Placement.Accepted) placement).providerOrderId());
    return planned;
  }

  private ProviderOrder followed(Run run) {
    var properties =
        new TrackingProperties(
            Duration.ofMillis(5), Duration.ofMillis(40), 2, Duration.ofDays(3), Duration.ofDays(1));
    new Tracking(orders, ledger.progress(), ledger.references(), ledger.parts(), properties, CLOCK)
        .follow(
            run,
            account -> provider,
            new AccountStops(new TestControl()),
            () -> false,
            () -> false);
    return orders.of(run.id()).get(0);
  }

  @Test
  void an_order_with_a_thousand_number_orders_takes_a_handful_of_requests() {
    Run run = placed();
    long before = provider.calls();

    ProviderOrder order = followed(run);

    assertThat(order.state()).isEqualTo(OrderState.COMPLETED);
    assertThat(order.numbersInService()).isEqualTo(GROUPS);
    assertThat(provider.calls() - before).as("the order and four pages").isEqualTo(5);
  }

  @Test
  void number_orders_that_no_list_shows_are_read_by_id() {
    RestClient.create(sandbox.controlUrl().toString())
        .post()
        .uri("/faults")
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            """
            [{"provider":"telnyx","operation":"create_order","fault":"list_lag","delay_ms":3600000}]
            """)
        .retrieve()
        .toBodilessEntity();
    Run run = placed();
    long before = provider.calls();

    ProviderOrder order = followed(run);

    assertThat(order.state()).isEqualTo(OrderState.COMPLETED);
    assertThat(order.numbersInService()).isEqualTo(GROUPS);
    assertThat(provider.calls() - before)
        .as("the order, an empty page, and each number order")
        .isEqualTo(2 + GROUPS);
  }
}
