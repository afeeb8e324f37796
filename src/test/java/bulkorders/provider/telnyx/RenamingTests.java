package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RenamingTests {

  private static final String DONE =
      "{\"data\":{\"id\":\"n-1\",\"customer_reference\":\"PO \\\"4711\\\"\"}}";

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final List<Long> slept = new ArrayList<>();
  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          slept);

  @Test
  void sendsNothingButTheReference() {
    telnyx.then(ok(DONE));

    assertThat(provider.rename("n-1", "PO \"4711\"")).isEmpty();

    assertThat(telnyx.last().method()).isEqualTo("PATCH");
    assertThat(telnyx.last().path()).isEqualTo("/v2/number_orders/n-1");
    assertThat(telnyx.last().body()).isEqualTo("{\"customer_reference\":\"PO \\\"4711\\\"\"}");
    assertThat(telnyx.last().headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void triesAgainWhatPassesSinceRepeatingChangesNothing() {
    telnyx
        .then(status(503, "{}"))
        .then(status(429, "{\"errors\":[{\"code\":\"10011\"}]}"))
        .then(ok(DONE));

    assertThat(provider.rename("n-1", "PO")).isEmpty();

    assertThat(telnyx.received()).hasSize(3);
  }

  @Test
  void saysWhyTelnyxWouldNot() {
    telnyx.then(
        status(
            422,
            "{\"errors\":[{\"code\":\"10015\",\"title\":\"Bad\",\"detail\":\"it is locked\"}]}"));

    assertThat(provider.rename("n-1", "PO"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("it is locked"));
    assertThat(telnyx.received()).hasSize(1);
  }

  @Test
  void aRefusedKeyStopsTheRun() {
    telnyx.then(
        status(401, "{\"errors\":[{\"code\":\"10009\",\"title\":\"Authentication failed\"}]}"));

    assertThatThrownBy(() -> provider.rename("n-1", "PO"))
        .isInstanceOf(ProviderUnavailableException.class);
  }
}
