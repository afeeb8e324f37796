package bulkorders.provider.telnyx;

import bulkorders.provider.NoAnswer;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Redaction;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedNumber;
import bulkorders.provider.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what an answer of Telnyx, or its absence, means for an order. Whatever is neither a clear
 * yes nor Telnyx's own clear no is ambiguous.
 */
final class AnswerClassifier {

  /** Codes that Telnyx gives also when the order may have been taken. */
  private static final Set<String> UNCLEAR_CODES =
      Set.of("10007", "10008", "10012", "10036", "10037");

  /** 408 and 425 come from whatever stands in between, and say nothing of what lies behind. */
  private static final Set<Integer> UNCLEAR_STATUSES = Set.of(408, 425);

  private static final Set<String> KEY_CODES =
      Set.of("10009", "20001", "20002", "20003", "20006", "20008");
  private static final Set<String> FUNDS_CODES = Set.of("20100");

  /** Telnyx's own words: the account is inactive, and may be out of funds. */
  private static final String INACTIVE_CODE = "20012";

  private static final Set<String> ACCOUNT_CODES =
      Set.of("10010", "10038", "10039", INACTIVE_CODE, "20013", "20014", "20015", "20016", "20017");
  private static final Set<String> PASSING_CODES = Set.of("10011", "10035");
  private static final Set<String> CONTENT_CODES =
      Set.of(
          "10001", "10002", "10004", "10005", "10006", "10015", "10016", "10017", "10023", "10026",
          "10027", "10030", "10031", "10032", "10033", "85000", "85001", "85002", "85003", "85004",
          "85005", "85006", "85007", "85008");
  private static final String GONE_CODE = "85001";
  private static final String RESERVED_CODE = "85006";
  private static final String NOT_SEARCHED_CODE = "85000";
  private static final String BAD_REQUEST_CODE = "10015";

