package bulkorders.provider.http;

import bulkorders.provider.NoAnswer;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Redaction;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RetryAfter;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what an answer of a provider, or its absence, means for an order. Whatever is neither a
 * clear yes nor the provider's own clear no is ambiguous.
 */
public final class AnswerClassifier {

  /** 408 and 425 come from whatever stands in between, and say nothing of what lies behind. */
  private static final Set<Integer> UNCLEAR_STATUSES = Set.of(408, 425);

  private static final int FAULTS_SHOWN = 5;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Dialect dialect;
  private final NoAnswer noAnswer;
  private final Redaction redaction;
  private final Clock clock;
  private final boolean isDiscreet;

  /**
   * @param dialect the provider's own
   * @param redaction takes secrets out of what is shown
   * @param clock tells the time that dates in answers are compared with
   */
  public AnswerClassifier(
      Dialect dialect, ProviderAccount account, Redaction redaction, Clock clock) {
    this(
        dialect,
        new NoAnswer(account.baseUrl(), account.requestTimeout(), redaction),
        redaction,
        clock,
        false);
  }

  private AnswerClassifier(
      Dialect dialect, NoAnswer noAnswer, Redaction redaction, Clock clock, boolean isDiscreet) {
    this.dialect = dialect;
    this.noAnswer = noAnswer;
    this.redaction = redaction;
    this.clock = clock;
    this.isDiscreet = isDiscreet;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The same, but it leaves out what an error says in detail: it may repeat what was sent. */
  AnswerClassifier discreet() {
    return new AnswerClassifier(dialect, noAnswer, redaction, clock, true);
  }

  /**
   * What the answer to an order's POST means.
   *
   * @param order what was sent
   */
  public Placement answer(int status, HttpHeaders headers, byte[] body, OrderRequest order) {
    if (status >= 200 && status < 300) {
      return accepted(status, body, order);
    }
    if (status >= 400 && status < 500) {
      Optional<Refusal> refusal = refusal(status, headers, body, order);
      if (refusal.isPresent()) {
        return new Placement.Refused(refusal.get());
      }
    }
    return new Placement.Ambiguous(describe(status, body));
  }

  /**
   * What it means that no answer came, or not all of it.
   *
   * @param noByteLeft whether it is certain that no byte of the order's body left, nor ever will
   */
  public Placement failure(Throwable failure, boolean noByteLeft) {
    String reason = noAnswer.because(failure);
    return noByteLeft && NoAnswer.neverConnected(failure)
        ? new Placement.Refused(Refusal.of(Kind.UNREACHED, reason))
        : new Placement.Ambiguous(reason);
  }

  /**
   * The provider's own refusal in an answer; empty when the answer is anything else.
   *
   * @param order what was sent, null for anything but an order
   */
  public Optional<Refusal> refusal(
      int status, HttpHeaders headers, byte[] body, @Nullable OrderRequest order) {
    if (status < 400 || status >= 500 || UNCLEAR_STATUSES.contains(status)) {
      return Optional.empty();
    }
    return ErrorDocument.in(status, body)
        .filter(document -> !dialect.isUnclear(document))
        .map(
            document ->
                dialect.refusal(
                    status,
                    document,
                    status + " " + text(document),
                    RetryAfter.in(headers, clock),
                    order));
  }

  /** One line on an answer that is not the one hoped for. */
  public String describe(int status, byte[] body) {
    return ErrorDocument.in(status, body)
        .map(document -> "HTTP " + status + ": " + text(document))
        .orElseGet(() -> describeForeign(status));
  }

  private String describeForeign(int status) {
    String what = "HTTP " + status + " without an error document of " + dialect.provider();
    if (status >= 300 && status < 400) {
      return noAnswer.foreign("HTTP " + status + ", a redirect, which is not followed,");
    }
    return status == HttpStatus.NOT_FOUND.value() ? noAnswer.foreign(what) : what;
  }

  /** One line on a success that is no JSON. */
  public String describeUnreadable() {
    return noAnswer.foreign("an answer that is not readable JSON");
  }

  /** One line on why no answer came, or not all of it. */
  public String describe(Throwable failure) {
    return noAnswer.because(failure);
  }

  private Placement accepted(int status, byte[] body, OrderRequest order) {
    JsonNode document;
    try {
      document = AnswerParser.tree(JSON, new ByteArrayInputStream(body));
    } catch (JacksonException e) {
      return new Placement.Ambiguous("HTTP " + status + " with a body that cannot be read");
    }
    return document.isEmpty()
        ? new Placement.Ambiguous("HTTP " + status + " with a body that cannot be read")
        : dialect.accepted(status, document, order);
  }

  private String text(ErrorDocument document) {
    return redaction.of(
        document.errors().stream()
            .limit(FAULTS_SHOWN)
            .map(this::text)
            .collect(Collectors.joining("; ")));
  }

  private String text(ErrorDocument.Fault fault) {
    StringBuilder text = new StringBuilder(fault.code());
    if (fault.title() != null && !fault.title().isBlank()) {
      text.append(' ').append(fault.title());
    }
    if (!isDiscreet && fault.detail() != null && !fault.detail().isBlank()) {
      text.append(": ").append(fault.detail());
    }
    if (!fault.places().isEmpty()) {
      text.append(" at ").append(fault.places().get(0));
    }
    return text.toString().strip();
  }
}
