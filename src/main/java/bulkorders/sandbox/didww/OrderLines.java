package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as lines of the journal. Numbers are runs of positions: {@code [first, count, …]}. */
final class OrderLines {

  private OrderLines() {}

  static ObjectNode order(OrderFacts facts) {
    ObjectNode line =
        Json.object()
            .put("line", "didww_order")
            .put("number", facts.number())
            .put("id", facts.id().toString())
            .put("account", facts.account())
            .put("created_at", facts.createdAt().toString())
            .put("reference", facts.reference())
            .put("callback_url", facts.callbackUrl())
            .put("callback_method", facts.callbackMethod())
            .put("pace_ms", facts.paceMillis())
            .put("lag_ms", facts.lagMillis())
            .put("callback_delay_ms", facts.callbackDelayMillis())
            .put("calls_twice", facts.callsTwice());
    ArrayNode reservations = line.putArray("reservations");
    facts.reservations().forEach(reservations::add);
    ArrayNode items = line.putArray("items");
    for (OrderItem item : facts.items()) {
      items
          .addObject()
          .put("group", item.group())
          .put("pool", item.pool())
          .put("sku", item.sku())
          .put("qty", item.qty())
          .put("most", item.most())
          .put("nrc", item.nrc().toPlainString())
          .put("mrc", item.mrc().toPlainString())
          .put("nanpa_prefix", item.nanpaPrefix())
          .put("position", item.position())
          .put("billing_cycles", item.billingCycles());
    }
    return line;
  }

  static OrderFacts facts(JsonNode line) {
    List<OrderItem> items = new ArrayList<>();
    for (JsonNode item : line.required("items")) {
      items.add(
          new OrderItem(
              Json.text(item, "group"),
              Json.text(item, "pool"),
              Json.text(item, "sku"),
              item.required("qty").asInt(),
              item.required("most").asInt(),
              new BigDecimal(item.required("nrc").asString()),
              new BigDecimal(item.required("mrc").asString()),
              Json.text(item, "nanpa_prefix"),
              whole(item, "position"),
              whole(item, "billing_cycles")));
    }
    List<String> reservations = new ArrayList<>();
    line.required("reservations").forEach(id -> reservations.add(id.asString()));
    return new OrderFacts(
        line.required("number").asLong(),
        UUID.fromString(line.required("id").asString()),
        line.required("account").asString(),
        Instant.parse(line.required("created_at").asString()),
        Json.text(line, "reference"),
        Json.text(line, "callback_url"),
        Json.text(line, "callback_method"),
        List.copyOf(items),
        List.copyOf(reservations),
        line.required("pace_ms").asLong(),
        line.required("lag_ms").asLong(),
        line.required("callback_delay_ms").asLong(),
        line.required("calls_twice").asBoolean());
  }

  private static @Nullable Integer whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber() ? Integer.valueOf(value.asInt()) : null;
  }

  static void write(ObjectNode line, List<int[]> numbers) {
    ArrayNode items = line.putArray("numbers");
    for (int[] positions : numbers) {
      ArrayNode runs = items.addArray();
      for (int i = 0; i < positions.length; ) {
        int end = i + 1;
        while (end < positions.length && positions[end] == positions[end - 1] + 1) {
          end++;
        }
        runs.add(positions[i]).add(end - i);
        i = end;
      }
    }
  }

  /** The numbers of a line; null if it has none. */
  static @Nullable List<int[]> numbers(JsonNode line) {
    if (!line.path("numbers").isArray()) {
      return null;
    }
    List<int[]> numbers = new ArrayList<>();
    for (JsonNode runs : line.required("numbers")) {
      int count = 0;
      for (int i = 1; i < runs.size(); i += 2) {
        count += runs.get(i).asInt();
      }
      int[] positions = new int[count];
      int at = 0;
      for (int i = 0; i < runs.size(); i += 2) {
        for (int k = 0; k < runs.get(i + 1).asInt(); k++) {
          positions[at++] = runs.get(i).asInt() + k;
        }
      }
      numbers.add(positions);
    }
    return numbers;
  }
}
