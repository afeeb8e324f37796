package bulkorders.intake;

/**
 * A column of an input.
 *
 * @param name as the input writes it
 * @param plainName name under which it is understood without being told what it stands for
 * @param isCount whether it holds how many numbers are wanted
 * @param isKept whether it is the operator's own and goes with each number
 * @param isOurs whether our own files have put it in front of the row
 */
public record InputColumn(
    String name, String plainName, boolean isCount, boolean isKept, boolean isOurs) {

  /** A column that is called as ours are. */
  static InputColumn of(Column column, boolean isKept) {
    return new InputColumn(column.label(), column.label(), column.isCount(), isKept, false);
  }

  /** A column of the operator's own. */
  static InputColumn kept(String name) {
    return new InputColumn(name, name, false, true, false);
  }

  /** A column that the ledger fills, since the input is gone. */
  public static InputColumn ofLedger(String name) {
    return new InputColumn(name, name, name.equals(Column.COUNT_REQUESTED.label()), false, false);
  }
}
