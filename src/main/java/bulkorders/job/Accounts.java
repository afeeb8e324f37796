package bulkorders.job;

import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The accounts that orders can be placed with, by name. A client is made when its account is first
 * used.
 */
public final class Accounts implements AccountProviders {

  private final Map<String, Supplier<NumberProvider>> clients;
  private final Map<String, NumberProvider> used = new ConcurrentHashMap<>();

  /**
   * @param clients makes the client of each account; may throw {@link AccountUnusableException}
   */
  public Accounts(Map<String, Supplier<NumberProvider>> clients) {
    this.clients = Map.copyOf(clients);
  }

  /** The names of all accounts. */
  public Set<String> names() {
    return clients.keySet();
  }

  /**
   * The client of an account.
   *
   * @throws AccountUnusableException when there is no such account, or it cannot be used as it is
   *     configured
   */
  @Override
  public NumberProvider of(String account) {
    Supplier<NumberProvider> client = clients.get(account);
    if (client == null) {
      throw new AccountUnusableException(
          "there is no account %s; configured: %s".formatted(account, clients.keySet()));
    }
    return used.computeIfAbsent(account, name -> client.get());
  }
}
