package bulkorders.provider.telnyx;

import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.BookedOrder.BookedGroup;
import bulkorders.provider.telnyx.AnsweredOrder.AnsweredGroup;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads pages of Telnyx's lists from the wire entry by entry: 250 entries of 10,000 numbers each
 * are too many to be held at once.
 */
final class BookReader {

  private static final TelnyxEcho ECHO = new TelnyxEcho();

  private final ObjectMapper json;

  BookReader(ObjectMapper json) {
    this.json = json;
  }

  BookPage orders(InputStream body, Consumer<BookedOrder> orders) {
    return page(
        body,
        parser -> {
          AnsweredOrder answered = AnsweredOrder.read(parser);
          String id = answered.id();
          if (id == null || id.isBlank()) {
            return false;
          }
          List<AnsweredGroup> groups = answered.groups() == null ? List.of() : answered.groups();
          orders.accept(
              new BookedOrder(
                  id,
                  answered.reference(),
                  answered.createdAt(),
                  groups.stream().map(BookReader::booked).toList()));
          return true;
        });
  }

  private static BookedGroup booked(AnsweredGroup group) {
    String status = group.status() == null ? "" : group.status().strip().toLowerCase(Locale.ROOT);
    Integer allocated =
        status.equals(GroupMatching.SUCCESS) ? group.countRequested() : group.countAllocated();
    return new BookedGroup(
        ECHO.echoed(group.fields()),
        group.countRequested(),
        allocated,
        group.status(),
        GroupMatching.SETTLED.contains(status),
        group.numberOrders() == null
            ? List.of()
            : group.numberOrders().stream().map(ref -> ref.numberOrderId()).toList());
  }

  BookPage numberOrders(InputStream body, Consumer<BookedNumberOrder> numberOrders) {
    return page(
        body,
        parser -> {
          BookedNumberOrder booked = NumberOrderListPage.Entry.read(parser).booked();
          if (booked.id().isBlank()) {
            return false;
          }
          numberOrders.accept(booked);
          return true;
        });
  }

  private BookPage page(InputStream body, ListAnswer.Entry entry) {
    return ListAnswer.read(json, body, entry, "has an entry without an id");
  }
}
