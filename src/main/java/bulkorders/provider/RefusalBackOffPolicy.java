package bulkorders.provider;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.ThreadWaitSleeper;

/**
 * Waits between the attempts of a call to a provider: as long as the provider asked for when the
 * last failure is a {@link HasRetryAfter} that says so, else twice as long each time from {@value
 * #FIRST_MILLIS} ms to {@value #LONGEST_MILLIS} ms. A random part keeps workers that failed
 * together from coming back together.
 *
 * <p>An interrupt ends the wait with {@link BackOffInterruptedException}.
 */
public final class RefusalBackOffPolicy implements BackOffPolicy {

  static final long FIRST_MILLIS = 500;
  static final long LONGEST_MILLIS = 30_000;
  private static final long LONGEST_SPREAD_MILLIS = 1_000;

  private final Sleeper sleeper;
  private final DoubleSupplier random;

  /** Sleeps on the thread that makes the attempts. */
  public RefusalBackOffPolicy() {
    this(new ThreadWaitSleeper());
  }

  /**
   * @param sleeper does the waiting
   */
  public RefusalBackOffPolicy(Sleeper sleeper) {
    this(sleeper, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param sleeper does the waiting
   * @param random gives values from 0 (inclusive) to 1 (exclusive)
   */
  public RefusalBackOffPolicy(Sleeper sleeper, DoubleSupplier random) {
    this.sleeper = sleeper;
    this.random = random;
  }

  /**
   * The wait after so many failures in a row, before the random part and unless the provider asks
   * for another one.
   */
  static Duration waitAfter(int failures) {
    int doublings = Math.min(Math.max(0, failures - 1), 20);
    return Duration.ofMillis(Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings));
  }

  @Override
  public BackOffContext start(@Nullable RetryContext context) {
    return new Attempts(context);
  }

  @Override
  public void backOff(@Nullable BackOffContext context) throws BackOffInterruptedException {
    Attempts attempts = context instanceof Attempts known ? known : new Attempts(null);
    try {
      sleeper.sleep(attempts.nextWaitMillis(random.getAsDouble()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackOffInterruptedException("interrupted while waiting for the next attempt", e);
    }
  }

  private static final class Attempts implements BackOffContext {

    private static final long serialVersionUID = 1;

    private final transient @Nullable RetryContext context;
    private int failures;

    Attempts(@Nullable RetryContext context) {
      this.context = context;
    }

    long nextWaitMillis(double random) {
      failures++;
      long growing = waitAfter(failures).toMillis();
      Duration asked = askedFor();
      if (asked == null) {
        return growing / 2 + (long) (random * growing / 2);
      }
      return asked.toMillis()
          + (long) (random * Math.min(LONGEST_SPREAD_MILLIS, asked.toMillis() / 4));
    }

    private @Nullable Duration askedFor() {
      return context != null && context.getLastThrowable() instanceof HasRetryAfter failure
          ? failure.retryAfter()
          : null;
    }
  }
}
