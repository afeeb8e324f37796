package bulkorders.submission;

import bulkorders.ledger.Committed;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.Balance;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.Overcommit;
import bulkorders.run.RunStoppedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the orders of an account within what it can pay, where the provider looks at each order
 * alone. Balance and ledger are asked now and then; what this process sends in between is added up.
 * Used by several workers at once.
 */
final class Funds {

  private static final Logger log = LoggerFactory.getLogger(Funds.class);
  private static final long ASKED_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final String account;
  private final String owner;
  private final Orders orders;
  private final NumberProvider provider;
  private final LongSupplier nanoTime;
  private final Overcommit overcommit;
  private final Map<Long, BigDecimal> sent = new HashMap<>();

  private @Nullable Reading reading;
  private boolean warned;

  private record Reading(@Nullable Balance balance, BigDecimal committed, long nanos) {}

  /**
   * @param owner the name under which this process sends orders
   */
  Funds(
      String account, String owner, Orders orders, NumberProvider provider, LongSupplier nanoTime) {
    this.account = account;
    this.owner = owner;
    this.orders = orders;
    this.provider = provider;
    this.nanoTime = nanoTime;
    this.overcommit = provider.overcommit();
  }

  /**
   * Sets money aside for an order that is about to be sent.
   *
   * @return why it must not be sent, empty when it may
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not tell its
   *     balance
   */
  synchronized Optional<String> shortFor(ProviderOrder order) {
    if (overcommit == Overcommit.ALLOW) {
      return Optional.empty();
    }
    Reading read = reading;
    if (read == null || nanoTime.getAsLong() - read.nanos >= ASKED_EVERY_NANOS) {
      read = read();
      reading = read;
    }
    BigDecimal cost = orders.expectedCost(order);
    Balance balance = read.balance;
    if (balance == null) {
      return Optional.empty();
    }
    BigDecimal available = balance.available() == null ? balance.balance() : balance.available();
    sent.remove(order.id());
    BigDecimal pending = sent.values().stream().reduce(read.committed, BigDecimal::add);
    if (pending.add(cost).compareTo(available) <= 0) {
      sent.put(order.id(), cost);
      return Optional.empty();
    }
    String reason =
        "account %s has %s %s, its orders that are not filled yet take %s, and order %s takes %s"
            .formatted(
                account,
                money(available),
                balance.currency(),
                money(pending),
                order.reference(),
                money(cost));
    if (overcommit == Overcommit.WARN) {
      warn(reason);
      sent.put(order.id(), cost);
      return Optional.empty();
    }
    return Optional.of(reason);
  }

  private void warn(String reason) {
    if (!warned) {
      log.warn("{}; the provider may cancel orders that it cannot charge for", reason);
      warned = true;
    }
  }

  /** The stop that follows from a shortage. */
  static RunStoppedException stop(String reason) {
    return new RunStoppedException(
        reason
            + ", so it was not sent: the provider looks at each order alone. Put money on the"
            + " account, or set bulk-orders.didww.overcommit=warn, then launch the run again");
  }

  /**
   * The balance first: what is charged in between counts twice rather than not at all. Orders that
   * other workers have in hand are counted as they were when they were looked at here.
   */
  private Reading read() {
    Balance balance = provider.balance().orElse(null);
    Committed committed = orders.committed(account, owner);
    sent.keySet().retainAll(committed.beingSent());
    return new Reading(balance, committed.amount(), nanoTime.getAsLong());
  }

  private static String money(BigDecimal amount) {
    return "%,.2f".formatted(amount);
  }
}
