package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleSendHttpTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.org/v2",
        "ftp://api.example.org/v2",
        "https:///v2",
        "https://user:secret@api.example.org/v2",
        "https://api.example.org/v2?key=secret",
        "https://api.example.org/v2#top"
      })
  void refusesABaseUrlThatCannotBeOneWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> SingleSendHttp.create(URI.create(url), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "TRUE", "yes"})
  void refusesToStartWhereJavaIsToldToSendTwice(String value) {
    String name = "jdk.httpclient.enableAllMethodRetry";
    System.setProperty(name, value);
    try {
      assertThatThrownBy(
              () ->
                  SingleSendHttp.create(
                      URI.create("https://api.example.org/v2"), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(name);
    } finally {
      System.clearProperty(name);
    }
  }

  @Test
  void letsABodyLeaveOnceWhoeverAsksAgain() throws IOException {
    GuardedBody body = new GuardedBody("order".getBytes(StandardCharsets.UTF_8), () -> {});
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();

    body.writeTo(first);
    assertThatThrownBy(() -> body.writeTo(second)).isInstanceOf(IOException.class);

    assertThat(first.toString(StandardCharsets.UTF_8)).isEqualTo("order");
    assertThat(second.size()).isZero();
    assertThat(body.close()).isFalse();
  }

  @Test
  void letsNothingLeaveOnceClosed() {
    GuardedBody body = new GuardedBody("order".getBytes(StandardCharsets.UTF_8), () -> {});
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(body.close()).isTrue();
    assertThatThrownBy(() -> body.writeTo(out)).isInstanceOf(IOException.class);
    assertThat(out.size()).isZero();
  }
}
