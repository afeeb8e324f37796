package bulkorders.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of accounts that stand in the environment, as {@code BULK_ORDERS_ACCOUNTS_EAST_APIKEY}
 * for {@code bulk-orders.accounts.east.api-key}. Spring would look for other names: it cannot know
 * where in a variable the name of an account ends.
 */
final class AccountVariables {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "BULK_ORDERS_ACCOUNTS_([A-Z0-9_]+?)_(PROVIDER|BASE_?URL|API_?KEY_?FILE|API_?KEY|CURRENCY|REQUESTS_?PER_?SECOND)");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PROVIDER", "provider",
          "BASEURL", "base-url",
          "APIKEYFILE", "api-key-file",
          "APIKEY", "api-key",
          "CURRENCY", "currency",
          "REQUESTSPERSECOND", "requests-per-second");

  private AccountVariables() {}

  /** The settings, by their names. */
  static Map<String, Object> settings(Map<String, String> environment) {
    Map<String, Object> settings = new LinkedHashMap<>();
    environment.forEach(
        (variable, value) -> {
          Matcher matcher = VARIABLE.matcher(variable);
          if (matcher.matches()) {
            String account = matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
            String setting = SETTINGS.get(matcher.group(2).replace("_", ""));
            settings.put("bulk-orders.accounts.%s.%s".formatted(account, setting), value);
          }
        });
    return settings;
  }
}
