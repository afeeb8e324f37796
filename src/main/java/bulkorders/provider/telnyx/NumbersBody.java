package bulkorders.provider.telnyx;

import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.RequestedNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /number_orders}. Only what is set is sent; {@code customer_reference} is
 * our reference of the order, never the user's own alone.
 */
final class NumbersBody {

  private final ObjectMapper json;

  NumbersBody(ObjectMapper json) {
    this.json = json;
  }

  byte[] of(OrderRequest order) {
    ObjectNode body = json.createObjectNode();
    ArrayNode numbers = body.putArray("phone_numbers");
    for (RequestedNumber number : order.numbers()) {
      ObjectNode node = numbers.addObject();
      node.put("phone_number", number.phoneNumber());
      put(node, "requirement_group_id", number.requirementGroupId());
    }
    OrderSettings settings = order.settings();
    put(body, "connection_id", settings.connectionId());
    put(body, "messaging_profile_id", settings.messagingProfileId());
    put(body, "billing_group_id", settings.billingGroupId());
    body.put("customer_reference", order.reference());
    return json.writeValueAsBytes(body);
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
