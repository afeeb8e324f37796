package bulkorders.job;

import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that orders can be placed with, by name. The client of an account is made when it is
 * first used, after a look at whether it still is the same account.
 */
public final class Accounts implements AccountProviders {

  private final Map<String, ConfiguredAccount> configured;
  private final AccountCheck check;
  private final Map<String, NumberProvider> used = new ConcurrentHashMap<>();

  public Accounts(Collection<ConfiguredAccount> configured, AccountCheck check) {
    this.configured =
        configured.stream()
            .collect(
                Collectors.toMap(
                    ConfiguredAccount::name,
                    Function.identity(),
                    (first, second) -> first,
                    TreeMap::new));
    this.check = check;
  }

  /** The names of all accounts. */
  public Set<String> names() {
    return Set.copyOf(configured.keySet());
  }

  /** Whose account each is, by its name. */
  public Map<String, String> providers() {
    return configured.values().stream()
        .collect(Collectors.toMap(ConfiguredAccount::name, ConfiguredAccount::provider));
  }

  /** All accounts by name. */
  public List<ConfiguredAccount> all() {
    return List.copyOf(configured.values());
  }

  /**
   * The names of the accounts that have a key.
   *
   * @param provider whose accounts; null for all
   * @throws AccountUnusableException when none has one
   */
  public List<String> withKey(@Nullable String provider) {
    List<String> names =
        configured.values().stream()
            .filter(ConfiguredAccount::hasKey)
            .filter(account -> provider == null || account.provider().equals(provider))
            .map(ConfiguredAccount::name)
            .toList();
    if (names.isEmpty()) {
      throw new AccountUnusableException(
          "no account%s has a key: set TELNYX_API_KEY, DIDWW_API_KEY or that of another account, or a file (..._FILE) that holds it"
              .formatted(provider == null ? "" : " at " + provider));
    }
    return names;
  }

  /**
   * An account as it is configured.
   *
   * @throws AccountUnusableException when there is no such account
   */
  public ConfiguredAccount get(String name) {
    ConfiguredAccount account = configured.get(name);
    if (account == null) {
      throw new AccountUnusableException(
          "there is no account %s; configured: %s"
              .formatted(name, String.join(", ", configured.keySet())));
    }
    return account;
  }

  /**
   * The client of an account.
   *
   * @throws AccountUnusableException when there is no such account, it cannot be used as it is
   *     configured, or it may have become another one
   */
  @Override
  public NumberProvider of(String name) {
    ConfiguredAccount account = get(name);
    return used.computeIfAbsent(name, first -> open(account));
  }

  /**
   * Looks at all that can be known before anything is read: whether each key file can be used, and
   * whether this account can.
   *
   * @throws AccountUnusableException when one cannot
   */
  public void requireUsable(String name) {
    get(name);
    configured.values().forEach(ConfiguredAccount::requireKeyFile);
    of(name);
  }

  private NumberProvider open(ConfiguredAccount account) {
    String key = account.key().get();
    NumberProvider client = account.client().apply(unchanged(account, key));
    check.requireSame(account, key, client);
    return client;
  }

  /** Another key may be that of another account, which nobody has looked at yet. */
  private static Supplier<String> unchanged(ConfiguredAccount account, String checked) {
    return () -> {
      String key = account.key().get();
      if (!key.equals(checked)) {
        throw new AccountUnusableException(
            "account %s has another key than when this command began; the same command looks at it and goes on"
                .formatted(account.name()));
      }
      return key;
    };
  }
}
