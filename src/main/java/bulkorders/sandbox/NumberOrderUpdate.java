package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code PATCH /number_orders/{id}}; other fields are ignored.
 *
 * @param customerReference null when it is to stay as it is
 */
record NumberOrderUpdate(@Nullable String customerReference) {

  /** The update, or a {@link TelnyxRefusal}. */
  static NumberOrderUpdate read(byte[] body) {
    JsonNode reference;
    try {
      reference = Json.parse(body).path("customer_reference");
    } catch (JacksonException e) {
      throw TelnyxRefusal.invalidJson(e.getOriginalMessage());
    }
    if (reference.isMissingNode() || reference.isNull()) {
      return new NumberOrderUpdate(null);
    }
    if (!reference.isString()) {
      throw new TelnyxRefusal(
          422,
          List.of(
              TelnyxError.of(
                  "10015", "Invalid parameter", "customer_reference must be a string.")));
    }
    return new NumberOrderUpdate(reference.asString());
  }
}
