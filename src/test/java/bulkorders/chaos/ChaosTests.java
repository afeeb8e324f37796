package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@link ChaosRounds}: a few rounds, chosen so that as many kinds of disturbances
 * as possible come about in them.
 */
class ChaosTests {

  private static final List<Long> SEEDS = List.of(908846L, 166470L, 965667L, 398973L, 963313L);

  /** In the many rounds only. */
  private static final Set<Enum<?>> NOT_PLANNED =
      Set.of(Point.CHUNK_COMMITTED, Point.JOB_REPOSITORY_UPDATED, Blow.KILL, Blow.TERMINATE_TWICE);

  @Test
  void nothing_is_bought_twice_and_no_row_is_lost() {
    Played played = Playing.play(SEEDS);
    assertThat(played.failures()).as("rounds that failed").isEmpty();
    assertThat(played.kinds()).as("what came about in the rounds").containsAll(certain());
  }

  /** What comes about however fast the machine is. */
  private static Set<Enum<?>> certain() {
    Set<Enum<?>> certain = new HashSet<>(Script.allKinds());
    certain.removeAll(NOT_PLANNED);
    certain.removeIf(kind -> kind instanceof Blow blow && blow.isAtRandomMoment());
    // Whether an order is looked for before it is on the list; and sent before another one's halt.
    certain.removeAll(Set.of(Trouble.LIST_LAGS, Trouble.FOREIGN_PAGE_AFTER_COMMIT));
    return certain;
  }
}
