package bulkorders.provider.didww;

import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /orders}. Its {@code external_reference_id} is always our reference of
 * the order, and whether back orders are wanted is always said: DIDWW takes silence for yes.
 */
final class OrderBody {

  private final ObjectMapper json;

  OrderBody(ObjectMapper json) {
    this.json = json;
  }

  byte[] of(OrderRequest order) {
    ObjectNode data = json.createObjectNode().put("type", "orders");
    ObjectNode attributes = data.putObject("attributes");
    OrderSettings settings = order.settings();
    attributes.put("allow_back_ordering", Boolean.TRUE.equals(settings.allowBackOrdering()));
    attributes.put("external_reference_id", order.reference());
    put(attributes, "callback_url", settings.callbackUrl());
    put(attributes, "callback_method", settings.callbackMethod());
    ArrayNode items = attributes.putArray("items");
    ItemSplit.of(order.groups()).forEach(share -> add(items.addObject(), share));
    ObjectNode body = json.createObjectNode();
    body.set("data", data);
    return json.writeValueAsBytes(body);
  }

  /** A new reference for an order. */
  byte[] reference(String orderId, String reference) {
    ObjectNode data = json.createObjectNode().put("type", "orders").put("id", orderId);
    data.putObject("attributes").put("external_reference_id", reference);
    ObjectNode body = json.createObjectNode();
    body.set("data", data);
    return json.writeValueAsBytes(body);
  }

  private static void add(ObjectNode node, ItemSplit.Share share) {
    OrderItem item = Objects.requireNonNull(share.group().criteria().item());
    boolean isCapacity = item.capacityPoolId() != null;
    node.put("type", isCapacity ? "capacity_order_items" : "did_order_items");
    ObjectNode attributes = node.putObject("attributes");
    put(attributes, "sku_id", item.skuId());
    put(attributes, "capacity_pool_id", item.capacityPoolId());
    put(attributes, "nanpa_prefix_id", item.nanpaPrefixId());
    put(attributes, "available_did_id", item.availableDidId());
    put(attributes, "did_reservation_id", item.didReservationId());
    if (!item.isOneNumber()) {
      attributes.put("qty", share.qty());
    }
    put(attributes, "billing_cycles_count", item.billingCyclesCount());
    put(attributes, "prorate_days_qty", item.prorateDaysQty());
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
