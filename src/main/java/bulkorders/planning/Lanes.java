package bulkorders.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Demands divided so that no lane holds two that are echoed alike and yet differ in what is not
 * echoed.
 *
 * <p>Sorting primitive keys is preferred to one map of hashes: a million distinct hashes as map
 * entries would take more memory than the demands themselves.
 */
final class Lanes {

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
    int[] laneOf = number(byRow);
    int[] sizes = new int[Arrays.stream(laneOf).max().orElseThrow() + 1];
    for (int lane : laneOf) {
      sizes[lane]++;
    }
    List<Demand[]> lanes = new ArrayList<>(sizes.length);
    for (int size : sizes) {
      lanes.add(new Demand[size]);
    }
    int[] filled = new int[sizes.length];
    for (int i = 0; i < byRow.length; i++) {
      lanes.get(laneOf[i])[filled[laneOf[i]]++] = byRow[i];
    }
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

  private static int[] number(Demand[] byRow) {
    int[] laneOf = new int[byRow.length];
    Map<Long, Integer> lanes = new HashMap<>();
    long echo = byRow[0].echo();
    for (long key : byEcho(byRow)) {
      int i = (int) key;
      if (byRow[i].echo() != echo) {
        echo = byRow[i].echo();
        lanes.clear();
      }
      Integer next = lanes.size();
      Integer known = lanes.putIfAbsent(byRow[i].hidden(), next);
      laneOf[i] = known == null ? next : known;
    }
    return laneOf;
  }

  /**
   * The indexes in the low halves of the keys, by echo, then by index and so by row. The search
   * finds equal echoes at one place, whichever it is.
   */
  private static long[] byEcho(Demand[] byRow) {
    long[] echoes = Arrays.stream(byRow).mapToLong(Demand::echo).sorted().toArray();
    long[] keys = new long[byRow.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) Arrays.binarySearch(echoes, byRow[i].echo()) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    return keys;
  }
}
