package bulkorders.sandbox;

import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;

/** Numbers for sale: {@code /available_phone_numbers}. */
final class SearchResource {

  private final Store store;
  private final NumberSearch search;

  SearchResource(Store store, NumberSearch search) {
    this.store = store;
    this.search = search;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("GET", "available_phone_numbers", Operation.SEARCH, this::search);
  }

  private Reply search(TelnyxRequest request) {
    SearchCriteria criteria = SearchCriteria.read(request.query());
    NumberSearch.Found found =
        request.hits(FaultKind.OUT_OF_STOCK)
            ? NumberSearch.Found.NOTHING
            : store.within(() -> search.search(request.account(), criteria));
    return Reply.streamed(json -> AvailableNumberJson.found(json, found));
  }
}
