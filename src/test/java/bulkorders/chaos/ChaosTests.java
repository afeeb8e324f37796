package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@link ChaosRounds}: a few rounds, chosen so that as many kinds of disturbances
 * as possible come about in them.
 */
class ChaosTests {

  private static final List<Long> SEEDS = List.of(211613L, 538549L, 282240L, 154661L, 103799L);

  /** In the many rounds only, or not certain however fast the machine is. */
  private static final Set<Enum<?>> NOT_CERTAIN =
      Set.of(
          Operation.NUMBERS,
          Operation.OWNED,
          Trouble.CORRUPTED_ANSWER,
          Trouble.CUT_WITHIN_BODY,
          Trouble.CUT_WITHIN_HEAD,
          Trouble.FOREIGN_PAGE_AFTER_COMMIT,
          Trouble.HALF_ANSWER_THEN_SILENCE,
          Trouble.LATE_REQUEST,
          Trouble.LIST_LAGS,
          Trouble.REQUEST_LOST,
          Blow.DATABASE_STOPPED);

  @Test
  void nothing_is_bought_twice_and_no_row_is_lost() {
    Played played = Playing.play(SEEDS);
    assertThat(played.failures()).as("rounds that failed").isEmpty();
    assertThat(played.kinds()).as("what came about in the rounds").containsAll(certain());
  }

  /** What comes about however fast the machine is. */
  private static Set<Enum<?>> certain() {
    Set<Enum<?>> certain = new HashSet<>(Script.allKinds());
    certain.removeAll(NOT_CERTAIN);
    certain.removeIf(kind -> kind instanceof Blow blow && blow.isAtRandomMoment());
    return certain;
  }
}
