package bulkorders.requirements;

import bulkorders.intake.Sheet;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.FillingRow.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands a row of a file that is fed back, as far as that is possible without the provider.
 * What is wrong with a row is said without what stands in it.
 */
public final class RowReading {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern ORDER = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}(\\.r[0-9]{1,9})?");

  private final Set<String> accounts;

  /**
   * @param accounts names of the accounts that there are
   */
  public RowReading(Set<String> accounts) {
    this.accounts = accounts;
  }

  /** The row as it is kept; with its problem if it has one. */
  public FillingRow read(Sheet.Row row) {
    String status = row.cell(Columns.STATUS);
    String group = row.cell(Columns.GROUP);
    String country = row.cell(Columns.COUNTRY);
    String type = row.cell(Columns.TYPE);
    Problem problem = problem(row);
    return new FillingRow(
        row.number(),
        row.line(),
        row.cell(Columns.ACCOUNT),
        country == null ? null : country.toUpperCase(Locale.ROOT),
        type == null ? null : type.toLowerCase(Locale.ROOT),
        row.cell(Columns.LOCALITY),
        row.cell(Columns.ORDER),
        row.cell(Columns.NUMBER),
        status == null ? null : status.toUpperCase(Locale.ROOT),
        // A group is for all that its numbers are asked for.
        group == null ? row.cell(Columns.REQUIREMENT) : null,
        problem == null ? row.cell(Columns.VALUE) : null,
        group,
        problem == null ? row.cell(Columns.COMMENT) : null,
        null,
        problem);
  }

  private @Nullable Problem problem(Sheet.Row row) {
    if (row.damage() != null) {
      return new Problem(null, row.damage());
    }
    String value = row.cell(Columns.VALUE);
    String group = row.cell(Columns.GROUP);
    if (value == null && group == null && row.cell(Columns.COMMENT) == null) {
      return null;
    }
    if (value != null && group != null) {
      return new Problem(Columns.GROUP, "stands beside a value; expected one of them");
    }
    if (value != null && row.cell(Columns.REQUIREMENT) == null) {
      return new Problem(Columns.REQUIREMENT, "is missing; it says what the value is for");
    }
    String account = row.cell(Columns.ACCOUNT);
    if (account != null && !accounts.contains(account)) {
      return new Problem(Columns.ACCOUNT, "is none; configured: " + String.join(", ", accounts));
    }
    String number = row.cell(Columns.NUMBER);
    if (number != null && !E164.matcher(number).matches()) {
      return new Problem(
          Columns.NUMBER, "is no number in E.164 form; expected one such as +4930123456");
    }
    String status = row.cell(Columns.STATUS);
    if (status != null && !status.toLowerCase(Locale.ROOT).matches("missing|rejected")) {
      return new Problem(Columns.STATUS, "is unknown; expected missing, rejected, or nothing");
    }
    String order = row.cell(Columns.ORDER);
    if (order != null && !ORDER.matcher(order).matches()) {
      return new Problem(Columns.ORDER, "is no order; expected RUN:ORDER such as 7:3");
    }
    if (group != null && !ID.matcher(group).matches()) {
      return new Problem(Columns.GROUP, "is no id of a requirement group");
    }
    return null;
  }
}
