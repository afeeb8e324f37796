package bulkorders.provider.didww;

import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.http.Dialect;
import bulkorders.provider.http.ErrorDocument;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** How DIDWW API 3 is spoken to, and what its errors mean. */
final class DidwwDialect implements Dialect {

  static final MediaType JSON_API = MediaType.parseMediaType("application/vnd.api+json");

  private static final Pattern ITEM_PLACE = Pattern.compile("^.*/items/([0-9]{1,6})(?:/.*)?$");
  private static final Pattern ORDER_LEVEL_PLACE =
      Pattern.compile(
          "^.*/(?:external_reference_id|callback_url|callback_method|allow_back_ordering)$");

  private final String account;
  private final String currency;
  private final Authentication authentication;
  private final ApiVersion version;

  /**
   * @param account name of the account in this program
   * @param currency of its money
   * @param version told of what answers say
   */
  DidwwDialect(String account, String currency, Authentication authentication, ApiVersion version) {
    this.account = account;
    this.currency = currency;
    this.authentication = authentication;
    this.version = version;
  }

  @Override
  public String provider() {
    return "DIDWW";
  }

  @Override
  public MediaType mediaType() {
    return JSON_API;
  }

  @Override
  public void authenticate(HttpHeaders headers, String key) {
    authentication.add(headers, key);
    headers.set("X-DIDWW-API-Version", ApiVersion.WANTED);
  }

  @Override
  public String keyAdvice() {
    return account.equals("didww") ? "set DIDWW_API_KEY" : "set the right key of this account";
  }

  /** What DIDWW refuses in its own words it has not done. */
  @Override
  public boolean isUnclear(ErrorDocument document) {
    return false;
  }

  @Override
  public Placement accepted(int status, JsonNode document, OrderRequest order) {
    version.note(document);
    AnsweredOrder answered = AnsweredOrder.of(document.path("data"), currency);
    if (answered.id().isEmpty()) {
      return new Placement.Ambiguous("HTTP " + status + " without a readable id of the order");
    }
    if (answered.reference() != null && !answered.reference().equals(order.reference())) {
      return new Placement.Ambiguous("HTTP " + status + " with another order's reference");
    }
    return new Placement.Accepted(answered.id(), answered.charge());
  }

  @Override
  public Refusal refusal(
      int status,
      ErrorDocument document,
      String text,
      @Nullable Duration retryAfter,
      @Nullable OrderRequest order) {
    String shown = " (" + text + ")";
    String again = ", then run the same command again";
    if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
      return new Refusal(Kind.PASSING, "DIDWW refused for now" + shown, null, false, retryAfter);
    }
    if (status == HttpStatus.UNAUTHORIZED.value()) {
      return stop(
          "DIDWW refused the key of account %s%s: %s; keys of DIDWW's own sandbox and of production are not the same%s"
              .formatted(account, shown, keyAdvice(), again));
    }
    if (status == HttpStatus.FORBIDDEN.value()) {
      return stop(
          "DIDWW lets the key of account %s not do this%s: it is read-only, or the account is locked; have it enabled at DIDWW, or %s%s"
              .formatted(account, shown, keyAdvice(), again));
    }
    if (isWithoutFunds(document)) {
      return stop(
          "account %s has not enough money%s%s: add money at DIDWW%s"
              .formatted(account, amounts(document), shown, again));
    }
    boolean orderLevel =
        places(document).stream().anyMatch(place -> ORDER_LEVEL_PLACE.matcher(place).matches());
    return new Refusal(
        Kind.CONTENT,
        "DIDWW refused" + shown,
        orderLevel || order == null ? null : group(document, order),
        orderLevel,
        null);
  }

  private static Refusal stop(String reason) {
    return Refusal.of(Kind.STOP, reason);
  }

  /** Version 2026-04-16 calls it balance, older ones funds. */
  private static boolean isWithoutFunds(ErrorDocument document) {
    return document.errors().stream()
        .map(fault -> String.valueOf(fault.title()).strip().toLowerCase(Locale.ROOT))
        .anyMatch(
            title -> title.equals("insufficient balance") || title.equals("insufficient funds"));
  }

  private String amounts(ErrorDocument document) {
    return document.errors().stream()
        .filter(fault -> fault.meta().containsKey("total_cost"))
        .findFirst()
        .map(
            fault ->
                ": the order costs %s %s, and %s are available"
                    .formatted(
                        fault.meta().get("total_cost"),
                        currency,
                        fault.meta().getOrDefault("available_balance", "fewer")))
        .orElse("");
  }

  private static List<String> places(ErrorDocument document) {
    return document.errors().stream().flatMap(fault -> fault.places().stream()).toList();
  }

  /** The group of the first item that is pointed at; a group may have several items. */
  private static @Nullable Integer group(ErrorDocument document, OrderRequest order) {
    List<ItemSplit.Share> items = ItemSplit.of(order.groups());
    return places(document).stream()
        .map(ITEM_PLACE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .filter(item -> item < items.size())
        .findFirst()
        .map(item -> items.get(item).group().position())
        .orElse(null);
  }
}
