package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import tools.jackson.core.JsonGenerator;

/** The account's money: {@code /balance}. It never changes. */
final class BalanceResource {

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add(
        "GET",
        "balance",
        Operation.ANY,
        request -> Reply.json(200, json -> TelnyxJson.data(json, () -> write(json))));
  }

  private static void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("record_type", "balance");
    json.writeStringProperty("balance", "1000000.00");
    json.writeStringProperty("pending", "0.00");
    json.writeStringProperty("credit_limit", "0.00");
    json.writeStringProperty("available_credit", "1000000.00");
    json.writeStringProperty("currency", "USD");
    json.writeEndObject();
  }
}
