package bulkorders.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of many rounds.
 *
 * @param rounds how many
 * @param failures what went wrong in those that failed
 * @param struck for every kind of disturbance, in how many rounds that did not fail it came about
 */
record Played(int rounds, List<String> failures, Map<Enum<?>, Integer> struck) {

  /** The kinds of disturbances that came about. */
  Set<Enum<?>> kinds() {
    return struck.entrySet().stream()
        .filter(kind -> kind.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** In how many rounds each kind came about, the rarest last. */
  String tally() {
    return struck.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Enum<?>, Integer>>comparingInt(Map.Entry::getValue)
                .reversed()
                .thenComparing(kind -> kind.getKey().name()))
        .map(kind -> "%n  %4d %s".formatted(kind.getValue(), kind.getKey()))
        .collect(Collectors.joining("", "chaos: in %d rounds so many had".formatted(rounds), ""));
  }
}
