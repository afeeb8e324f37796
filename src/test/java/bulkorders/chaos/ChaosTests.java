package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The short form of {@link ChaosRounds}: rounds with every kind of disturbance in them. */
class ChaosTests {

  private static final List<Long> SEEDS = List.of(72796L, 5814L, 64488L, 3277L, 40370L);

  @Test
  void nothing_is_bought_twice_and_no_row_is_lost() {
    assertThat(SEEDS.stream().flatMap(seed -> Script.of(seed).kinds().stream()))
        .as("what happens in the rounds")
        .containsAll(
            Stream.<Enum<?>>concat(Arrays.stream(Trouble.values()), Arrays.stream(Blow.values()))
                .collect(Collectors.toSet()));
    assertThat(Playing.play(SEEDS)).as("rounds that failed").isEmpty();
  }
}
