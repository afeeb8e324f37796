package bulkorders.planning;

import bulkorders.ledger.OrderPlan;
import bulkorders.ledger.OrderPlan.PlannedOrder;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.OrderMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Packs the staged groups of a run, one order key after the other, and names the orders. */
public final class GroupPlanner implements OrderPlan.Planner {

  private final Packer packer;
  private final Packer namedPacker;
  private final ItemOrders itemOrders;
  private final int maxNumbersPerOrder;
  private final int numbersPerOrder;
  private final String settings;
  private final RunTags tags;
  private final List<Demand> demands = new ArrayList<>();

  /**
   * @param tags the run's own part of its references
   */
  public GroupPlanner(PlanningProperties properties, ItemOrders itemOrders, RunTags tags) {
    this.packer =
        new Packer(
            properties.maxNumbersPerOrder(),
            properties.keepApart(),
            properties.maxGroupsPerOrder());
    this.namedPacker =
        new Packer(properties.numbersPerOrder(), false, properties.maxGroupsPerOrder());
    this.itemOrders = itemOrders;
    this.maxNumbersPerOrder = properties.maxNumbersPerOrder();
    this.numbersPerOrder = properties.numbersPerOrder();
    this.settings = properties.settings();
    this.tags = tags;
  }

  @Override
  public String settings() {
    return settings;
  }

  @Override
  public void group(long row, int count, long echo, long hidden) {
    demands.add(new Demand(row, count, echo, hidden));
  }

  @Override
  public void endOfKey(OrderMethod method, Consumer<PlannedOrder> orders) {
    for (PackedOrder order : pack(method)) {
      orders.accept(new Named(order, tags));
    }
    demands.clear();
  }

  private List<PackedOrder> pack(OrderMethod method) {
    return switch (method) {
      case BULK -> packer.pack(demands);
      case NUMBERS -> namedPacker.pack(demands);
      case SEARCH -> searched();
      case ITEMS -> itemOrders.pack(demands, maxNumbersPerOrder);
      case CAPACITY -> new ItemOrders(1).pack(demands, maxNumbersPerOrder);
    };
  }

  /** A group that is all or nothing is not split: above the limit it has an order of its own. */
  private List<PackedOrder> searched() {
    Map<Boolean, List<Demand>> large =
        demands.stream()
            .collect(
                Collectors.partitioningBy(
                    demand ->
                        demand.echo() == StagedGroup.UNDIVIDED
                            && demand.count() > numbersPerOrder));
    List<PackedOrder> orders =
        new ArrayList<>(namedPacker.pack(large.getOrDefault(false, List.of())));
    for (Demand demand : large.getOrDefault(true, List.of())) {
      orders.add(new PackedOrder(List.of(new Part(demand.row(), demand.count())), demand.count()));
    }
    orders.sort(Comparator.comparingLong(order -> order.parts().get(0).row()));
    return orders;
  }

  private record Named(PackedOrder order, RunTags tags) implements PlannedOrder {

    @Override
    public String reference(String account, @Nullable String customerReference, int orderNo) {
      return ReferenceFormat.reference(customerReference, tags.of(account), orderNo, 0);
    }

    @Override
    public int size() {
      return order.parts().size();
    }

    @Override
    public long row(int position) {
      return order.parts().get(position).row();
    }

    @Override
    public int count(int position) {
      return order.parts().get(position).count();
    }
  }
}
