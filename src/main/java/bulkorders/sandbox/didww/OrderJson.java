package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as the API shows them. */
final class OrderJson {

  private OrderJson() {}

  /**
   * An order.
   *
   * @param status what is shown of it, which a fault may hold back
   */
  static Resource resource(Order order, Order.Status status, ApiVersion version, boolean shuffled) {
    OrderFacts facts = order.facts();
    boolean modern = version.hasReferences();
    @Nullable String method = facts.callbackMethod();
    ObjectNode attributes =
        Json.object()
            .put("amount", Money.text(facts.amount()))
            .put("status", modern ? status.code() : capitalised(status.code()))
            .put("created_at", Times.text(facts.createdAt()))
            .put("reference", facts.ownReference())
            .put("description", facts.ofNumbers() ? "DID" : "Capacity");
    ArrayNode items = attributes.putArray("items");
    @Nullable Instant filledAt = status == Order.Status.COMPLETED ? order.leftPendingAt() : null;
    List<OrderItem> shown = new ArrayList<>(facts.items());
    if (shuffled) {
      Collections.reverse(shown);
    }
    shown.forEach(item -> items.add(item(item, filledAt)));
    attributes
        .put("callback_url", facts.callbackUrl())
        .put(
            "callback_method", method == null || modern ? method : method.toUpperCase(Locale.ROOT));
    if (modern) {
      attributes.put("external_reference_id", order.reference());
    }
    return Resource.of("orders", order.id(), attributes);
  }

  private static String capitalised(String code) {
    return code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1);
  }

  private static ObjectNode item(OrderItem item, @Nullable Instant filledAt) {
    String nrc = Money.text(item.nrc());
    String mrc = Money.text(item.mrc());
    @Nullable LocalDate from = filledAt == null ? null : Times.day(filledAt);
    ObjectNode attributes =
        Json.object()
            .put("qty", item.qty())
            .put("nrc", nrc)
            .put("mrc", mrc)
            .put("prorated_mrc", false)
            .put("billed_from", from == null ? null : from.toString())
            .put("billed_to", from == null ? null : from.plusMonths(1).toString());
    if (item.group() == null) {
      attributes.put("capacity_pool_id", item.pool());
    } else {
      attributes.put("setup_price", nrc).put("monthly_price", mrc);
      attributes.put("did_group_id", item.group());
    }
    ObjectNode node =
        Json.object().put("type", item.group() == null ? OrderItem.CHANNELS : OrderItem.NUMBERS);
    node.set("attributes", attributes);
    return node;
  }
}
