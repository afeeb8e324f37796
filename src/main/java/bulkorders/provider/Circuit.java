package bulkorders.provider;

import bulkorders.run.PeoplesTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges from the requests of one account whether it is there at all, for everybody in this process
 * who works with it. While it is not, one request after each pause asks again, and the pauses
 * widen; an answer ends that. When the {@linkplain OutageLimits limits} are reached the circuit
 * opens, and stays open: nothing more is sent until another command begins.
 *
 * <p>A usable answer is any that the provider's API gave itself, refusals included. Requests under
 * way at the same time fail together: they count as one.
 *
 * <p>Thread-safe.
 */
public final class Circuit {

  /** What a request is for. */
  public enum Kind {
    /** It places an order. */
    ORDER,
    /** It reads, or sets something to a value. */
    OTHER
  }

  private static final Logger log = LoggerFactory.getLogger(Circuit.class);

  private final String account;
  private final OutageLimits limits;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private boolean answeredEver;
  private int inARow;

  /** Reading may work where placing does not, so that its answers do not end this count. */
  private int ordersInARow;

  private long failedFirst;
  private long failedLast;
  private Instant since = Instant.MIN;
  private Instant ordersSince = Instant.MIN;
  private long nextTurn;
  private @Nullable String open;

  /**
   * @param account its name
   * @param limits what opens the circuit
   * @param clock has the time and the zone for what people are told
   * @param nanoTime the monotonic clock, as {@link System#nanoTime}
   */
  public Circuit(String account, OutageLimits limits, Clock clock, LongSupplier nanoTime) {
    this.account = account;
    this.limits = limits;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Throws when nothing may be sent any more.
   *
   * @throws ProviderUnavailableException when the circuit is open; says since when and why
   */
  public synchronized void requireClosed() {
    if (open != null) {
      throw new ProviderUnavailableException(open);
    }
  }

  /** How long until the account is asked again; zero when a request may leave now. */
  public synchronized Duration untilTurn() {
    return isAiling()
        ? Duration.ofNanos(Math.max(0, nextTurn - nanoTime.getAsLong()))
        : Duration.ZERO;
  }

  /**
   * Takes the turn of a request that is about to leave. While the account gives no answers there is
   * one turn after each pause.
   *
   * @return false when the turn is not yet, or was taken by somebody else
   * @throws ProviderUnavailableException when the circuit is open
   */
  public synchronized boolean takeTurn() {
    requireClosed();
    if (!isAiling()) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (nextTurn - now > 0) {
      return false;
    }
    nextTurn = now + pauseNanos();
    return true;
  }

  /** When a request leaves; to be handed back with its failure. */
  public long begin() {
    return nanoTime.getAsLong();
  }

  /** The provider gave an answer of its own. */
  public synchronized void answered(Kind kind) {
    if (inARow >= untilTold()) {
      log.info("account {} answers again", account);
    }
    answeredEver = true;
    inARow = 0;
    if (kind == Kind.ORDER) {
      ordersInARow = 0;
    }
  }

  /**
   * There was no answer of the provider, or none that can be used.
   *
   * @param begun when the request left, as {@link #begin} said
   * @param reason one line for people
   */
  public synchronized void unanswered(Kind kind, long begun, String reason) {
    boolean together = isAiling() && begun - failedLast < 0;
    long now = nanoTime.getAsLong();
    failedLast = now;
    if (together) {
      return;
    }
    Instant at = clock.instant();
    if (!isAiling()) {
      failedFirst = now;
      since = at;
    }
    inARow++;
    if (kind == Kind.ORDER) {
      if (ordersInARow == 0) {
        ordersSince = at;
      }
      ordersInARow++;
    }
    nextTurn = now + pauseNanos();
    openWhenDue(now, reason);
    if (open == null && inARow == untilTold()) {
      log.warn("account {} does not answer and is asked again: {}", account, reason);
    }
  }

  private void openWhenDue(long now, String reason) {
    if (open != null) {
      return;
    }
    int most =
        answeredEver ? limits.maxFailures() : Math.min(limits.maxFailures(), OutageLimits.AT_FIRST);
    boolean tooLong =
        inARow >= OutageLimits.FEWEST && now - failedFirst >= limits.maxDuration().toNanos();
    if (inARow >= most || tooLong) {
      open = line("gives no usable answer", inARow, "requests", since, reason);
    } else if (ordersInARow >= most) {
      open = line("gives no clear answer to orders", ordersInARow, "orders", ordersSince, reason);
    }
  }

  private String line(String what, int count, String requests, Instant from, String reason) {
    return "account %s %s since %s (%d %s in a row, the last: %s); nothing more is sent to it: run the same command again when it answers"
        .formatted(account, what, PeoplesTime.of(from, clock), count, requests, reason);
  }

  /** One failure on the way is nothing to tell people of; one in place of any answer is. */
  private int untilTold() {
    return answeredEver ? OutageLimits.FEWEST : 1;
  }

  private boolean isAiling() {
    return inARow > 0;
  }

  private long pauseNanos() {
    return RefusalBackOffPolicy.waitAfter(inARow).toNanos();
  }
}
