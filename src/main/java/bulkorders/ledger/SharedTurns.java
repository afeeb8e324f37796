package bulkorders.ledger;

import bulkorders.provider.Turns;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
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

  private final ProxyManager<String> buckets;

  SharedTurns(DataSource dataSource) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_limit")
            .idColumn("account")
            .stateColumn("state")
            .requestTimeout(PATIENCE)
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
    return new OfAccount(buckets.builder().build(account, rate), rate);
  }

  private static final class OfAccount implements Turns {
    private final BucketProxy bucket;
    private final BucketConfiguration rate;
    private boolean rateIsSet;

    OfAccount(BucketProxy bucket, BucketConfiguration rate) {
      this.bucket = bucket;
      this.rate = rate;
    }

    @Override
    public synchronized long reserve(int count) {
      try {
        if (!rateIsSet) {
          bucket.replaceConfiguration(rate, TokensInheritanceStrategy.AS_IS);
          rateIsSet = true;
        }
        return bucket.consumeIgnoringRateLimits(count);
      } catch (BucketExecutionException e) {
        throw new DataAccessResourceFailureException("The ledger's rate limit does not answer", e);
      }
    }
  }
}
