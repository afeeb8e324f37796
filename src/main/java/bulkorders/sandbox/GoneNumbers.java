package bulkorders.sandbox;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which numbers of a request somebody else got just before, and how the client is told.
 *
 * @param numbers those that are gone when they are in the request; empty for the one at {@code
 *     group}
 * @param named whether the answer names them
 * @param conflict 409 with code 85001; false for 400 with code 10015
 */
record GoneNumbers(List<String> numbers, boolean named, boolean conflict) {

  static final GoneNumbers DEFAULT = new GoneNumbers(List.of(), true, true);

  /**
   * Those of a request that are gone.
   *
   * @param index the one that is gone when none is named
   */
  List<NumberRefusals.Culprit> among(List<String> requested, int index) {
    return IntStream.range(0, requested.size())
        .filter(i -> numbers.isEmpty() ? i == index : numbers.contains(requested.get(i)))
        .mapToObj(i -> new NumberRefusals.Culprit(i, requested.get(i)))
        .toList();
  }
}
