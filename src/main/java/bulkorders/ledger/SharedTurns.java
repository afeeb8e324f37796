package bulkorders.ledger;

import bulkorders.provider.Turns;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Repository;

/**
 * The turns of each account, for all processes that work with this ledger: a token bucket in a row
 * of its own. Whoever reserves turns that lie in the future owes them, so the next to ask gets
 * later ones.
 */
@Repository
public class SharedTurns {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * More reservations than this are never owed at the same time, unless there are more processes. A
   * bucket that was filled by a clock that has been set back since fills no more until the time
   * comes again, and all wait longer and longer.
   */
  private static final int MOST_OWED = 32;

  private final ProxyManager<String> buckets;

  @Autowired
  SharedTurns(DataSource dataSource) {
    this(dataSource, new SteadyTime());
  }

  SharedTurns(DataSource dataSource, TimeMeter time) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_limit")
            .idColumn("account")
            .stateColumn("state")
            .requestTimeout(PATIENCE)
            .clientClock(time)
            .build();
  }

  /**
   * The turns of an account.
   *
   * @param requestsPerSecond the rate; of processes with different ones, the last to begin is
   *     heeded
   */
  public Turns of(String account, double requestsPerSecond) {
    BucketConfiguration rate =
        BucketConfiguration.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(Turns.burst(requestsPerSecond))
                        .refillGreedy(1, Duration.ofNanos(Math.round(1e9 / requestsPerSecond))))
            .build();
    long longestOwed =
        Math.round(MOST_OWED * Turns.burst(requestsPerSecond) * 1e9 / requestsPerSecond);
    return new OfAccount(
        buckets.builder().build(account, rate),
        rate,
        () -> buckets.removeProxy(account),
        longestOwed);
  }

  private static final class OfAccount implements Turns {
    private final BucketProxy bucket;
    private final BucketConfiguration rate;
    private final Runnable forget;
    private final long longestOwedNanos;
    private boolean rateIsSet;

    OfAccount(
        BucketProxy bucket, BucketConfiguration rate, Runnable forget, long longestOwedNanos) {
      this.bucket = bucket;
      this.rate = rate;
      this.forget = forget;
      this.longestOwedNanos = longestOwedNanos;
    }

    @Override
    public synchronized long reserve(int count) {
      try {
        if (!rateIsSet) {
          bucket.replaceConfiguration(rate, TokensInheritanceStrategy.AS_IS);
          rateIsSet = true;
        }
        long wait = bucket.consumeIgnoringRateLimits(count);
        if (wait <= longestOwedNanos) {
          return wait;
        }
        // An empty bucket costs one burst.
        forget.run();
        return bucket.consumeIgnoringRateLimits(count);
      } catch (BucketExecutionException e) {
        throw new DataAccessResourceFailureException("The ledger's rate limit does not answer", e);
      }
    }
  }

  /** The time of day that it was when this process began, and has been since by its own count. */
  private static final class SteadyTime implements TimeMeter {
    private final long begin = SYSTEM_MILLISECONDS.currentTimeNanos() - System.nanoTime();

    @Override
    public long currentTimeNanos() {
      return begin + System.nanoTime();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
