package bulkorders.job;

/** Another process compares the account with the ledger. */
public final class AccountBusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AccountBusyException(String account) {
    super("account %s is being reconciled by another process; wait for its end".formatted(account));
  }
}