  /** How a bad request says that a number was taken by somebody else. */
  private static final Pattern GONE_WORDS =
      Pattern.compile(
          "\\b(no longer|not available|unavailable|already|taken|reserved)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> ORDER_LEVEL_CODES = Set.of("85004", "85005");

  private static final Pattern GROUP_PLACE =
      Pattern.compile("^(?:.*[/.])?ordering_groups(?:[/.]|\\[)([0-9]{1,6})(?:[/.\\]].*)?$");
  private static final Pattern ORDER_LEVEL_PLACE =
      Pattern.compile(
          "^(?:.*[/.])?"
              + "(?:connection_id|messaging_profile_id|billing_group_id|customer_reference)"
              + "(?:[/.\\[].*)?$");

  private static final ObjectReader WHOLE_DOCUMENT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final String account;
  private final NoAnswer noAnswer;
  private final Redaction redaction;
  private final Clock clock;
  private final boolean isDiscreet;

  AnswerClassifier(TelnyxAccount account, Redaction redaction, Clock clock) {
    this(
        account.name(),
        new NoAnswer(account.baseUrl(), account.requestTimeout(), redaction),
        redaction,
        clock,
        false);
  }

  private AnswerClassifier(
      String account, NoAnswer noAnswer, Redaction redaction, Clock clock, boolean isDiscreet) {
    this.account = account;
    this.noAnswer = noAnswer;
    this.redaction = redaction;
    this.clock = clock;
    this.isDiscreet = isDiscreet;
  }

  /** The same, but it leaves out what an error says in detail: it may repeat what was sent. */
  AnswerClassifier discreet() {
    return new AnswerClassifier(account, noAnswer, redaction, clock, true);
  }

  /**
   * What the answer to an order's POST means.
   *
   * @param order what was sent
   */
  Placement answer(int status, HttpHeaders headers, byte[] body, OrderRequest order) {
    if (status >= 200 && status < 300) {
      return accepted(status, body, order.reference());
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
  Placement failure(Throwable failure, boolean noByteLeft) {
    String reason = noAnswer.because(failure);
    return noByteLeft && NoAnswer.neverConnected(failure)
        ? new Placement.Refused(Refusal.of(Kind.UNREACHED, reason))
        : new Placement.Ambiguous(reason);
  }

  /**
   * Telnyx's own refusal in an answer; empty when the answer is anything else.
   *
   * @param order what was sent, null for anything but an order
   */
  Optional<Refusal> refusal(
      int status, HttpHeaders headers, byte[] body, @Nullable OrderRequest order) {
    if (status < 400 || status >= 500 || UNCLEAR_STATUSES.contains(status)) {
      return Optional.empty();
    }
    return ErrorDocument.in(status, body)
        .filter(document -> !anyCode(document, UNCLEAR_CODES))
        .map(document -> refusal(status, headers, document, order));
  }

  /** One line on an answer that is not the one hoped for. */
  String describe(int status, byte[] body) {
    return ErrorDocument.in(status, body)
        .map(document -> "HTTP " + status + ": " + text(document))
        .orElseGet(() -> describeForeign(status));
  }

  private String describeForeign(int status) {
    String what = "HTTP " + status + " without an error document of Telnyx";
    if (status >= 300 && status < 400) {
      return noAnswer.foreign("HTTP " + status + ", a redirect, which is not followed,");
    }
    return status == HttpStatus.NOT_FOUND.value() ? noAnswer.foreign(what) : what;
  }

  /** One line on a success that is no JSON. */
  String describeUnreadable() {
    return noAnswer.foreign("an answer that is not readable JSON");
  }

  /** One line on why no answer came, or not all of it. */
  String describe(Throwable failure) {
    return noAnswer.because(failure);
  }

  private Placement accepted(int status, byte[] body, String reference) {
    JsonNode data;
    try {
      data = ((JsonNode) WHOLE_DOCUMENT.readValue(body)).path("data");
    } catch (JacksonException e) {
      return new Placement.Ambiguous("HTTP " + status + " with a body that cannot be read");
    }
    String id = data.path("id").stringValue("");
    if (!AnswerParser.isProviderId(id)) {
      return new Placement.Ambiguous("HTTP " + status + " without a readable id of the order");
    }
    JsonNode answered = data.path("customer_reference");
    boolean isTold = !answered.isMissingNode() && !answered.isNull();
    if (isTold && !answered.stringValue("").equals(reference)) {
      return new Placement.Ambiguous("HTTP " + status + " with another order's reference");
    }
    return new Placement.Accepted(id);
  }

  private Refusal refusal(
      int status, HttpHeaders headers, ErrorDocument document, @Nullable OrderRequest order) {
    boolean namesNumbers = order != null && order.method().namesNumbers();
    Kind kind = namesNumbers ? kindOfNamed(status, document) : kind(status, document);
    String text = status + " " + text(document);
    return switch (kind) {
      case STOP -> Refusal.of(kind, stop(status, document, text));
      case PASSING, UNREACHED -> {
        Duration retryAfter = RetryAfter.in(headers, clock);
        yield new Refusal(kind, "Telnyx refused for now (" + text + ")", null, false, retryAfter);
      }
      case CONTENT -> {
        boolean orderLevel = orderLevel(document);
        Integer group =
            orderLevel || order == null
                ? null
                : namesNumbers ? groupOfNumber(document, order) : group(document, order);
        yield new Refusal(kind, "Telnyx refused (" + text + ")", group, orderLevel, null);
      }
      case GONE, NOT_SEARCHED ->
          new Refusal(
              kind,
              "Telnyx refused (" + text + ")",
              null,
              false,
              null,
              order == null ? Set.of() : NamedNumbers.in(document, order));
    };
  }

  private static Kind kind(int status, ErrorDocument document) {
    if (anyCode(document, KEY_CODES)
        || anyCode(document, FUNDS_CODES)
        || anyCode(document, ACCOUNT_CODES)) {
      return Kind.STOP;
    }
    if (anyCode(document, PASSING_CODES) || status == 429) {
      return Kind.PASSING;
    }
    boolean forbidding = status == 401 || status == 403;
    if (status == 402 || (forbidding && !anyCode(document, CONTENT_CODES))) {
      return Kind.STOP;
    }
    return Kind.CONTENT;
  }

  /** An order that names numbers can be refused for what has become of them meanwhile. */
  private static Kind kindOfNamed(int status, ErrorDocument document) {
    Kind kind = kind(status, document);
    if (kind != Kind.CONTENT) {
      return kind;
    }
    if (document.errors().stream().allMatch(AnswerClassifier::isGone)) {
      return Kind.GONE;
    }
    return document.errors().stream().allMatch(fault -> isGone(fault) || isNotSearched(fault))
        ? Kind.NOT_SEARCHED
        : Kind.CONTENT;
  }

  private static boolean isNotSearched(ErrorDocument.Fault fault) {
    return fault.code().equals(NOT_SEARCHED_CODE);
  }

  /** Its own code, or a bad request that says so. */
  private static boolean isGone(ErrorDocument.Fault fault) {
    return fault.code().equals(GONE_CODE)
        || fault.code().equals(RESERVED_CODE)
        || (fault.code().equals(BAD_REQUEST_CODE)
            && GONE_WORDS.matcher(fault.title() + " " + fault.detail()).find());
  }

  private String stop(int status, ErrorDocument document, String text) {
    String shown = " (" + text + "): ";
    String again = ", then run the same command again";
    if (anyCode(document, KEY_CODES) || (status == 401 && !anyCode(document, ACCOUNT_CODES))) {
      return "Telnyx refused the key of account " + account + shown + keyAdvice(account) + again;
    }
    if (anyCode(document, FUNDS_CODES) || status == 402) {
      return "account " + account + " has no funds" + shown + "add money at Telnyx" + again;
    }
    if (anyCode(document, Set.of(INACTIVE_CODE))) {
      return "account "
          + account
          + " is inactive, as it is without funds"
          + shown
          + "add money at Telnyx, or have it enabled there"
          + again;
    }
    return "Telnyx takes no orders from account "
        + account
        + shown
        + "have the account enabled or verified at Telnyx"
        + again;
  }

  /** What to do about a key that is missing or refused. */
  static String keyAdvice(String account) {
    return account.equals("telnyx") ? "set TELNYX_API_KEY" : "set the right key of this account";
  }

  private static boolean anyCode(ErrorDocument document, Set<String> codes) {
    return document.errors().stream().anyMatch(fault -> codes.contains(fault.code()));
  }

  private static boolean orderLevel(ErrorDocument document) {
    return anyCode(document, ORDER_LEVEL_CODES)
        || document.errors().stream()
            .flatMap(fault -> fault.places().stream())
            .anyMatch(
                place ->
                    ORDER_LEVEL_PLACE.matcher(place).matches()
                        && !GROUP_PLACE.matcher(place).matches());
  }

  /** The group of the first number that is named; null when none is. */
  private static @Nullable Integer groupOfNumber(ErrorDocument document, OrderRequest order) {
    Set<String> named = NamedNumbers.in(document, order);
    return order.numbers().stream()
        .filter(number -> named.contains(number.phoneNumber()))
        .map(RequestedNumber::group)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Integer group(ErrorDocument document, OrderRequest order) {
    int groups = order.groups().size();
    OptionalInt first =
        document.errors().stream()
            .flatMap(fault -> fault.places().stream())
            .map(GROUP_PLACE::matcher)
            .filter(Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .filter(group -> group < groups)
            .findFirst();
    return first.isPresent() ? first.getAsInt() : null;
  }

  private String text(ErrorDocument document) {
    return redaction.of(
        document.errors().stream().limit(5).map(this::text).collect(Collectors.joining("; ")));
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
