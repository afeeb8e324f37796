package bulkorders.sandbox.didww;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values were computed with {@code openssl dgst -sha1 -hmac}. */
class CallbackSignatureTests {

  private static final String SECRET = "sandbox-secret-1";

  private static SortedMap<String, String> parameters(String status) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("type", "orders");
    parameters.put("id", "0f0e0d0c-0b0a-4908-8706-050403020100");
    parameters.put("status", status);
    return parameters;
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, completed, 87277b53462eb4d58116d270e13f2f10d1114243",
    "http://127.0.0.1:80/cb, completed, 87277b53462eb4d58116d270e13f2f10d1114243",
    "https://ops:pw@localhost/a/b?x=1&y=%20z#frag, canceled,"
        + " 35354ab6f8661e730ad07400708cfe8e7ebb8748",
    "http://127.0.0.1:8085, completed, 76bd58ee706b77fe7a9dae21ddf3154f92539bb5",
  })
  void aFormIsSignedWithTheUrlItGoesTo(String url, String status, String signature) {
    assertThat(CallbackSignature.of(SECRET, URI.create(url), parameters(status)))
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8085/cb, a8d2669fa3c1796a277cea46f44dc9179a02f793",
    "http://127.0.0.1:8085/cb?opaque=123#top, cb7db6762a6f30f12c71d2b973aec568ca9139a1",
  })
  void aQueryIsSignedAsPartOfTheUrlAndOnceMore(String url, String signature) {
    SortedMap<String, String> parameters = parameters("completed");
    URI called = CallbackSignature.with(URI.create(url), parameters);

    assertThat(CallbackSignature.of(SECRET, called, parameters)).isEqualTo(signature);
  }

  @Test
  void parametersGoBetweenTheQueryAndTheFragment() {
    assertThat(
            CallbackSignature.with(
                URI.create("http://127.0.0.1/cb?opaque=1%202#top"), parameters("completed")))
        .hasToString(
            "http://127.0.0.1/cb?opaque=1%202&id=0f0e0d0c-0b0a-4908-8706-050403020100"
                + "&status=completed&type=orders#top");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, true",
    "https://localhost:8443/, true",
    "http://[::1]:80/, true",
    "http://192.0.2.1/, false",
    "http://127.0.0.1.example.com/, false",
    "http://localhost@192.0.2.1/, false",
    "http:///cb, false",
  })
  void callbacksStayOnThisMachine(String url, boolean stays) {
    assertThat(Callback.staysHere(URI.create(url))).isEqualTo(stays);
  }
}
