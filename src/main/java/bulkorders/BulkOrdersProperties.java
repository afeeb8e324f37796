package bulkorders;

import static bulkorders.settings.UnusableSettingException.unless;

import bulkorders.intake.IntakeProperties;
import bulkorders.intake.RepeatProperties;
import bulkorders.planning.ItemOrders;
import bulkorders.planning.PlanningProperties;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Overcommit;
import bulkorders.provider.RateLimit;
import bulkorders.provider.SingleSendHttp;
import bulkorders.requirements.RequirementsProperties;
import bulkorders.settings.UnusableSettingException;
import bulkorders.stock.CatalogueProperties;
import bulkorders.submission.SubmissionProperties;
import bulkorders.tracking.TrackingProperties;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set under {@code bulk-orders}; an unknown name is an error.
 *
 * @param home folder for everything that is kept outside of the database
 * @param reports folder for reports, each in a folder of its run's number; below home by default
 * @param actor who is responsible for what this process does
 * @param telnyx the account {@code telnyx}
 * @param didww the account {@code didww}
 * @param repeat what inputs are compared with
 * @param accounts further accounts by name: lower-case letters, digits and hyphens
 * @param intake how inputs are read
 * @param planning how groups are packed into orders
 * @param submission how orders are placed
 * @param tracking how placed orders are followed
 * @param requirements how requirements are filled
 * @param catalogue how copies of catalogues are kept
 * @param outage how long an account may give no usable answer
 */
