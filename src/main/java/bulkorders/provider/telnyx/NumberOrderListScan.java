package bulkorders.provider.telnyx;

import bulkorders.provider.ListedNumberOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Reads the list of number orders, page by page, until nothing wanted is left or the list is of no
 * more help. It may shift while it is read, and whether it knows our references at all is not
 * certain: what it does not show is read by id, so it must only be cheaper than that.
 */
final class NumberOrderListScan {

  private static final int WANTED_PER_PAGE = 10;

  private final IntFunction<NumberOrderListPage> pages;
  private final Set<String> left;
  private final int mostPages;

  /**
   * @param pages reads a page by its number, from 1
   * @param wanted ids of the number orders to look for
   */
  NumberOrderListScan(IntFunction<NumberOrderListPage> pages, Set<String> wanted) {
    this.pages = pages;
    this.left = new HashSet<>(wanted);
    this.mostPages = wanted.size() / WANTED_PER_PAGE + 1;
  }

  void scan(Consumer<List<ListedNumberOrder>> found) {
    List<String> before = List.of();
    for (int number = 1; number <= mostPages && !left.isEmpty(); number++) {
      NumberOrderListPage page = pages.apply(number);
      if (page.ids().isEmpty() || page.ids().equals(before)) {
        return;
      }
      found.accept(page.told().stream().filter(order -> left.remove(order.id())).toList());
      before = page.ids();
    }
  }
}
