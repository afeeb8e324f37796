package bulkorders.provider.telnyx;

import static bulkorders.provider.telnyx.Samples.CLOCK;
import static bulkorders.provider.telnyx.Samples.KEY;
import static bulkorders.provider.telnyx.Samples.error;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Redaction;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.http.AnswerClassifier;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;

class AnswerClassifierTests {

  private static final int GROUPS = 5;

  private final AnswerClassifier classifier =
      new AnswerClassifier(
          new TelnyxDialect("telnyx"),
          Samples.account(URI.create("https://api.telnyx.com/v2"), Duration.ofSeconds(60)),
          new Redaction(() -> KEY),
          CLOCK);

  private Placement answer(int status, String body) {
    return classifier.answer(
        status, new HttpHeaders(), body.getBytes(StandardCharsets.UTF_8), order(GROUPS));
  }

  private static OrderRequest order(int groups) {
    return Samples.order(
        Stream.generate(() -> Samples.local("312")).limit(groups).toArray(GroupCriteria[]::new));
  }

  private Refusal refusal(int status, String body) {
    assertThat(answer(status, body)).isInstanceOf(Placement.Refused.class);
    return ((Placement.Refused) answer(status, body)).refusal();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void acceptsEverySuccessWithAnId(int status) {
    assertThat(answer(status, "{\"data\":{\"id\":\"a-1\",\"customer_reference\":null}}"))
        .isEqualTo(new Placement.Accepted("a-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"data\"",
        "{}",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":{}}",
        "{\"data\":{\"id\":null}}",
        "{\"data\":{\"id\":\"\"}}",
        "{\"data\":{\"id\":\" \"}}",
        "{\"data\":{\"id\":17}}",
        "{\"data\":{\"id\":{\"id\":\"a\"}}}",
        "{\"data\":{\"id\":\"../a\"}}",
        "{\"id\":\"a-1\"}",
        "{\"data\":{\"id\":\"a-1\"",
        "{\"data\":{\"id\":\"a-1\"}} {",
        "<html>ok</html>",
        "{\"data\":{\"id\":\"a-1\",\"customer_reference\":\"another\"}}",
        "{\"data\":{\"id\":\"a-1\",\"customer_reference\":17}}",
        "{\"data\":{\"id\":\"a-1\",\"customer_reference\":false}}",
        "{\"data\":{\"id\":\"a-1\",\"customer_reference\":[]}}",
        "{\"data\":{\"id\":\"a-1\",\"customer_reference\":{}}}",
        "{\"data\":{\"id\":\"a-1\\u0000\"}}",
      })
  void doesNotTrustASuccessThatCannotBeRead(String body) {
    assertThat(answer(200, body)).isInstanceOf(Placement.Ambiguous.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "<html>Forbidden</html>",
        "{\"errors\":null}",
        "{\"errors\":[]}",
        "{\"errors\":{}}",
        "{\"errors\":[\"10015\"]}",
        "{\"errors\":[{}]}",
        "{\"errors\":[{\"code\":10015}]}",
        "{\"errors\":[{\"code\":\"\"}]}",
        "{\"errors\":[{\"code\":null,\"title\":\"Bad request\"}]}",
        "{\"errors\":[{\"code\":\"10015\"},{\"title\":\"x\"}]}",
        "{\"errors\":[{\"status\":\"429\"}]}",
        "{\"errors\":[{\"code\":\"10015\"}]",
        "{\"errors\":[{\"code\":\"10015\"}]}<html>",
        "{\"error\":\"invalid\"}",
      })
  void doesNotTrustAForeignRefusal(String body) {
    for (int status : List.of(400, 401, 402, 403, 404, 409, 413, 422, 451, 499)) {
      assertThat(answer(status, body)).isInstanceOf(Placement.Ambiguous.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10007", "10008", "10012", "10036", "10037"})
  void doesNotTrustCodesThatMayComeAfterTheOrderWasTaken(String code) {
    for (int status : List.of(400, 401, 409, 422, 429)) {
      assertThat(answer(status, error(code, "x"))).isInstanceOf(Placement.Ambiguous.class);
      assertThat(answer(status, "{\"errors\":[{\"code\":\"10015\"},{\"code\":\"" + code + "\"}]}"))
          .isInstanceOf(Placement.Ambiguous.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {100, 204, 300, 301, 302, 304, 307, 308, 408, 425, 500, 501, 502, 503, 504, 599})
  void doesNotTrustOtherStatusesWhateverTheBody(int status) {
    for (String code : List.of("10009", "10011", "10015", "20100", "85001")) {
      assertThat(answer(status, error(code, "x"))).isInstanceOf(Placement.Ambiguous.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, 10009, STOP",
    "403, 10010, STOP",
    "401, 20001, STOP",
    "401, 20002, STOP",
    "403, 20003, STOP",
    "401, 20006, STOP",
    "401, 20008, STOP",
    "403, 20012, STOP",
    "403, 20013, STOP",
    "403, 20014, STOP",
    "422, 20015, STOP",
    "403, 20016, STOP",
    "422, 20017, STOP",
    "402, 20100, STOP",
    "403, 20100, STOP",
    "422, 20100, STOP",
    "400, 10038, STOP",
    "422, 10039, STOP",
    "401, 99999, STOP",
    "403, 99999, STOP",
    "402, 99999, STOP",
    "402, 10015, STOP",
    "429, 20100, STOP",
    "429, 10011, PASSING",
    "400, 10011, PASSING",
    "429, 99999, PASSING",
    "409, 10035, PASSING",
    "422, 10035, PASSING",
    "400, 10015, CONTENT",
    "404, 10005, CONTENT",
    "409, 85001, CONTENT",
    "422, 85004, CONTENT",
    "422, 10027, CONTENT",
    "403, 10004, CONTENT",
    "401, 10033, CONTENT",
    "400, 99999, CONTENT",
    "405, 10030, CONTENT",
    "422, text_code, CONTENT"
  })
  void judgesByCodeFirst(int status, String code, Kind kind) {
    assertThat(refusal(status, error(code, "a title")).kind()).isEqualTo(kind);
    assertThat(refusal(status, error(code, "a title")).reason())
        .contains(String.valueOf(status), code, "a title");
  }

  @Test
  void stopsWhenOneOfSeveralErrorsDoes() {
    assertThat(refusal(422, "{\"errors\":[{\"code\":\"10015\"},{\"code\":\"20100\"}]}").kind())
        .isEqualTo(Kind.STOP);
  }

  @Test
  void understandsTheShortFormOfARefusedRate() {
    assertThat(refusal(429, "{\"errors\":[{\"status\":\"429\",\"title\":\"slow\"}]}").kind())
        .isEqualTo(Kind.PASSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ordering_groups/3/count_requested",
        "/ordering_groups/3",
        "ordering_groups[3]",
        "ordering_groups[3].locality",
        "ordering_groups.3.locality",
        "/body/ordering_groups/3",
        "body.ordering_groups[3]",
        "$.ordering_groups[3]",
        "/ordering_groups/3/customer_reference",
      })
  void findsTheGroupThatIsPointedAt(String place) {
    for (String name : List.of("pointer", "parameter")) {
      Refusal refusal =
          refusal(
              422,
              "{\"errors\":[{\"code\":\"10033\",\"source\":{\"%s\":\"%s\"}}]}"
                  .formatted(name, place));
      assertThat(refusal.group()).isEqualTo(3);
      assertThat(refusal.orderLevel()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ordering_groups",
        "/ordering_groups/5",
        "/ordering_groups/99999999999",
        "/ordering_groups/-1",
        "/ordering_groups/x",
        "/my_ordering_groups/3",
        "/phone_numbers",
        "",
      })
  void pointsAtNothingWhenThePointerIsOfNoUse(String place) {
    Refusal refusal =
        refusal(
            422, "{\"errors\":[{\"code\":\"10033\",\"source\":{\"pointer\":\"" + place + "\"}}]}");
    assertThat(refusal.group()).isNull();
    assertThat(refusal.orderLevel()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/connection_id",
        "messaging_profile_id",
        "/body/billing_group_id",
        "customer_reference",
      })
  void knowsWhatHoldsForTheWholeOrder(String place) {
    Refusal refusal =
        refusal(
            422, "{\"errors\":[{\"code\":\"10015\",\"source\":{\"pointer\":\"" + place + "\"}}]}");
    assertThat(refusal.orderLevel()).isTrue();
    assertThat(refusal.group()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"85004", "85005"})
  void knowsCodesThatConcernTheWholeOrder(String code) {
    assertThat(refusal(422, error(code, "x")).orderLevel()).isTrue();
  }

  static Stream<Throwable> neverConnected() {
    return Stream.of(
        new ConnectException(),
        new HttpConnectTimeoutException("slow"),
        new NoRouteToHostException(),
        new UnknownHostException("host"),
        new SSLHandshakeException("certificate"),
        new ConnectException().initCause(new UnresolvedAddressException()));
  }

  @ParameterizedTest
  @MethodSource("neverConnected")
  void knowsThatNothingWasReachedByWhatNeverLeft(Throwable cause) {
    ResourceAccessException failure =
        new ResourceAccessException("I/O error", new IOException(cause));

    assertThat(classifier.failure(failure, true))
        .isInstanceOfSatisfying(
            Placement.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.UNREACHED));
    assertThat(classifier.failure(failure, false)).isInstanceOf(Placement.Ambiguous.class);
  }

  static Stream<Arguments> brokenConnections() {
    return Stream.of(
            new EOFException(),
            new SocketException("Connection reset"),
            new HttpTimeoutException("request timed out"),
            new IOException("HTTP/1.1 header parser received no bytes"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void doesNotTrustABrokenConnection(IOException cause) {
    for (boolean noByteLeft : new boolean[] {true, false}) {
      assertThat(classifier.failure(new ResourceAccessException("I/O error", cause), noByteLeft))
          .isInstanceOf(Placement.Ambiguous.class);
    }
  }

  @Test
  void takesOverHowLongToWait() {
    HttpHeaders headers = new HttpHeaders();
    headers.set("x-ratelimit-reset", "3");
    Placement placement =
        classifier.answer(
            429, headers, error("10011", "x").getBytes(StandardCharsets.UTF_8), order(1));

    assertThat(((Placement.Refused) placement).refusal().retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void keepsReasonsFreeOfWhatCannotBeWrittenDown() {
    String fox = "\ud83e\udd8a";
    for (String title :
        List.of("a\\u0000b\\ud83ec\\udd8a", fox.repeat(400), "x" + fox.repeat(400))) {
      Placement placement = answer(422, error("10015", title));

      assertThat(placement.toString()).doesNotContain("\0");
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(placement.toString())).isTrue();
    }
  }

  @Test
  void keepsReasonsOnOneShortLineWithoutTheKey() {
    String reason =
        refusal(
                422,
                "{\"errors\":[{\"code\":\"10015\",\"title\":\"a\\nb\\u001b[31m\",\"detail\":\""
                    + KEY
                    + "x".repeat(5_000)
                    + "\"}]}")
            .reason();

    assertThat(reason).doesNotContain(KEY).hasSizeLessThan(600).doesNotContainPattern("\\p{Cntrl}");
  }
}
