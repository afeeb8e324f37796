package bulkorders.sandbox;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The providers' official SDKs for Node, unchanged, work against the sandbox. Installs them from
 * npm, so it runs with {@code mvn -Psdk test} only.
 */
class SdkRun {

  private static final String SECRET = "hush";

  private final SandboxOptions options =
      SandboxOptions.defaults().withPace(Duration.ofMillis(200)).withDidwwCallbackSecret(SECRET);

  @Test
  void thatOfTelnyx() throws Exception {
    NodeSdk sdk = NodeSdk.install("telnyx", "ci");
    try (Sandbox sandbox = Sandbox.start(options)) {
      sdk.test(Map.of("TELNYX_BASE_URL", sandbox.telnyxBaseUrl().toString()));
    }
  }

  /** The package may be another one, such as a file that was built from the SDK's sources. */
  @Test
  void thatOfDidww() throws Exception {
    NodeSdk sdk =
        NodeSdk.install("didww", "install", System.getProperty("sdk.didww", "@didww/sdk@3.1.0"));
    try (Sandbox sandbox = Sandbox.start(options)) {
      sdk.test(
          Map.of(
              "DIDWW_BASE_URL",
              sandbox.didwwBaseUrl().toString(),
              "DIDWW_CALLBACK_SECRET",
              SECRET));
    }
  }
}
