package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.util.UUID;

/**
 * A sub number order.
 *
 * @param index place of its part in the number order
 */
record SubOrder(NumberOrder order, int index, OrderPart part) {

  UUID id() {
    return Ids.part(order.id(), Ids.Member.SUB_ORDER, index);
  }

  /** The id of a number of it within the order. */
  UUID phoneNumberId(int indexInPart) {
    return Ids.part(order.id(), Ids.Member.PHONE_NUMBER, part.first() + indexInPart);
  }
}
