package bulkorders.planning;

import java.util.Arrays;
import java.util.List;

/**
 * Best-fit decreasing over one lane after the other. Keeps its tables from lane to lane: there may
 * be very many small ones.
 */
final class LanePacking {

  private final int maxNumbers;
  private final int maxGroups;
  private final OpenOrders open;

  LanePacking(int maxNumbers, int maxGroups) {
    this.maxNumbers = maxNumbers;
    this.maxGroups = maxGroups;
    this.open = new OpenOrders(maxNumbers);
  }

  /**
   * Packs one lane.
   *
   * @param lane demands in ascending row order
   * @param orders where the orders are added: full orders of split groups first, then the others in
   *     the sequence in which they were opened
   */
  void pack(Demand[] lane, List<PackedOrder> orders) {
    int[] sizes = new int[lane.length];
    for (int i = 0; i < lane.length; i++) {
      Demand demand = lane[i];
      for (int full = demand.count() / maxNumbers; full > 0; full--) {
        orders.add(new PackedOrder(List.of(new Part(demand.row(), maxNumbers)), maxNumbers));
      }
      sizes[i] = demand.count() % maxNumbers;
    }
    assign(lane, sizes, orders);
  }

  private void assign(Demand[] lane, int[] sizes, List<PackedOrder> orders) {
    int[] orderOf = new int[lane.length];
    int[] groups = new int[lane.length];
    int[] numbers = new int[lane.length];
    int opened = 0;
    open.reset(lane.length);
    for (long key : largestFirst(sizes)) {
      int i = (int) key;
      int size = sizes[i];
      int room = open.tightestRoom(size);
      int order = room == OpenOrders.NONE ? opened++ : open.remove(room);
      orderOf[i] = order;
      groups[order]++;
      numbers[order] += size;
      if (numbers[order] < maxNumbers && groups[order] < maxGroups) {
        open.add(order, maxNumbers - numbers[order]);
      }
    }

    // Going through the lane by row leaves the parts of every order in row order.
    Part[][] parts = new Part[opened][];
    int[] filled = new int[opened];
    for (int i = 0; i < lane.length; i++) {
      if (sizes[i] > 0) {
        int order = orderOf[i];
        if (filled[order] == 0) {
          parts[order] = new Part[groups[order]];
        }
        parts[order][filled[order]++] = new Part(lane[i].row(), sizes[i]);
      }
    }
    for (int order = 0; order < opened; order++) {
      orders.add(new PackedOrder(List.of(parts[order]), numbers[order]));
    }
  }

  /**
   * The indexes of all sizes above 0 in the low halves of the keys, by falling size, then by index
   * and so by row. Sorting primitive keys spares a million boxed indexes.
   */
  private long[] largestFirst(int[] sizes) {
    long[] keys = new long[sizes.length];
    int used = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > 0) {
        keys[used++] = (long) (maxNumbers - sizes[i]) << Integer.SIZE | i;
      }
    }
    Arrays.sort(keys, 0, used);
    return Arrays.copyOf(keys, used);
  }
}
