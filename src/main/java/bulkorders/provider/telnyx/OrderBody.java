package bulkorders.provider.telnyx;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.RequestedGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /inexplicit_number_orders}. Only what is set is sent; {@code
 * count_requested} is a JSON string there; {@code customer_reference} is our reference of the
 * order, never the user's own alone.
 */
final class OrderBody {

  private final ObjectMapper json;

  OrderBody(ObjectMapper json) {
    this.json = json;
  }

  byte[] of(OrderRequest order) {
    ObjectNode body = json.createObjectNode();
    ArrayNode groups = body.putArray("ordering_groups");
    for (RequestedGroup group : order.groups()) {
      add(groups.addObject(), group);
    }
    OrderSettings settings = order.settings();
    put(body, "connection_id", settings.connectionId());
    put(body, "messaging_profile_id", settings.messagingProfileId());
    put(body, "billing_group_id", settings.billingGroupId());
    body.put("customer_reference", order.reference());
    return json.writeValueAsBytes(body);
  }

  private static void add(ObjectNode node, RequestedGroup group) {
    GroupCriteria criteria = group.criteria();
    node.put("country_iso", criteria.countryIso());
    node.put("count_requested", Integer.toString(group.count()));
    node.put("phone_number_type", criteria.phoneNumberType());
    put(node, "national_destination_code", criteria.nationalDestinationCode());
    put(node, "administrative_area", criteria.administrativeArea());
    put(node, "locality", criteria.locality());
    if (!criteria.features().isEmpty()) {
      ArrayNode features = node.putArray("features");
      criteria.features().forEach(features::add);
    }
    put(node, "strategy", criteria.strategy());
    addPattern(node, criteria);
    put(node, "quickship", criteria.quickship());
    put(node, "exclude_held_numbers", criteria.excludeHeldNumbers());
  }

  private static void addPattern(ObjectNode node, GroupCriteria criteria) {
    if (criteria.startsWith() == null
        && criteria.endsWith() == null
        && criteria.contains() == null) {
      return;
    }
    ObjectNode pattern = node.putObject("phone_number");
    put(pattern, "starts_with", criteria.startsWith());
    put(pattern, "ends_with", criteria.endsWith());
    put(pattern, "contains", criteria.contains());
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Boolean value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
