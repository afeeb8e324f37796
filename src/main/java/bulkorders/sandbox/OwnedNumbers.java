package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that accounts have. Inside of {@link Store#within} only. */
final class OwnedNumbers {

  private final NumberOrderBook book;
  private final Inventory inventory;

  OwnedNumbers(NumberOrderBook book, Inventory inventory) {
    this.book = book;
    this.inventory = inventory;
  }

  /** A page of an account's numbers that pass the filter. */
  Page<OwnedNumber> list(String account, Paging paging, OwnedNumberFilter filter) {
    if (filter.sort() == null) {
      PageBuilder<OwnedNumber> page = new PageBuilder<>(paging);
      collect(account, filter, page);
      return page.page();
    }
    PageBuilder<OwnedNumber> all = new PageBuilder<>(new Paging(1, Integer.MAX_VALUE));
    collect(account, filter, all);
    List<OwnedNumber> sorted = new ArrayList<>(all.page().entries());
    switch (filter.sort()) {
      case "phone_number" -> sorted.sort(Comparator.comparing(OwnedNumber::e164));
      case "-phone_number" ->
          sorted.sort(Comparator.comparing(OwnedNumber::e164, Comparator.reverseOrder()));
      default -> Collections.reverse(sorted);
    }
    PageBuilder<OwnedNumber> page = new PageBuilder<>(paging);
    page.add(sorted.size(), sorted::get);
    return page.page();
  }

  private void collect(String account, OwnedNumberFilter filter, PageBuilder<OwnedNumber> page) {
    @Nullable Place exactly =
        filter.digits() == null ? null : inventory.locate("+" + filter.digits());
    book.newestFirst(
        account,
        filter.reference(),
        order -> {
          if (filter.passes(order)) {
            book.subOrders(order).stream()
                .filter(sub -> filter.passes(sub.part()))
                .filter(sub -> exactly == null || sub.part().indexOf(exactly) >= 0)
                .forEach(sub -> collect(book.view(sub), exactly, filter, page));
          }
        });
  }

  private void collect(
      SubOrderView view,
      @Nullable Place exactly,
      OwnedNumberFilter filter,
      PageBuilder<OwnedNumber> page) {
    OrderPart part = view.sub().part();
    if (view.status().equals(Status.CANCELLED)) {
      return;
    }
    if (exactly != null) {
      add(view, part.indexOf(exactly), filter, page);
      return;
    }
    for (int i = 0; i < part.count(); i++) {
      add(view, i, filter, page);
    }
  }

  private void add(
      SubOrderView view, int index, OwnedNumberFilter filter, PageBuilder<OwnedNumber> page) {
    OwnedNumber owned = new OwnedNumber(new NumberView(view, index));
    if (!owned.number().state().status().equals(Status.FAILURE)
        && !book.isDeleted(view.sub(), index)
        && filter.passes(owned)) {
      page.add(owned);
    }
  }

  /** Gives a number back that is in service; false if the account has no such number. */
  boolean giveBack(String account, String number) {
    OwnedNumberFilter filter = OwnedNumberFilter.active(number.substring(1));
    PageBuilder<OwnedNumber> found = new PageBuilder<>(new Paging(1, 1));
    if (inventory.locate(number) != null) {
      collect(account, filter, found);
    }
    found
        .page()
        .entries()
        .forEach(owned -> book.delete(owned.number().parent().sub(), owned.number().index()));
    return !found.page().entries().isEmpty();
  }
}
