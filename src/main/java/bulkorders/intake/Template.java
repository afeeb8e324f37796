package bulkorders.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An input to start from: a header, and example rows to be written over. */
public enum Template {
  /** Bulk orders at Telnyx. The rows are valid as they are. */
  TELNYX,
  /** Orders at DIDWW. The rows are valid as they are; the ids are those of the sandbox. */
  DIDWW;

  private static final Map<Column, String> TELNYX_LOCAL =
      Map.of(
          Column.REQUEST_ID, "chicago-1",
          Column.COUNTRY_ISO, "US",
          Column.PHONE_NUMBER_TYPE, "local",
          Column.COUNT_REQUESTED, "5",
          Column.NATIONAL_DESTINATION_CODE, "312",
          Column.FEATURES, "voice|sms",
          Column.EXCLUDE_HELD_NUMBERS, "true",
          Column.STRATEGY, "always");

  private static final Map<Column, String> TELNYX_TOLL_FREE =
      Map.of(
          Column.REQUEST_ID, "hotline-1",
          Column.COUNTRY_ISO, "US",
          Column.PHONE_NUMBER_TYPE, "toll_free",
          Column.COUNT_REQUESTED, "2",
          Column.NATIONAL_DESTINATION_CODE, "833",
          Column.STRATEGY, "never");

  private static final Map<Column, String> DIDWW_UNIT =
      Map.of(
          Column.REQUEST_ID, "berlin-1",
          Column.SKU_ID, "b6d9d793-578d-42d3-bc33-73dd8155e615",
          Column.QTY, "2",
          Column.BILLING_CYCLES_COUNT, "1",
          Column.ALLOW_BACK_ORDERING, "false");

  private static final Map<Column, String> DIDWW_CHANNELS =
      Map.of(
          Column.REQUEST_ID, "channels-1",
          Column.QTY, "10",
          Column.CAPACITY_POOL_ID, "ebfad584-7229-37c4-99b6-4bbda4e7aed8");

  private static final String OWN_COLUMN = "x_note";

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
              List.of(),
              TELNYX_LOCAL,
              TELNYX_TOLL_FREE);
      case DIDWW -> csv(List.of(Column.SKU_ID, Column.QTY), List.of(), DIDWW_UNIT);
    };
  }

  /** Every column there is. */
  public String all() {
    return switch (this) {
      case TELNYX ->
          csv(
              columnsOf(RowRules.TELNYX),
              List.of(OWN_COLUMN),
              TELNYX_LOCAL,
              TELNYX_TOLL_FREE,
              Map.of(Column.PHONE_NUMBER, "+13125550123"));
      case DIDWW -> csv(columnsOf(RowRules.DIDWW), List.of(OWN_COLUMN), DIDWW_UNIT, DIDWW_CHANNELS);
    };
  }

  private static List<Column> columnsOf(String provider) {
    return Column.ALL.stream().filter(column -> column.isOf(provider)).toList();
  }

  @SafeVarargs
  private static String csv(List<Column> columns, List<String> own, Map<Column, String>... rows) {
    List<String> header = new ArrayList<>();
    columns.forEach(column -> header.add(column.label()));
    header.addAll(own);
    StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
    for (Map<Column, String> row : rows) {
      csv.append(row(columns, own, row));
    }
    return csv.toString();
  }

  private static String row(List<Column> columns, List<String> own, Map<Column, String> values) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(values.getOrDefault(column, "")));
    own.forEach(name -> cells.add("a column of your own"));
    return String.join(",", cells) + "\n";
  }
}
