package bulkorders.planning;

import java.util.BitSet;

/**
 * The orders of one lane that still have room, found by how much. An order is a number from 0 up in
 * the sequence of opening.
 *
 * <p>Rooms are small integers, so the tightest fit is the next set bit rather than a search over
 * orders: its cost does not grow with the number of orders.
 */
final class OpenOrders {

  static final int NONE = -1;

  private final BitSet rooms;

  /** The order last added with a room; meaningful where the room's bit is set. */
  private final int[] newest;

  /** The order added before with the same room. */
  private int[] older = new int[0];

  /**
   * @param limit the most room an order can have
   */
  OpenOrders(int limit) {
    rooms = new BitSet(limit + 1);
    newest = new int[limit + 1];
  }

  /** Forgets all orders and prepares for orders 0 to {@code capacity - 1}. */
  void reset(int capacity) {
    rooms.clear();
    if (older.length < capacity) {
      older = new int[capacity];
    }
  }

  void add(int order, int room) {
    older[order] = rooms.get(room) ? newest[room] : NONE;
    newest[room] = order;
    rooms.set(room);
  }

  /** The smallest room that takes {@code size}, or {@link #NONE}. */
  int tightestRoom(int size) {
    return rooms.nextSetBit(size);
  }

  /** Takes out the order last added with exactly this room; there has to be one. */
  int remove(int room) {
    int order = newest[room];
    newest[room] = older[order];
    if (older[order] == NONE) {
      rooms.clear(room);
    }
    return order;
  }
}
