package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The number order that a group of a bulk order led to.
 *
 * @param index place of its group in the order
 */
record BulkNumberOrder(BulkOrder order, int index) implements NumberOrder {

  @Override
  public UUID id() {
    return Ids.derive(order.id(), 2L * index);
  }

  @Override
  public String account() {
    return order.account();
  }

  @Override
  public Instant acceptedAt() {
    return order.acceptedAt();
  }

  @Override
  public Timetable timetable() {
    return order.timetable();
  }

  @Override
  public OrderSettings settings() {
    return order.settings();
  }

  @Override
  public List<OrderPart> parts() {
    OrderGroup group = order.groups().get(index);
    NewGroup wanted = group.wanted();
    return List.of(new OrderPart(0, wanted.country(), wanted.plainType(), group.numbers(), 0));
  }

  @Override
  public boolean existsAt(Instant now) {
    return order.stageAt(now) != Stage.PENDING;
  }
}
