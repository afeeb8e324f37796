package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of the journal that hold orders, with their numbers as {@code [pool, first position,
 * count, …]}.
 */
final class JournalLines {

  private JournalLines() {}

  static ObjectNode order(long number, BulkOrder order) {
    ObjectNode line =
        Json.object()
            .put("line", "order")
            .put("number", number)
            .put("id", order.id().toString())
            .put("account", order.account())
            .put("accepted_at", order.acceptedAt().toString());
    write(line, order.timetable());
    write(line, order.settings());
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
    write(node, group.numbers());
    return node;
  }

  private static void write(ObjectNode line, Timetable timetable) {
    line.put("pace_ms", timetable.paceMillis())
        .put("stall_ms", timetable.stallMillis())
        .put("lag_ms", timetable.lagMillis());
  }

  private static void write(ObjectNode line, OrderSettings settings) {
    line.put("customer_reference", settings.customerReference())
        .put("connection_id", settings.connectionId())
        .put("messaging_profile_id", settings.messagingProfileId())
        .put("billing_group_id", settings.billingGroupId());
  }

  /** Puts numbers into a line. */
  static void write(ObjectNode node, List<Slice> numbers) {
    ArrayNode array = node.putArray("numbers");
    numbers.forEach(slice -> array.add(slice.pool().key()).add(slice.from()).add(slice.count()));
  }

  /** A number order that a client created itself. */
  static ObjectNode numberOrder(long number, ExplicitNumberOrder order) {
    ObjectNode line =
        Json.object()
            .put("line", "number_order")
            .put("number", number)
            .put("deadline", order.deadline().toString())
            .put("id", order.id().toString())
            .put("account", order.account())
            .put("accepted_at", order.acceptedAt().toString());
    write(line, order.timetable());
    write(line, order.settings());
    ArrayNode parts = line.putArray("parts");
    for (OrderPart part : order.parts()) {
      ObjectNode node =
          Json.object()
              .put("country", part.country())
              .put("type", part.numberType())
              .put("failing", part.failing());
      write(node, part.numbers());
      parts.add(node);
    }
    return line;
  }

  /** The order of such a line; its numbers are taken from stock. */
  static ExplicitNumberOrder readNumberOrder(JsonNode line, Inventory inventory) {
    List<OrderPart> parts = new ArrayList<>();
    int first = 0;
    for (JsonNode node : line.required("parts")) {
      OrderPart part =
          new OrderPart(
              first,
              node.required("country").asString(),
              node.required("type").asString(),
              taken(node, inventory),
              node.required("failing").asInt());
      parts.add(part);
      first += part.count();
    }
    return new ExplicitNumberOrder(
        UUID.fromString(line.required("id").asString()),
        line.required("account").asString(),
        Instant.parse(line.required("accepted_at").asString()),
        timetable(line),
        settings(line),
        Instant.parse(line.required("deadline").asString()),
        List.copyOf(parts));
  }

  /** The order of such a line; its numbers are taken from stock. */
  static BulkOrder readOrder(JsonNode line, Inventory inventory) {
    List<OrderGroup> groups = new ArrayList<>();
    Map<NewGroup, NewGroup> distinct = new HashMap<>();
    line.required("groups").forEach(group -> groups.add(readGroup(group, inventory, distinct)));
    return new BulkOrder(
        UUID.fromString(line.required("id").asString()),
        line.path("account").asString(""),
        Instant.parse(line.required("accepted_at").asString()),
        timetable(line),
        settings(line),
        List.copyOf(groups));
  }

  private static Timetable timetable(JsonNode line) {
    return new Timetable(
        line.required("pace_ms").asLong(),
        line.required("stall_ms").asLong(),
        line.required("lag_ms").asLong());
  }

  private static OrderSettings settings(JsonNode line) {
    return new OrderSettings(
        Json.text(line, "customer_reference"),
        Json.text(line, "connection_id"),
        Json.text(line, "messaging_profile_id"),
        Json.text(line, "billing_group_id"));
  }

  private static OrderGroup readGroup(
      JsonNode node, Inventory inventory, Map<NewGroup, NewGroup> distinct) {
    NewGroup wanted =
        new NewGroup(
            node.required("country").asString(),
            node.required("type").asString(),
            node.required("count").asInt(),
            node.required("strategy").asString(),
            Json.text(node, "area_code"),
            Json.text(node, "area"),
            null,
            List.of(),
            new NumberPattern(
                Json.text(node, "starts_with"),
                Json.text(node, "ends_with"),
                Json.text(node, "contains")),
            flag(node, "quickship"),
            flag(node, "exclude_held"));
    return new OrderGroup(
        distinct.computeIfAbsent(wanted, same -> same),
        taken(node, inventory),
        Json.text(node, "short"));
  }

  /** The numbers of a line. */
  static List<Slice> slices(JsonNode node, Inventory inventory) {
    List<Slice> numbers = new ArrayList<>();
    JsonNode slices = node.required("numbers");
    for (int i = 0; i < slices.size(); i += 3) {
      StockPool pool = inventory.pool(slices.get(i).asString());
      numbers.add(new Slice(pool, slices.get(i + 1).asInt(), slices.get(i + 2).asInt()));
    }
    return List.copyOf(numbers);
  }

  private static List<Slice> taken(JsonNode node, Inventory inventory) {
    List<Slice> numbers = slices(node, inventory);
    numbers.forEach(slice -> slice.pool().take(slice.from(), slice.count()));
    return numbers;
  }

  private static @Nullable Boolean flag(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? Boolean.valueOf(value.asBoolean()) : null;
  }
}
