package bulkorders.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Demands divided so that no lane holds two that are echoed alike and yet differ in what is not
 * echoed.
 *
 * <p>Sorting is preferred to maps of hashes: a million distinct hashes as map entries would take
 * more memory than the demands themselves.
 */
final class Lanes {

  private static final Comparator<Demand> BY_ROW = Comparator.comparingLong(Demand::row);

  private Lanes() {}

  /**
   * Divides demands into lanes: the n-th distinct {@code hidden} of an {@code echo}, counted by
   * smallest row, goes to lane n.
   *
   * @param byRow demands in ascending row order; not changed
   * @return the lanes, each in ascending row order; none is empty
   */
  static List<Demand[]> of(Demand[] byRow) {
    if (allHideTheSame(byRow)) {
      return byRow.length == 0 ? List.of() : List.<Demand[]>of(byRow);
    }
    Demand[] alike = byRow.clone();
    Arrays.sort(alike, Lanes::compareByContent);
    int[] laneOf = number(alike);

    int[] sizes = new int[Arrays.stream(laneOf).max().orElseThrow() + 1];
    for (int lane : laneOf) {
      sizes[lane]++;
    }
    List<Demand[]> lanes = new ArrayList<>(sizes.length);
    for (int size : sizes) {
      lanes.add(new Demand[size]);
    }
    int[] filled = new int[sizes.length];
    for (int i = 0; i < alike.length; i++) {
      lanes.get(laneOf[i])[filled[laneOf[i]]++] = alike[i];
    }
    lanes.forEach(lane -> Arrays.sort(lane, BY_ROW));
    return lanes;
  }

  private static boolean allHideTheSame(Demand[] demands) {
    for (Demand demand : demands) {
      if (demand.hidden() != demands[0].hidden()) {
        return false;
      }
    }
    return true;
  }

  private static int compareByContent(Demand a, Demand b) {
    int order = Long.compare(a.echo(), b.echo());
    if (order == 0) {
      order = Long.compare(a.hidden(), b.hidden());
    }
    return order == 0 ? Long.compare(a.row(), b.row()) : order;
  }

  /** The lane of each demand, for demands sorted by echo, hidden and row. */
  private static int[] number(Demand[] alike) {
    int[] laneOf = new int[alike.length];
    List<Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= alike.length; to++) {
      boolean sameEcho = to < alike.length && alike[to].echo() == alike[from].echo();
      if (sameEcho && alike[to].hidden() == alike[from].hidden()) {
        continue;
      }
      stretches.add(new Stretch(alike[from].row(), from, to));
      from = to;
      if (!sameEcho) {
        stretches.sort(Comparator.comparingLong(Stretch::firstRow));
        for (int lane = 0; lane < stretches.size(); lane++) {
          Arrays.fill(laneOf, stretches.get(lane).from(), stretches.get(lane).to(), lane);
        }
        stretches.clear();
      }
    }
    return laneOf;
  }

  /** Neighbours with the same echo and the same hidden. */
  private record Stretch(long firstRow, int from, int to) {}
}
