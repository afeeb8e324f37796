package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.drop;
import static bulkorders.provider.http.ProviderStandIn.halfOf;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.silence;
import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.http.ProviderStandIn.trickle;
import static bulkorders.provider.telnyx.Samples.KEY;
import static bulkorders.provider.telnyx.Samples.REFERENCE;
import static bulkorders.provider.telnyx.Samples.error;
import static bulkorders.provider.telnyx.Samples.local;
import static bulkorders.provider.telnyx.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.SendGuard;
import bulkorders.provider.SendHeldBackException;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PlacingTests {

  private static final SendGuard FREE = () -> {};
  private static final String ACCEPTED =
      "{\"data\":{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"customer_reference\":\""
          + REFERENCE
          + "\",\"ordering_groups\":[]}}";

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Long> slept = new ArrayList<>();

  private TelnyxProvider provider(Duration timeout) {
    return Samples.provider(Samples.account(telnyx.baseUrl(), timeout), registry, slept);
  }

  private Placement place() {
    return provider(Duration.ofSeconds(20)).place(order(local("312")), FREE);
  }

  @Test
  void acceptsWhatTelnyxAccepts() {
    telnyx.then(ok(ACCEPTED));

    assertThat(place()).isEqualTo(new Placement.Accepted("3c90c3cc-0d44-4b50-8888-8dd25736052a"));
    assertThat(telnyx.posts()).isEqualTo(1);
    assertThat(telnyx.last().path()).isEqualTo("/v2/inexplicit_number_orders");
    assertThat(telnyx.last().headers()).containsEntry("authorization", "Bearer " + KEY);
    assertThat(telnyx.last().headers()).containsEntry("content-type", "application/json");
    assertThat(telnyx.last().headers()).doesNotContainKey("idempotency-key");
  }

  @Test
  void sendsEveryFieldThatIsSet() {
    telnyx.then(ok(ACCEPTED));
    GroupCriteria full =
        new GroupCriteria(
            "US",
            "local",
            "312",
            "IL",
            "Chicago",
            List.of("sms", "voice"),
            "555",
            "00",
            "7",
            false,
            true,
            "never");
    GroupCriteria tollFree =
        new GroupCriteria(
            "CA", "toll_free", null, null, null, List.of(), null, null, null, true, null, null);
    OrderRequest order =
        new OrderRequest(
            REFERENCE,
            new OrderSettings("346789098765567", "abc85f64", "86f58db9", "the user's own"),
            List.of(new RequestedGroup(0, full, 50), new RequestedGroup(1, tollFree, 3)));

    provider(Duration.ofSeconds(20)).place(order, FREE);

    assertThat(telnyx.last().body())
        .isEqualTo(
            "{\"ordering_groups\":[{\"country_iso\":\"US\",\"count_requested\":\"50\","
                + "\"phone_number_type\":\"local\",\"national_destination_code\":\"312\","
                + "\"administrative_area\":\"IL\",\"locality\":\"Chicago\","
                + "\"features\":[\"sms\",\"voice\"],\"strategy\":\"never\","
                + "\"phone_number\":{\"starts_with\":\"555\",\"ends_with\":\"00\","
                + "\"contains\":\"7\"},\"quickship\":false,\"exclude_held_numbers\":true},"
                + "{\"country_iso\":\"CA\",\"count_requested\":\"3\","
                + "\"phone_number_type\":\"toll_free\",\"quickship\":true}],"
                + "\"connection_id\":\"346789098765567\",\"messaging_profile_id\":\"abc85f64\","
                + "\"billing_group_id\":\"86f58db9\",\"customer_reference\":\""
                + REFERENCE
                + "\"}");
  }

  @Test
  void sendsNothingAgainAfterADroppedAnswer() {
    telnyx.then(drop()).otherwise(request -> ok(ACCEPTED));

    assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.posts()).isEqualTo(1);
    assertThat(slept).isEmpty();
  }

  @Test
  void sendsNothingAgainAfterADropOnAConnectionThatWasKeptAlive() {
    telnyx.then(ok(ACCEPTED)).then(drop()).otherwise(request -> ok(ACCEPTED));
    TelnyxProvider provider = provider(Duration.ofSeconds(20));

    assertThat(provider.place(order(local("312")), FREE)).isInstanceOf(Placement.Accepted.class);
    assertThat(provider.place(order(local("312")), FREE)).isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.connections()).isEqualTo(1);
    assertThat(telnyx.posts()).isEqualTo(2);
  }

  @Test
  void sendsNothingAgainAfterHalfABody() {
    telnyx.then(halfOf(200, ACCEPTED)).otherwise(request -> ok(ACCEPTED));

    assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.posts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308, 401, 407, 408, 425, 429, 500, 502, 503, 504})
  void sendsNothingAgainWhateverTheStatus(int status) throws IOException {
    try (ProviderStandIn elsewhere = new ProviderStandIn()) {
      telnyx
          .then(
              status(
                  status,
                  "",
                  "Location: " + elsewhere.baseUrl() + "/inexplicit_number_orders",
                  "Retry-After: 0",
                  "WWW-Authenticate: Basic realm=\"x\"",
                  "Proxy-Authenticate: Basic realm=\"x\""))
          .otherwise(request -> ok(ACCEPTED));

      assertThat(place()).isInstanceOf(Placement.Ambiguous.class);
      assertThat(telnyx.posts()).isEqualTo(1);
      assertThat(elsewhere.received()).isEmpty();
      assertThat(slept).isEmpty();
    }
  }

  @Test
  void refusesForNowWhatTelnyxRefusesForNow() {
    telnyx
        .then(status(429, error("10011", "Too many requests"), "Retry-After: 7"))
        .otherwise(request -> ok(ACCEPTED));

    assertThat(place())
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.PASSING);
              assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
    assertThat(telnyx.posts()).isEqualTo(1);
  }

  @Test
  void givesUpAnAnswerThatDoesNotCome() {
    telnyx.then(silence());

    assertThat(provider(Duration.ofMillis(300)).place(order(local("312")), FREE))
        .isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.posts()).isEqualTo(1);
  }

  @Test
  void givesUpAnAnswerThatTrickles() {
    telnyx.then(trickle());

    assertThat(provider(Duration.ofMillis(300)).place(order(local("312")), FREE))
        .isInstanceOf(Placement.Ambiguous.class);
    assertThat(telnyx.posts()).isEqualTo(1);
  }

  @Test
  void knowsThatNothingLeftWhenNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/v2");
    }
    TelnyxProvider provider =
        Samples.provider(Samples.account(nobody, Duration.ofSeconds(20)), registry, slept);

    assertThat(provider.place(order(local("312")), FREE))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.UNREACHED));
  }

  @Test
  void asksTheGuardOnceWhenTheConnectionStandsAndTheBodyHasNotLeft() {
    telnyx.then(ok(ACCEPTED));
    AtomicInteger asked = new AtomicInteger();
    SendGuard guard =
        () -> {
          asked.incrementAndGet();
          await().until(() -> telnyx.connections() == 1);
          assertThat(telnyx.received()).isEmpty();
        };

    assertThat(provider(Duration.ofSeconds(20)).place(order(local("312")), guard))
        .isInstanceOf(Placement.Accepted.class);
    assertThat(asked).as("before the first byte and before the last").hasValue(2);
  }

  @Test
  void leavesNoCompleteRequestWhenTheGuardHoldsBack() {
    SendGuard guard =
        () -> {
          throw new SendHeldBackException("11 s since the intent");
        };

    assertThat(provider(Duration.ofSeconds(20)).place(order(local("312")), guard))
        .isEqualTo(new Placement.HeldBack("11 s since the intent"));
    await().until(() -> telnyx.received().size() == 1);
    assertThat(telnyx.last().complete()).isFalse();
    assertThat(telnyx.last().body()).isEmpty();
  }

  @Test
  void leavesNoCompleteRequestWhenTheGuardHoldsTheLastByteBack() {
    AtomicInteger asked = new AtomicInteger();
    SendGuard guard =
        () -> {
          if (asked.incrementAndGet() == 2) {
            throw new SendHeldBackException("11 s since the intent");
          }
        };

    assertThat(provider(Duration.ofSeconds(20)).place(order(local("312")), guard))
        .isInstanceOf(Placement.Ambiguous.class);
    await().until(() -> telnyx.received().size() == 1);
    assertThat(telnyx.last().complete()).isFalse();
  }

  @Test
  void holdsBackWhenTheGuardBreaks() {
    SendGuard guard =
        () -> {
          throw new IllegalStateException("the lock's connection is closed");
        };

    assertThat(provider(Duration.ofSeconds(20)).place(order(local("312")), guard))
        .isEqualTo(new Placement.HeldBack("the lock's connection is closed"));
  }

  @Test
  void letsNothingLeaveAfterItGaveUpWaitingForTheGuard() throws InterruptedException {
    telnyx.otherwise(request -> ok(ACCEPTED));
    CountDownLatch givenUp = new CountDownLatch(1);
    CountDownLatch passed = new CountDownLatch(1);
    SendGuard slow =
        () -> {
          boolean waiting = true;
          while (waiting) {
            try {
              givenUp.await();
              waiting = false;
            } catch (InterruptedException e) {
              // as deaf as a database call can be
            }
          }
          passed.countDown();
        };

    Placement placement = provider(Duration.ofMillis(300)).place(order(local("312")), slow);
    givenUp.countDown();
    passed.await();

    assertThat(placement).isInstanceOf(Placement.Ambiguous.class);
    await().until(() -> telnyx.received().size() == 1);
    assertThat(telnyx.last().complete()).isFalse();
  }

  @Test
  void holdsBackWhenInterruptedBeforeItsTurn() {
    Thread.currentThread().interrupt();

    assertThat(place()).isInstanceOf(Placement.HeldBack.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(telnyx.received()).isEmpty();
  }

  @Test
  void neverTellsTheKey(CapturedOutput output) {
    telnyx.then(
        status(
            401,
            "{\"errors\":[{\"code\":\"10009\",\"title\":\"Authentication failed\",\"detail\":"
                + "\"The key "
                + KEY
                + " (Authorization: Bearer "
                + KEY
                + ") is unknown\"}]}"));

    Placement placement = place();

    assertThat(placement.toString())
        .contains("set TELNYX_API_KEY", "10009 Authentication failed")
        .doesNotContain(KEY);
    assertThat(output.getAll()).doesNotContain(KEY);
    assertThat(registry.getMetersAsString()).doesNotContain(KEY);
  }

  @Test
  void neverTellsAKeyThatCameWithALineEnd() {
    ProviderAccount account =
        new ProviderAccount(
            "telnyx", telnyx.baseUrl(), () -> KEY + "\n", 5_000, Duration.ofSeconds(20));
    telnyx.then(status(422, error("10015", "not for " + KEY)));

    assertThat(Samples.provider(account, registry, slept).place(order(local("312")), FREE))
        .asString()
        .contains("10015 not for ***")
        .doesNotContain(KEY);
    assertThat(telnyx.last().headers()).containsEntry("authorization", "Bearer " + KEY);
  }

  @Test
  void refusesToSendWithoutAKey() {
    ProviderAccount account =
        new ProviderAccount(
            "backup",
            telnyx.baseUrl(),
            () -> {
              throw new IllegalStateException("no such file");
            },
            5_000,
            Duration.ofSeconds(20));

    assertThat(Samples.provider(account, registry, slept).place(order(local("312")), FREE))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "KEY secret", "KEY\nsecret", "schlüssel"})
  void refusesAKeyThatCannotBeOneWithoutTellingIt(String key) {
    ProviderAccount account =
        new ProviderAccount("telnyx", telnyx.baseUrl(), () -> key, 5_000, Duration.ofSeconds(20));

    assertThat(Samples.provider(account, registry, slept).place(order(local("312")), FREE))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP);
              assertThat(refused.refusal().reason())
                  .contains("set TELNYX_API_KEY")
                  .doesNotContain("secret", "schlüssel");
            });
    assertThat(telnyx.received()).isEmpty();
  }
}
