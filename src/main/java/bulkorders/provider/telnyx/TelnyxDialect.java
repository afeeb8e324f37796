package bulkorders.provider.telnyx;

import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RequestedNumber;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.Dialect;
import bulkorders.provider.http.ErrorDocument;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** How Telnyx API v2 is spoken to, and what its codes mean. */
final class TelnyxDialect implements Dialect {

  /** Codes that Telnyx gives also when the order may have been taken. */
  private static final Set<String> UNCLEAR_CODES =
      Set.of("10007", "10008", "10012", "10036", "10037");

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

  private final String account;

  /**
   * @param account name of the account in this program
   */
  TelnyxDialect(String account) {
    this.account = account;
  }

  @Override
  public String provider() {
    return "Telnyx";
  }

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public void authenticate(HttpHeaders headers, String key) {
    headers.setBearerAuth(key);
  }

  @Override
  public boolean isUnclear(ErrorDocument document) {
    return anyCode(document, UNCLEAR_CODES);
  }

  @Override
  public Placement accepted(int status, JsonNode document, OrderRequest order) {
    JsonNode data = document.path("data");
    String id = data.path("id").stringValue("");
    if (!AnswerParser.isProviderId(id)) {
      return new Placement.Ambiguous("HTTP " + status + " without a readable id of the order");
    }
    JsonNode answered = data.path("customer_reference");
    boolean isTold = !answered.isMissingNode() && !answered.isNull();
    if (isTold && !answered.stringValue("").equals(order.reference())) {
      return new Placement.Ambiguous("HTTP " + status + " with another order's reference");
    }
    return new Placement.Accepted(id);
  }

  @Override
  public Refusal refusal(
      int status,
      ErrorDocument document,
      String text,
      @Nullable Duration retryAfter,
      @Nullable OrderRequest order) {
    boolean namesNumbers = order != null && order.method().namesNumbers();
    Kind kind = namesNumbers ? kindOfNamed(status, document) : kind(status, document);
    return switch (kind) {
      case STOP -> Refusal.of(kind, stop(status, document, text));
      case PASSING, UNREACHED ->
          new Refusal(kind, "Telnyx refused for now (" + text + ")", null, false, retryAfter);
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
    if (document.errors().stream().allMatch(TelnyxDialect::isGone)) {
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
      return "Telnyx refused the key of account " + account + shown + keyAdvice() + again;
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

  @Override
  public String keyAdvice() {
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
}
