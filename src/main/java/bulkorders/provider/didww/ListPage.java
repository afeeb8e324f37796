package bulkorders.provider.didww;

import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListPage.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A page of a list as DIDWW shows it.
 *
 * @param resources its entries
 * @param total how many there are on all pages, null when it is not told
 * @param fault what is wrong with the page, null when nothing is
 */
record ListPage(List<JsonNode> resources, @Nullable Long total, @Nullable String fault) {

  /** Takes a document apart. */
  static ListPage of(JsonNode document) {
    JsonNode total = document.path("meta").path("total_records");
    Long said = total.isIntegralNumber() && total.asLong() >= 0 ? (Long) total.asLong() : null;
    if (!document.path("data").isArray()) {
      return new ListPage(List.of(), said, "has no list");
    }
    List<JsonNode> resources = new ArrayList<>();
    document.path("data").forEach(resources::add);
    return new ListPage(resources, said, null);
  }

  /** The same as a page of orders. */
  OrderListPage orders(String currency, Consumer<AnsweredOrder> seen) {
    List<Listed> listed = new ArrayList<>();
    String wrong = fault;
    for (JsonNode resource : resources) {
      AnsweredOrder order = AnsweredOrder.of(resource, currency);
      seen.accept(order);
      if (order.id().isEmpty()) {
        wrong = "has an order without a readable id";
      } else {
        listed.add(new Listed(order.id(), order.reference(), order.createdAt()));
      }
    }
    return new OrderListPage(listed, total, wrong);
  }
}
