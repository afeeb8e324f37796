package bulkorders.provider.didww;

import bulkorders.provider.RequestedGroup;
import java.util.ArrayList;
import java.util.List;

/** How groups are spread over the items of an order: an item has at most 1,000 numbers. */
final class ItemSplit {

  /** DIDWW's OpenAPI document of version 2026-10-22: {@code qty}, 1 to 1000 per item. */
  static final int MOST_PER_ITEM = 1_000;

  private ItemSplit() {}

  /**
   * An item to be.
   *
   * @param group its group
   * @param qty how many of the group's numbers it asks for
   */
  record Share(RequestedGroup group, int qty) {}

  static List<Share> of(List<RequestedGroup> groups) {
    List<Share> shares = new ArrayList<>();
    for (RequestedGroup group : groups) {
      int left = group.count();
      // Channels are not numbers: one item has up to 10,000 of them.
      int most = group.criteria().method().leadsToNumbers() ? MOST_PER_ITEM : left;
      while (left > 0) {
        int qty = Math.min(left, most);
        shares.add(new Share(group, qty));
        left -= qty;
      }
    }
    return shares;
  }
}
