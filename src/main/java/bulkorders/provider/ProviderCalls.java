package bulkorders.provider;

import bulkorders.metrics.MetricNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times the requests of one account. */
public final class ProviderCalls {

  private static final Duration SHORTEST_OF_INTEREST = Duration.ofMillis(10);
  private static final Duration LONGEST_OF_INTEREST = Duration.ofMinutes(1);

  private final MeterRegistry registry;
  private final String account;
  private final Counter rateLimitWait;
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param account label of everything that is measured
   */
  public ProviderCalls(MeterRegistry registry, String account) {
    this.registry = registry;
    this.account = account;
    this.rateLimitWait =
        Counter.builder(MetricNames.RATE_LIMIT_WAIT)
            .description("Time spent waiting for the account's rate limit")
            .baseUnit("seconds")
            .tag(MetricNames.ACCOUNT, account)
            .register(registry);
  }

  /** How many requests have left so far. */
  public long count() {
    return calls.get();
  }

  /** Begins a request. */
  public Timer.Sample begin() {
    calls.incrementAndGet();
    return Timer.start(registry);
  }

  /**
   * Ends a request.
   *
   * @param operation what was asked for; a closed set
   * @param outcome how it ended; a closed set
   */
  public void end(Timer.Sample sample, String operation, String outcome) {
    sample.stop(
        Timer.builder(MetricNames.PROVIDER_REQUESTS)
            .description("Requests to the provider")
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST_OF_INTEREST)
            .maximumExpectedValue(LONGEST_OF_INTEREST)
            .tag(MetricNames.ACCOUNT, account)
            .tag(MetricNames.OPERATION, operation)
            .tag(MetricNames.OUTCOME, outcome)
            .register(registry));
  }

  /**
   * Counts an attempt that follows a failed one.
   *
   * @param operation what is asked for; a closed set
   * @param reason how the attempt before ended; a closed set
   */
  public void retried(String operation, String reason) {
    Counter.builder(MetricNames.RETRIES)
        .description("Requests that were made again")
        .tag(MetricNames.ACCOUNT, account)
        .tag(MetricNames.OPERATION, operation)
        .tag(MetricNames.REASON, reason)
        .register(registry)
        .increment();
  }

  /** Adds to the time spent waiting for the rate limit. */
  public void waitedForRateLimit(long nanos) {
    rateLimitWait.increment(nanos / (double) TimeUnit.SECONDS.toNanos(1));
  }
}
