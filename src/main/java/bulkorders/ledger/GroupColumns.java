package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns in which several tables keep the same thing. */
final class GroupColumns {

  private GroupColumns() {}

  static GroupCriteria criteria(ResultSet rs) throws SQLException {
    String features = rs.getString("features");
    OrderMethod method = OrderMethod.labelled(rs.getString("order_method"));
    return new GroupCriteria(
        rs.getString("country_iso"),
        rs.getString("phone_number_type"),
        rs.getString("national_destination_code"),
        rs.getString("administrative_area"),
        rs.getString("locality"),
        features == null ? List.of() : Arrays.asList(features.split("\\|")),
        rs.getString("starts_with"),
        rs.getString("ends_with"),
        rs.getString("contains"),
        rs.getObject("quickship", Boolean.class),
        rs.getObject("exclude_held_numbers", Boolean.class),
        rs.getString("strategy"),
        method,
        rs.getString("phone_number"),
        rs.getString("requirement_group_id"),
        rs.getObject("best_effort", Boolean.class),
        item(rs, method));
  }

  private static @Nullable OrderItem item(ResultSet rs, OrderMethod method) throws SQLException {
    return switch (method) {
      case ITEMS, CAPACITY ->
          new OrderItem(
              rs.getString("sku_id"),
              rs.getString("nanpa_prefix_id"),
              rs.getString("available_did_id"),
              rs.getString("did_reservation_id"),
              rs.getObject("billing_cycles_count", Integer.class),
              rs.getObject("prorate_days_qty", Integer.class),
              rs.getString("capacity_pool_id"),
              rs.getString("did_group_id"));
      case BULK, NUMBERS, SEARCH -> null;
    };
  }

  static OrderSettings settings(ResultSet rs) throws SQLException {
    return new OrderSettings(
        rs.getString("connection_id"),
        rs.getString("messaging_profile_id"),
        rs.getString("billing_group_id"),
        rs.getString("customer_reference"),
        rs.getObject("allow_back_ordering", Boolean.class),
        rs.getString("callback_url"),
        rs.getString("callback_method"));
  }
}
