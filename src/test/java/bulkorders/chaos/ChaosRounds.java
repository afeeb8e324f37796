package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many rounds, for {@code mvn -Pchaos verify}. System properties: {@code chaos.rounds}, how many;
 * {@code chaos.seed}, the seed of the first, each further one is one more, by default something
 * else each time; {@code chaos.workers}, how many rounds are played at the same time.
 */
class ChaosRounds {

  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 300);
  private static final long SEED = Long.getLong("chaos.seed", new Random().nextInt(1_000_000_000));

  /** In so many rounds every kind of disturbance comes about. */
  private static final int MANY = 100;

  @Test
  void nothing_is_bought_twice_and_no_row_is_lost() {
    List<Long> seeds = LongStream.range(SEED, SEED + ROUNDS).boxed().toList();
    Played played = Playing.play(seeds);
    assertThat(played.failures()).as("rounds that failed").isEmpty();
    if (ROUNDS >= MANY) {
      assertThat(played.kinds())
          .as("what came about in the rounds")
          .containsExactlyInAnyOrderElementsOf(Script.allKinds());
    }
  }
}
