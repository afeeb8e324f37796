package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of number orders, one by one: {@code /number_order_phone_numbers}. */
final class OrderNumberResource {

  private static final String PATH = "number_order_phone_numbers";
  private static final String COUNTRY = "filter[country_code]";

  private final Store store;
  private final NumberOrderBook book;

  OrderNumberResource(Store store, NumberOrderBook book) {
    this.store = store;
    this.book = book;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", PATH, Operation.GET_NUMBERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_NUMBERS, this::get);
  }

  private Reply list(TelnyxRequest request) {
    @Nullable String country = new FilterReader(request.query(), Set.of(COUNTRY)).text(COUNTRY);
    Paging paging = request.paging();
    Page<NumberView> page =
        store.within(
            () -> {
              PageBuilder<NumberView> pages = new PageBuilder<>(paging);
              book.newestFirst(
                  request.account(),
                  null,
                  order ->
                      book.subOrders(order).stream()
                          .filter(sub -> country == null || country.equals(sub.part().country()))
                          .forEach(
                              sub ->
                                  pages.add(
                                      sub.part().count(),
                                      index -> new NumberView(book.view(sub), index))));
              return pages.page();
            });
    return Reply.streamed(json -> TelnyxJson.page(json, page, NumberOrderJson::number));
  }

  private Reply get(TelnyxRequest request) {
    @Nullable NumberView number =
        store.within(() -> book.findNumber(request.account(), request.id()));
    if (number == null) {
      throw TelnyxRefusal.notFound();
    }
    return Reply.json(
        200, json -> TelnyxJson.data(json, () -> NumberOrderJson.number(json, number)));
  }
}
