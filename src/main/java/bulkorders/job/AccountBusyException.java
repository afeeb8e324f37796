package bulkorders.job;

import org.jspecify.annotations.Nullable;

/** Another process compares the account with the ledger, or follows the same orders. */
public final class AccountBusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private AccountBusyException(String message) {
    super(message);
  }

  static AccountBusyException reconciled(String account) {
    return new AccountBusyException(
        "account %s is being reconciled by another process; wait for its end".formatted(account));
  }

  /**
   * @param account the only one whose orders are followed, null for all
   */
  static AccountBusyException followed(@Nullable String account) {
    return new AccountBusyException(
        "the orders of %s are being followed by another process; end that first, or leave it to it"
            .formatted(account == null ? "all accounts" : "account " + account));
  }
}
