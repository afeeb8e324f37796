package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/** Reads what bulk orders and number orders say of themselves as a whole. */
final class OrderSettingsReader {

  /** Ids with this value are refused, to try what an unknown id leads to. */
  private static final String INVALID = "invalid";

  private OrderSettingsReader() {}

  static OrderSettings read(BodyReader body) {
    @Nullable String connectionId = body.text("connection_id");
    @Nullable String messagingProfileId = body.text("messaging_profile_id");
    if (INVALID.equals(connectionId)) {
      body.fault(
          "/connection_id", "85004", "Invalid connection id", "There is no such connection.");
    }
    if (INVALID.equals(messagingProfileId)) {
      body.fault(
          "/messaging_profile_id",
          "85005",
          "Invalid messaging profile id",
          "There is no such messaging profile.");
    }
    return new OrderSettings(
        body.text("customer_reference"),
        connectionId,
        messagingProfileId,
        body.text("billing_group_id"));
  }
}
