package bulkorders.planning;

import bulkorders.ledger.StagedGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How groups are packed into orders by item; {@code bulk-orders.didww.groups-per-order}.
 *
 * <p>An order shows its numbers by the group of numbers that they are of, and not by the item that
 * led to them. Rows of one order are therefore of different groups of numbers, and a row whose
 * group of numbers is not known has an order of its own.
 *
 * @param groupsPerOrder most groups that one order may hold
 */
public record ItemOrders(int groupsPerOrder) {

  /** DIDWW tells of no limit of its own; answers of so many items are still small. */
  public static final int MOST_GROUPS = 100;

  /** Echoed as the groups of numbers that they are of. */
  List<PackedOrder> pack(List<Demand> demands, int maxNumbersPerOrder) {
    var alone = new Packer(maxNumbersPerOrder, false, 1);
    if (groupsPerOrder == 1) {
      return alone.pack(demands);
    }
    Map<Boolean, List<Demand>> byKnowledge =
        demands.stream()
            .collect(
                Collectors.partitioningBy(
                    demand -> demand.echo() != StagedGroup.UNKNOWN_NUMBER_GROUP));
    List<Demand> apart =
        byKnowledge.getOrDefault(true, List.of()).stream()
            .map(d -> new Demand(d.row(), d.count(), d.echo(), d.row()))
            .toList();
    List<PackedOrder> orders =
        new ArrayList<>(new Packer(maxNumbersPerOrder, true, groupsPerOrder).pack(apart));
    orders.addAll(alone.pack(byKnowledge.getOrDefault(false, List.of())));
    orders.sort(Comparator.comparingLong(order -> order.parts().get(0).row()));
    return orders;
  }
}
