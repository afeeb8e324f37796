package bulkorders.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Slow, plain statements of what the packer should find, written without its data structures. */
final class PackingModels {

  private PackingModels() {}

  /** Demands without anything to keep apart, in rows 1, 2, 3, … */
  static List<Demand> demands(int... counts) {
    List<Demand> demands = new ArrayList<>();
    for (int count : counts) {
      demands.add(new Demand(demands.size() + 1L, count, 0, 0));
    }
    return demands;
  }

  static List<Demand> demands(List<Integer> counts) {
    return demands(counts.stream().mapToInt(Integer::intValue).toArray());
  }

  static long sum(List<Demand> demands) {
    return demands.stream().mapToLong(Demand::count).sum();
  }

  /** The fewest orders that hold the counts, none above the limit, by trying every subset. */
  static int optimum(List<Integer> counts, int limit) {
    int subsets = 1 << counts.size();
    int[] orders = new int[subsets];
    int[] lastFilled = new int[subsets];
    Arrays.fill(orders, Integer.MAX_VALUE);
    orders[0] = 0;
    lastFilled[0] = limit;
    for (int subset = 0; subset < subsets; subset++) {
      for (int i = 0; i < counts.size(); i++) {
        if ((subset & 1 << i) != 0) {
          continue;
        }
        boolean fits = lastFilled[subset] + counts.get(i) <= limit;
        int taken = orders[subset] + (fits ? 0 : 1);
        int filled = fits ? lastFilled[subset] + counts.get(i) : counts.get(i);
        int with = subset | 1 << i;
        if (taken < orders[with] || (taken == orders[with] && filled < lastFilled[with])) {
          orders[with] = taken;
          lastFilled[with] = filled;
        }
      }
    }
    return orders[subsets - 1];
  }

  /** The sizes of the orders of best-fit decreasing, ascending, by looking at every open order. */
  static List<Integer> bestFitDecreasing(List<Integer> counts, int limit) {
    List<Integer> orders = new ArrayList<>();
    List<Integer> remainders = new ArrayList<>();
    for (int count : counts) {
      orders.addAll(Collections.nCopies(count / limit, limit));
      if (count % limit > 0) {
        remainders.add(count % limit);
      }
    }
    remainders.sort(Comparator.reverseOrder());
    for (int rest : remainders) {
      int best = -1;
      for (int i = 0; i < orders.size(); i++) {
        if (orders.get(i) + rest <= limit && (best < 0 || orders.get(i) > orders.get(best))) {
          best = i;
        }
      }
      if (best < 0) {
        orders.add(rest);
      } else {
        orders.set(best, orders.get(best) + rest);
      }
    }
    Collections.sort(orders);
    return orders;
  }

  /** The lanes by the rule itself: one pass in row order, counting the hidden values of an echo. */
  static List<List<Demand>> lanes(List<Demand> demands) {
    Map<Long, List<Long>> hiddenOfEcho = new HashMap<>();
    List<List<Demand>> lanes = new ArrayList<>();
    for (Demand demand : demands.stream().sorted(Comparator.comparingLong(Demand::row)).toList()) {
      List<Long> hidden = hiddenOfEcho.computeIfAbsent(demand.echo(), echo -> new ArrayList<>());
      if (!hidden.contains(demand.hidden())) {
        hidden.add(demand.hidden());
      }
      int lane = hidden.indexOf(demand.hidden());
      if (lane == lanes.size()) {
        lanes.add(new ArrayList<>());
      }
      lanes.get(lane).add(demand);
    }
    return lanes;
  }

  /** Whether an order holds two groups that the provider's answer would not tell apart. */
  static boolean mixesWhatMustStayApart(PackedOrder order, List<Demand> demands) {
    Set<Long> rows = new HashSet<>(order.parts().stream().map(Part::row).toList());
    Map<Long, Long> hiddenOfEcho = new HashMap<>();
    return demands.stream()
        .filter(demand -> rows.contains(demand.row()))
        .anyMatch(
            demand -> {
              Long seen = hiddenOfEcho.putIfAbsent(demand.echo(), demand.hidden());
              return seen != null && seen != demand.hidden();
            });
  }
}
