package bulkorders.provider;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The rate at which requests of one account may leave. Requests are spaced evenly, with a burst of
 * a tenth of a second's worth (at least one request). Turns are reserved as many at a time, so that
 * those who share them are not asked for each request.
 */
public final class RateLimit {

  /** Waits for a span of time. */
  @FunctionalInterface
  public interface Waiting {

    /**
     * @param nanos how long, in nanoseconds
     */
    void waitFor(long nanos) throws InterruptedException;
  }

  /** The rates that can be kept, in words. */
  public static final String POSSIBLE = "above 0 and at most 10000";

  private static final double HIGHEST = 10_000;

  private final Turns turns;
  private final int burst;
  private final long nanosBetween;
  private final TimeMeter time;
  private final Waiting waiting;
  private final LongConsumer waitedNanos;
  private final AtomicLong pausedUntil;
  private int reserved;
  private long nextTurn;

  /**
   * @param turns whose turn it is
   * @param requestsPerSecond one of the {@link #POSSIBLE} rates; below 1 is one request in several
   *     seconds
   * @param waitedNanos told how long each wait took
   */
  public RateLimit(Turns turns, double requestsPerSecond, LongConsumer waitedNanos) {
    this(
        turns,
        requestsPerSecond,
        waitedNanos,
        TimeMeter.SYSTEM_NANOTIME,
        TimeUnit.NANOSECONDS::sleep);
  }

  /**
   * @param turns whose turn it is
   * @param requestsPerSecond one of the {@link #POSSIBLE} rates; below 1 is one request in several
   *     seconds
   * @param waitedNanos told how long each wait took
   * @param time a monotonic clock
   * @param waiting does the waiting
   */
  public RateLimit(
      Turns turns,
      double requestsPerSecond,
      LongConsumer waitedNanos,
      TimeMeter time,
      Waiting waiting) {
    if (!isPossible(requestsPerSecond)) {
      throw new IllegalArgumentException(
          "requests per second must be %s, not %s".formatted(POSSIBLE, requestsPerSecond));
    }
    this.turns = turns;
    this.burst = Turns.burst(requestsPerSecond);
    this.nanosBetween = Math.round(1e9 / requestsPerSecond);
    this.time = time;
    this.waiting = waiting;
    this.waitedNanos = waitedNanos;
    this.pausedUntil = new AtomicLong(time.currentTimeNanos());
  }

  /** Whether a rate is one of the {@link #POSSIBLE} ones. */
  public static boolean isPossible(double requestsPerSecond) {
    return requestsPerSecond > 0 && requestsPerSecond <= HIGHEST;
  }

  /** Waits until one more request may leave, and counts it. */
  public void acquire() throws InterruptedException {
    acquire(waiting);
  }

  /**
   * Waits until one more request may leave, and counts it.
   *
   * @param ownWaiting does the waiting; may throw to give it up
   */
  public void acquire(Waiting ownWaiting) throws InterruptedException {
    do {
      awaitPauseEnd(ownWaiting);
      sleep(untilTurn(), ownWaiting);
    } while (pauseLeft() > 0);
  }

  /** Takes the next turn and answers how long it is until then, negative when it was before. */
  private synchronized long untilTurn() {
    long now = time.currentTimeNanos();
    if (reserved == 0 || now - nextTurn > burst * nanosBetween) {
      // Turns that nobody used in time are lost: made up for, they would be a second burst.
      long untilLast = turns.reserve(burst);
      nextTurn = now + untilLast - (burst - 1) * nanosBetween;
      reserved = burst;
    }
    long until = nextTurn - now;
    nextTurn += nanosBetween;
    reserved--;
    return until;
  }

  /** How long the longest pause that is on still lasts; zero when none is on. */
  public Duration untilPauseEnd() {
    return Duration.ofNanos(Math.max(0, pauseLeft()));
  }

  private void awaitPauseEnd(Waiting ownWaiting) throws InterruptedException {
    for (long left = pauseLeft(); left > 0; left = pauseLeft()) {
      sleep(left, ownWaiting);
    }
  }

  /** Lets nothing leave for a while; a longer pause that is already on stays. */
  public void pauseFor(Duration pause) {
    long until = time.currentTimeNanos() + pause.toNanos();
    pausedUntil.accumulateAndGet(until, (a, b) -> a - b >= 0 ? a : b);
  }

  private long pauseLeft() {
    return pausedUntil.get() - time.currentTimeNanos();
  }

  private void sleep(long nanos, Waiting ownWaiting) throws InterruptedException {
    if (nanos <= 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return;
    }
    long begin = time.currentTimeNanos();
    try {
      ownWaiting.waitFor(nanos);
    } finally {
      waitedNanos.accept(time.currentTimeNanos() - begin);
    }
  }
}
