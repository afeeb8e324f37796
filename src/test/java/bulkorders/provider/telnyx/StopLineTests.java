package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.telnyx.Samples.error;
import static bulkorders.provider.telnyx.Samples.local;
import static bulkorders.provider.telnyx.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bulkorders.provider.Placement;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.SendGuard;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stops an account: one line that says what happened, and what to do. */
class StopLineTests {

  private static final SendGuard FREE = () -> {};

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();

  private static TelnyxProvider provider(URI baseUrl) {
    return Samples.provider(
        Samples.account(baseUrl, Duration.ofSeconds(20)),
        new SimpleMeterRegistry(),
        new ArrayList<>());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "402 | 20100 | account telnyx has no funds | add money at Telnyx",
        "422 | 20100 | account telnyx has no funds | add money at Telnyx",
        "402 | 99999 | account telnyx has no funds | add money at Telnyx",
        "403 | 20012 | account telnyx is inactive, as it is without funds | add money at Telnyx, or"
            + " have it enabled",
        "401 | 10009 | refused the key of account telnyx | set TELNYX_API_KEY",
        "401 | 20002 | refused the key of account telnyx | set TELNYX_API_KEY",
        "403 | 20013 | takes no orders from account telnyx | have the account enabled or verified",
        "403 | 10038 | takes no orders from account telnyx | have the account enabled or verified",
      })
  void refused_as_a_whole(int status, String code, String what, String advice) {
    telnyx.otherwise(request -> status(status, error(code, "Telnyx's words")));
    TelnyxProvider provider = provider(telnyx.baseUrl());
    Consumer<String> isOneLine =
        reason ->
            assertThat(reason)
                .hasLineCount(1)
                .contains(what, "%d %s Telnyx's words".formatted(status, code), advice)
                .endsWith("then run the same command again");

    assertThat(provider.place(order(local("312")), FREE))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> {
              assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP);
              isOneLine.accept(refused.refusal().reason());
            });
    assertThatExceptionOfType(ProviderUnavailableException.class)
        .isThrownBy(() -> provider.read("id", "reference", order(local("312")).groups()))
        .satisfies(e -> isOneLine.accept(e.reason()));
    assertThat(telnyx.received()).as("nothing is tried again").hasSize(2);
  }

  @Test
  void a_host_that_nobody_knows() {
    URI nowhere = URI.create("https://nowhere.invalid/v2");
    isUnreached(provider(nowhere), "nowhere.invalid: no such host is known", "check the base URL");
  }

  @Test
  void nobody_who_listens() throws IOException {
    URI nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/v2");
    }
    isUnreached(provider(nobody), "connection refused", "check the base URL and the network");
  }

  @Test
  void a_server_that_does_not_speak_tls() {
    URI plain = URI.create("https://127.0.0.1:" + telnyx.baseUrl().getPort() + "/v2");
    telnyx.otherwise(request -> status(400, ""));
    isUnreached(provider(plain), "TLS", "check the base URL");
  }

  private static void isUnreached(TelnyxProvider provider, String... words) {
    assertThatExceptionOfType(ProviderUnavailableException.class)
        .isThrownBy(() -> provider.lookFor(reference -> true))
        .satisfies(
            e ->
                assertThat(e.reason())
                    .hasLineCount(1)
                    .contains(words)
                    .contains("account telnyx gives no usable answer since", "6 requests in a row")
                    .endsWith("run the same command again when it answers")
                    .doesNotContain("Exception"));
    // Nothing more is sent, whatever asks.
    assertThat(provider.place(order(local("312")), FREE))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.STOP));
    assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(provider::untilTurn);
  }

  @ParameterizedTest
  @CsvSource({"200", "302", "404"})
  void another_server_where_the_api_should_be(int status) {
    telnyx.otherwise(request -> status(status, "<html>Welcome</html>"));
    assertThatExceptionOfType(ProviderUnavailableException.class)
        .isThrownBy(() -> provider(telnyx.baseUrl()).lookFor(reference -> true))
        .satisfies(
            e ->
                assertThat(e.reason())
                    .hasLineCount(1)
                    .contains("127.0.0.1:" + telnyx.baseUrl().getPort(), "check the base URL"));
  }

  @Test
  void orders_that_get_no_clear_answer_stop_though_lists_are_read() {
    telnyx.otherwise(
        request ->
            request.method().equals("POST")
                ? status(503, "")
                : status(200, "{\"data\":[],\"meta\":{\"total_results\":0}}"));
    TelnyxProvider provider = provider(telnyx.baseUrl());
    provider.lookFor(reference -> true);
    for (int order = 0; order < 10; order++) {
      assertThat(provider.place(order(local("312")), FREE)).isInstanceOf(Placement.Ambiguous.class);
      if (order < 9) {
        provider.lookFor(reference -> true);
      }
    }
    assertThatExceptionOfType(ProviderUnavailableException.class)
        .isThrownBy(provider::untilTurn)
        .withMessageContaining("no clear answer to orders")
        .withMessageContaining("10 orders in a row, the last: HTTP 503");
    assertThat(telnyx.posts()).isEqualTo(10);
  }
}
