package bulkorders.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file that is fed back. Null in a column of its scope stands for all.
 *
 * @param row its number among the rows of the file, from 1
 * @param line line of the file where it begins, from 1
 * @param order an order of ours, {@code RUN:LABEL}
 * @param status missing or rejected in upper case
 * @param paper reference of the document or address that its value stands for, null when the value
 *     is given as it is
 * @param problem what is wrong with it, null when nothing is
 */
public record FillingRow(
    long row,
    long line,
    @Nullable String account,
    @Nullable String countryIso,
    @Nullable String phoneNumberType,
    @Nullable String locality,
    @Nullable String order,
    @Nullable String phoneNumber,
    @Nullable String status,
    @Nullable String requirementId,
    @Nullable String value,
    @Nullable String requirementGroupId,
    @Nullable String comment,
    @Nullable String paper,
    @Nullable Problem problem) {

  /** Names of the columns that say which numbers a row is for, the most specific last. */
  static final List<String> SCOPE =
      List.of(
          "account",
          "requirement_id",
          "country_iso",
          "phone_number_type",
          "locality",
          "status",
          "order_label",
          "phone_number");

  /**
   * Why a row, or some of it, was not taken.
   *
   * @param column the column that is meant, null for the row as a whole
   * @param reason what is wrong and what was expected; never the value
   */
  public record Problem(@Nullable String column, String reason) {}

  /** Which columns of its scope are given, as bits in the order of {@link #SCOPE}. */
  int scope() {
    @Nullable String[] given = {
      account, requirementId, countryIso, phoneNumberType, locality, status, order, phoneNumber
    };
    int bits = 0;
    for (int i = 0; i < given.length; i++) {
      bits |= given[i] == null ? 0 : 1 << i;
    }
    return bits;
  }

  /** Leaves the values out. */
  @Override
  public String toString() {
    return "FillingRow[line " + line + "]";
  }
}