@ConfigurationProperties(prefix = "bulk-orders", ignoreUnknownFields = false)
public record BulkOrdersProperties(
    Path home,
    @Nullable Path reports,
    String actor,
    @DefaultValue Telnyx telnyx,
    @DefaultValue Didww didww,
    @DefaultValue RepeatProperties repeat,
    @DefaultValue Map<String, Account> accounts,
    @DefaultValue IntakeProperties intake,
    @DefaultValue PlanningProperties planning,
    @DefaultValue SubmissionProperties submission,
    @DefaultValue TrackingProperties tracking,
    @DefaultValue RequirementsProperties requirements,
    @DefaultValue CatalogueProperties catalogue,
    @DefaultValue OutageLimits outage) {

  /** The name of the account that {@code bulk-orders.telnyx} defines. */
  static final String TELNYX = "telnyx";

  /** The name of the account that {@code bulk-orders.didww} defines. */
  static final String DIDWW = "didww";

  private static final String TELNYX_URL = "https://api.telnyx.com/v2";
  private static final String DIDWW_URL = "https://api.didww.com/v3";
  private static final String DEFAULT_CURRENCY = "USD";

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern ACCOUNT_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /** Names that have settings of their own. */
  static final Set<String> TAKEN = Set.of(TELNYX, DIDWW);

  public BulkOrdersProperties {
    requireNames(accounts.keySet());
    accounts.forEach((name, account) -> account.requireUsable("bulk-orders.accounts." + name));
    accounts = Map.copyOf(accounts);
  }

  /** All accounts by name, {@code telnyx} and {@code didww} among them. */
  Map<String, Account> allAccounts() {
    Map<String, Account> all = new TreeMap<>(accounts);
    all.put(
        TELNYX,
        new Account(
            TELNYX,
            telnyx.baseUrl,
            telnyx.requestsPerSecond,
            telnyx.apiKey,
            telnyx.apiKeyFile,
            DEFAULT_CURRENCY));
    all.put(
        DIDWW,
        new Account(
            DIDWW,
            didww.baseUrl,
            didww.requestsPerSecond,
            didww.apiKey,
            didww.apiKeyFile,
            didww.currency));
    return all;
  }

  private static void requireNames(Set<String> names) {
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : new TreeSet<>(names)) {
      String taken = name.toLowerCase(Locale.ROOT);
      if (TAKEN.contains(taken)) {
        throw new UnusableSettingException(
            "two accounts of one name: bulk-orders.%s defines account %s, so bulk-orders.accounts.%s needs another name"
                .formatted(taken, taken, name));
      }
      String before = seen.put(name, name);
      if (before != null) {
        throw new UnusableSettingException(
            "two accounts of one name: bulk-orders.accounts.%s and bulk-orders.accounts.%s"
                .formatted(before, name));
      }
    }
    for (String name : seen.keySet()) {
      if (!ACCOUNT_NAME.matcher(name).matches()) {
        throw new UnusableSettingException(
            "setting bulk-orders.accounts.%s is no name of an account: expected up to 32 lower-case letters, digits and hyphens"
                .formatted(name));
      }
    }
  }

  /**
   * A further account.
   *
   * @param provider whose account it is: telnyx or didww
   * @param baseUrl where the API is; the provider's own by default
   * @param requestsPerSecond how many requests may leave per second, of all processes together
   * @param apiKey the key; usually given as BULK_ORDERS_ACCOUNTS_NAME_APIKEY
   * @param apiKeyFile a file that holds the key
   * @param currency ISO 4217 code of its money, where the provider does not tell it (DIDWW)
   */
  public record Account(
      @DefaultValue(TELNYX) String provider,
      @Nullable String baseUrl,
      @DefaultValue("10") double requestsPerSecond,
      @Nullable String apiKey,
      @Nullable String apiKeyFile,
      @DefaultValue(DEFAULT_CURRENCY) String currency) {

    /** Where the API is. */
    String url() {
      return baseUrl != null ? baseUrl : provider.equals(DIDWW) ? DIDWW_URL : TELNYX_URL;
    }

    private void requireUsable(String prefix) {
      unless(TAKEN.contains(provider), prefix + ".provider", provider, TELNYX + " or " + DIDWW);
      requireUrlAndRate(prefix, url(), requestsPerSecond);
      requireCurrency(prefix, currency);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Account[" + url() + "]";
    }
  }

  private static void requireUrlAndRate(String prefix, String baseUrl, double requestsPerSecond) {
    unless(
        SingleSendHttp.isUsable(baseUrl),
        prefix + ".base-url",
        withoutUser(baseUrl),
        SingleSendHttp.USABLE);
    unless(
        RateLimit.isPossible(requestsPerSecond),
        prefix + ".requests-per-second",
        requestsPerSecond,
        RateLimit.POSSIBLE);
  }

  private static void requireCurrency(String prefix, String currency) {
    unless(
        CURRENCY.matcher(currency).matches(),
        prefix + ".currency",
        currency,
        "the code of a currency such as USD");
  }

  /** A name and a password in the URL are not for the eyes of whoever reads a message. */
  private static String withoutUser(String url) {
    return url.replaceFirst("//[^/]*@", "//...@");
  }

  /**
   * The account {@code telnyx}.
   *
   * @param baseUrl where the API is
   * @param requestsPerSecond how many requests may leave per second, of all processes together
   * @param apiKey the API v2 key; usually given as TELNYX_API_KEY
   * @param apiKeyFile a file that holds the key; usually given as TELNYX_API_KEY_FILE
   */
  public record Telnyx(
      @DefaultValue(TELNYX_URL) String baseUrl,
      @DefaultValue("10") double requestsPerSecond,
      @Nullable String apiKey,
      @Nullable String apiKeyFile) {

    public Telnyx {
      requireUrlAndRate("bulk-orders.telnyx", baseUrl, requestsPerSecond);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Telnyx[" + baseUrl + "]";
    }
  }

  /**
   * The account {@code didww}.
   *
   * @param baseUrl where the API is; the provider has a sandbox of its own at another host
   * @param requestsPerSecond how many requests may leave per second, of all processes together
   * @param apiKey the API key; usually given as DIDWW_API_KEY
   * @param apiKeyFile a file that holds the key; usually given as DIDWW_API_KEY_FILE
   * @param currency ISO 4217 code of the account's money, which the provider does not tell
   * @param overcommit what becomes of orders that the balance cannot pay together with those that
   *     are not filled yet; of all accounts at DIDWW
   * @param groupsPerOrder most rows that share an order, of all accounts at DIDWW; see {@link
   *     ItemOrders}
   */
  public record Didww(
      @DefaultValue(DIDWW_URL) String baseUrl,
      @DefaultValue("10") double requestsPerSecond,
      @Nullable String apiKey,
      @Nullable String apiKeyFile,
      @DefaultValue(DEFAULT_CURRENCY) String currency,
      @DefaultValue("refuse") Overcommit overcommit,
      @DefaultValue("1") int groupsPerOrder) {

    public Didww {
      requireUrlAndRate("bulk-orders.didww", baseUrl, requestsPerSecond);
      requireCurrency("bulk-orders.didww", currency);
      unless(
          groupsPerOrder >= 1 && groupsPerOrder <= ItemOrders.MOST_GROUPS,
          "bulk-orders.didww.groups-per-order",
          groupsPerOrder,
          "1 to " + ItemOrders.MOST_GROUPS);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Didww[" + baseUrl + "]";
    }
  }
}
