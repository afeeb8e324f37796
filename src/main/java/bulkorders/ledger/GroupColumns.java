package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Columns in which several tables keep the same thing. */
final class GroupColumns {

  private GroupColumns() {}

  static GroupCriteria criteria(ResultSet rs) throws SQLException {
    String features = rs.getString("features");
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
        OrderMethod.labelled(rs.getString("order_method")),
        rs.getString("phone_number"),
        rs.getString("requirement_group_id"),
        rs.getObject("best_effort", Boolean.class));
  }

  static OrderSettings settings(ResultSet rs) throws SQLException {
    return new OrderSettings(
        rs.getString("connection_id"),
        rs.getString("messaging_profile_id"),
        rs.getString("billing_group_id"),
        rs.getString("customer_reference"));
  }
}
