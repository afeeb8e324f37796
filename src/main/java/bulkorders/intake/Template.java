package bulkorders.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An input to start from: a header, and example rows to be written over. */
public enum Template {
  /** Bulk orders at Telnyx. The rows are valid as they are. */
  TELNYX,
  /** Orders at DIDWW. */
  DIDWW;

  /** The fewest columns that make sense. */
  public String minimal() {
    return switch (this) {
      case TELNYX ->
          csv(
              List.of(
                  Column.COUNTRY_ISO,
                  Column.PHONE_NUMBER_TYPE,
                  Column.COUNT_REQUESTED,
                  Column.NATIONAL_DESTINATION_CODE),
              List.of());
      case DIDWW ->
          """
          sku_id,qty
          b6d9d793-578d-42d3-bc33-73dd8155e615,2
          """;
    };
  }

  /** Every column there is. */
  public String all() {
    return switch (this) {
      case TELNYX ->
          csv(
              Column.ALL.stream().filter(column -> column.isOf(RowRules.TELNYX)).toList(),
              List.of("x_note"));
      case DIDWW ->
          """
          request_id,sku_id,qty,nanpa_prefix_id,available_did_id,did_reservation_id,billing_cycles_count,prorate_days_qty,\
          capacity_pool_id,allow_back_ordering,callback_url,callback_method,external_reference_id,x_note
          berlin-1,b6d9d793-578d-42d3-bc33-73dd8155e615,2,,,,1,,,false,,,,a column of your own
          """;
    };
  }

  private static String csv(List<Column> columns, List<String> own) {
    Map<Column, String> local =
        new EnumMap<>(
            Map.of(
                Column.REQUEST_ID, "chicago-1",
                Column.COUNTRY_ISO, "US",
                Column.PHONE_NUMBER_TYPE, "local",
                Column.COUNT_REQUESTED, "5",
                Column.NATIONAL_DESTINATION_CODE, "312",
                Column.FEATURES, "voice|sms",
                Column.EXCLUDE_HELD_NUMBERS, "true",
                Column.STRATEGY, "always"));
    Map<Column, String> tollFree =
        new EnumMap<>(
            Map.of(
                Column.REQUEST_ID, "hotline-1",
                Column.COUNTRY_ISO, "US",
                Column.PHONE_NUMBER_TYPE, "toll_free",
                Column.COUNT_REQUESTED, "2",
                Column.NATIONAL_DESTINATION_CODE, "833",
                Column.STRATEGY, "never"));
    List<String> header = new ArrayList<>();
    columns.forEach(column -> header.add(column.label()));
    header.addAll(own);
    String rows = row(columns, own, local) + row(columns, own, tollFree);
    if (columns.contains(Column.PHONE_NUMBER)) {
      rows += row(columns, own, Map.of(Column.PHONE_NUMBER, "+13125550123"));
    }
    return String.join(",", header) + "\n" + rows;
  }

  private static String row(List<Column> columns, List<String> own, Map<Column, String> values) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(values.getOrDefault(column, "")));
    own.forEach(name -> cells.add("a column of your own"));
    return String.join(",", cells) + "\n";
  }
}
