package bulkorders.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the lines of the journal mean. {@code order}: an accepted order with its numbers as {@code
 * [pool, first position, count, …]}; {@code stock}: what a pool has left from here on; {@code
 * rename}: the customer reference of a number order from here on.
 */
final class JournalLines {

  private JournalLines() {}

  static ObjectNode stock(String pool, int stock) {
    return Json.object().put("line", "stock").put("pool", pool).put("stock", stock);
  }

  static ObjectNode rename(UUID numberOrder, String customerReference) {
    return Json.object()
        .put("line", "rename")
        .put("number_order", numberOrder.toString())
        .put("customer_reference", customerReference);
  }

  static ObjectNode order(long number, BulkOrder order) {
    ObjectNode line =
        Json.object()
            .put("line", "order")
            .put("number", number)
            .put("id", order.id().toString())
            .put("account", order.account())
            .put("accepted_at", order.acceptedAt().toString())
            .put("pace_ms", order.timetable().paceMillis())
            .put("stall_ms", order.timetable().stallMillis())
            .put("lag_ms", order.timetable().lagMillis())
            .put("customer_reference", order.customerReference())
            .put("connection_id", order.connectionId())
            .put("messaging_profile_id", order.messagingProfileId())
            .put("billing_group_id", order.billingGroupId());
    ArrayNode groups = line.putArray("groups");
    order.groups().forEach(group -> groups.add(group(group)));
    return line;
  }

  private static ObjectNode group(OrderGroup group) {
    NewGroup wanted = group.wanted();
    ObjectNode node =
        Json.object()
            .put("country", wanted.country())
            .put("type", wanted.numberType())
            .put("count", wanted.count())
            .put("strategy", wanted.strategy())
            .put("area_code", wanted.nationalDestinationCode())
            .put("area", wanted.administrativeArea())
            .put("starts_with", wanted.pattern().startsWith())
            .put("ends_with", wanted.pattern().endsWith())
            .put("contains", wanted.pattern().contains())
            .put("quickship", wanted.quickship())
            .put("exclude_held", wanted.excludeHeldNumbers())
            .put("short", group.shortReason());
    ArrayNode numbers = node.putArray("numbers");
    group
        .numbers()
        .forEach(slice -> numbers.add(slice.pool().key()).add(slice.from()).add(slice.count()));
    return node;
  }

  /** Applies a line: numbers and stock to the inventory, the rest to the consumers. */
  static void replay(
      JsonNode line,
      Inventory inventory,
      BiConsumer<Long, BulkOrder> orders,
      BiConsumer<UUID, String> renames) {
    String kind = line.path("line").asString("");
    switch (kind) {
      case "stock" ->
          inventory.restock(line.required("pool").asString(), line.required("stock").asInt());
      case "order" -> orders.accept(line.required("number").asLong(), readOrder(line, inventory));
      case "rename" ->
          renames.accept(
              UUID.fromString(line.required("number_order").asString()),
              line.required("customer_reference").asString());
      default -> throw new IllegalStateException("Unknown kind of journal line: " + kind);
    }
  }

  private static BulkOrder readOrder(JsonNode line, Inventory inventory) {
    List<OrderGroup> groups = new ArrayList<>();
    Map<NewGroup, NewGroup> distinct = new HashMap<>();
    line.required("groups").forEach(group -> groups.add(readGroup(group, inventory, distinct)));
    return new BulkOrder(
        UUID.fromString(line.required("id").asString()),
        line.path("account").asString(""),
        Instant.parse(line.required("accepted_at").asString()),
        new Timetable(
            line.required("pace_ms").asLong(),
            line.required("stall_ms").asLong(),
            line.required("lag_ms").asLong()),
        text(line, "customer_reference"),
        text(line, "connection_id"),
        text(line, "messaging_profile_id"),
        text(line, "billing_group_id"),
        List.copyOf(groups));
  }

  private static OrderGroup readGroup(
      JsonNode node, Inventory inventory, Map<NewGroup, NewGroup> distinct) {
    NewGroup wanted =
        new NewGroup(
            node.required("country").asString(),
            node.required("type").asString(),
            node.required("count").asInt(),
            node.required("strategy").asString(),
            text(node, "area_code"),
            text(node, "area"),
            null,
            List.of(),
            new NumberPattern(
                text(node, "starts_with"), text(node, "ends_with"), text(node, "contains")),
            flag(node, "quickship"),
            flag(node, "exclude_held"));
    List<Slice> numbers = new ArrayList<>();
    JsonNode slices = node.required("numbers");
    for (int i = 0; i < slices.size(); i += 3) {
      numbers.add(
          inventory.replay(
              slices.get(i).asString(), slices.get(i + 1).asInt(), slices.get(i + 2).asInt()));
    }
    return new OrderGroup(
        distinct.computeIfAbsent(wanted, same -> same), List.copyOf(numbers), text(node, "short"));
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.asString() : null;
  }

  private static @Nullable Boolean flag(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? Boolean.valueOf(value.asBoolean()) : null;
  }
}
