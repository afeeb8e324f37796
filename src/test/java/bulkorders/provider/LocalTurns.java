package bulkorders.provider;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Turns that are dealt out within this process alone. */
public final class LocalTurns implements Turns {

  private final Bucket bucket;

  public LocalTurns(double requestsPerSecond) {
    this(requestsPerSecond, TimeMeter.SYSTEM_NANOTIME);
  }

  public LocalTurns(double requestsPerSecond, TimeMeter time) {
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(Turns.burst(requestsPerSecond))
                        .refillGreedy(1, Duration.ofNanos(Math.round(1e9 / requestsPerSecond))))
            .withCustomTimePrecision(time)
            .build();
  }

  @Override
  public long reserve(int count) {
    return bucket.consumeIgnoringRateLimits(count);
  }
}
