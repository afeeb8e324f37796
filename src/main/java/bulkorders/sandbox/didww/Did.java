package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Ids;
import java.util.UUID;

/**
 * A number that was bought.
 *
 * @param index among the numbers of its order
 */
record Did(Order order, OrderItem item, DidGroup group, int index, int position) {

  UUID id() {
    return Ids.part(order.id(), Ids.Member.PHONE_NUMBER, index);
  }

  String number() {
    return group.numbers().number(position);
  }
}
