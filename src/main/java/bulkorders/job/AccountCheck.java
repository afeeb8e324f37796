package bulkorders.job;

import bulkorders.ledger.KnownAccount;
import bulkorders.ledger.KnownAccounts;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.NumberProvider;
import bulkorders.report.ReportSettings;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Notices that an account has another key or another URL than when it was last used: it may then be
 * another account, where nothing of ours is found and everything would be bought once more.
 */
@Component
public class AccountCheck {

  private final KnownAccounts known;
  private final boolean rehearsal;

  AccountCheck(KnownAccounts known, ReportSettings settings) {
    this.known = known;
    this.rehearsal = settings.rehearsal();
  }

  /**
   * Returns when the account is the one that it was, and takes over what changed about it.
   *
   * @param key the key that it is used with
   * @param provider the account, used with that key
   * @throws AccountUnusableException when it is not known to be the same one
   */
  void requireSame(ConfiguredAccount account, String key, NumberProvider provider) {
    if (rehearsal) {
      // The sandbox is another one each time, and nothing is bought there.
      return;
    }
    Optional<KnownAccount> before = known.find(account.name());
    if (before.isPresent() && isUnchanged(before.get(), account, key)) {
      return;
    }
    String change = before.map(was -> change(was, account)).orElse("is used for the first time");
    Optional<ProviderOrder> placed = known.lastPlaced(account.name());
    if (placed.isPresent()) {
      requireVisible(placed.get(), account, change, provider);
    } else if (before.isPresent()) {
      requireNothingUnclear(account, change);
    }
    remember(
        account,
        key,
        before.isPresent() ? "ACCOUNT_CHANGED" : "ACCOUNT_FIRST_USED",
        placed.map(order -> change + "; it shows order " + order.providerOrderId()).orElse(change));
  }

  /**
   * Takes an account over as it is configured, on a person's word.
   *
   * @return how many of its orders may or may not be at the provider; they will be looked for there
   */
  public int confirm(ConfiguredAccount account) {
    String key = account.key().get();
    String change =
        known
            .find(account.name())
            .filter(was -> !isUnchanged(was, account, key))
            .map(was -> change(was, account))
            .orElse("is as it was");
    remember(account, key, "ACCOUNT_CONFIRMED", change);
    return known.countUnclear(account.name());
  }

  private static boolean isUnchanged(KnownAccount was, ConfiguredAccount account, String key) {
    return was.baseUrl().equals(account.baseUrl().toString())
        && KeyMark.isOf(key, was.keySalt(), was.keyHmac());
  }

  private static String change(KnownAccount was, ConfiguredAccount account) {
    return was.baseUrl().equals(account.baseUrl().toString())
        ? "has another key"
        : "moved from %s to %s".formatted(was.baseUrl(), account.baseUrl());
  }

  private static void requireVisible(
      ProviderOrder placed, ConfiguredAccount account, String change, NumberProvider provider) {
    String id = Objects.requireNonNull(placed.providerOrderId());
    if (!provider.shows(placed.method(), id, placed.reference())) {
      throw new AccountUnusableException(
          "account %s %s, and order %s (%s), placed with it before, is not to be seen there: it may be another account, where everything would be bought again. Set the right key, or confirm it with: bulk-orders accounts confirm %s"
              .formatted(account.name(), change, placed.reference(), id, account.name()));
    }
  }

  private void requireNothingUnclear(ConfiguredAccount account, String change) {
    int unclear = known.countUnclear(account.name());
    if (unclear > 0) {
      throw new AccountUnusableException(
          "account %s %s, and %d of its orders may have been placed before: at another account they would not be found and be bought again. Set the right key, or confirm it with: bulk-orders accounts confirm %s"
              .formatted(account.name(), change, unclear, account.name()));
    }
  }

  private void remember(ConfiguredAccount account, String key, String event, String detail) {
    byte[] salt = KeyMark.newSalt();
    known.remember(
        account.name(),
        account.provider(),
        account.baseUrl().toString(),
        salt,
        KeyMark.of(key, salt),
        event,
        detail);
  }
}
