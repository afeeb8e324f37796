package bulkorders.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the ledger at the end of a command.
 *
 * @param readAt when that was
 * @param surplus orders that the provider has beyond those that were wanted
 * @param lastSuccess when the last run of each job came to its end
 */
public record LedgerState(
    Instant readAt, List<Account> accounts, long surplus, Map<String, Instant> lastSuccess) {

  private static final String FILE = "ledger";

  public LedgerState {
    accounts = List.copyOf(accounts);
    lastSuccess = Map.copyOf(lastSuccess);
  }

  /**
   * The open orders of an account.
   *
   * @param byState how many there are in each state, also where there are none
   * @param oldest when the oldest was placed, null when none is open
   */
  public record Account(
      String name, Map<String, Long> byState, long uncertain, @Nullable Instant oldest) {

    public Account {
      byState = Map.copyOf(byState);
    }
  }

  /** Replaces {@code ledger.prom} in a folder. */
  public void writeTo(Path folder) throws IOException {
    TextFile.replace(folder, FILE, exposition());
  }

  String exposition() {
    var gauges = new Gauges();
    gauges.add(MetricNames.LEDGER_READ_TIMESTAMP_SECONDS, readAt.getEpochSecond());
    gauges.add(MetricNames.UNCERTAIN_ORDERS, accounts.stream().mapToLong(Account::uncertain).sum());
    gauges.add(MetricNames.SURPLUS_ORDERS, surplus);
    lastSuccess.forEach(
        (job, at) ->
            gauges.add(
                MetricNames.LAST_SUCCESS_TIMESTAMP_SECONDS,
                at.getEpochSecond(),
                MetricNames.BATCH_JOB,
                job));
    accounts.forEach(account -> add(gauges, account));
    return gauges.exposition();
  }

  private static void add(Gauges gauges, Account account) {
    account
        .byState()
        .forEach(
            (state, orders) ->
                gauges.add(
                    MetricNames.ORDERS_OPEN,
                    orders,
                    MetricNames.ACCOUNT,
                    account.name(),
                    MetricNames.STATE,
                    state));
    if (account.oldest() != null) {
      gauges.add(
          MetricNames.OLDEST_OPEN_ORDER_TIMESTAMP_SECONDS,
          account.oldest().getEpochSecond(),
          MetricNames.ACCOUNT,
          account.name());
    }
  }
}
