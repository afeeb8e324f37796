package bulkorders.intake;

import bulkorders.settings.UnusableSettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How inputs are read unless a command says otherwise.
 *
 * @param columns names of the input that stand for columns: {@code NAME=COLUMN} with commas between
 * @param keepColumns names of the input's own columns that are carried through, with commas between
 * @param encoding of inputs without a byte order mark; UTF-8 when empty
 */
public record IntakeProperties(
    @DefaultValue("") String columns,
    @DefaultValue("") String keepColumns,
    @DefaultValue("") String encoding) {

  public IntakeProperties {
    requireUsable("columns", columns, columns, "", "");
    requireUsable("keep-columns", keepColumns, "", keepColumns, "");
    requireUsable("encoding", encoding, "", "", encoding);
  }

  private static void requireUsable(
      String name, String value, String columns, String keepColumns, String encoding) {
    try {
      InputReading.of(encoding, columns, keepColumns);
    } catch (IllegalArgumentException e) {
      throw UnusableSettingException.because(
          "bulk-orders.intake." + name, value, String.valueOf(e.getMessage()));
    }
  }

  /**
   * How an input is read.
   *
   * @param columns what a command says, null if it says nothing
   * @param keepColumns likewise
   * @param encoding likewise
   * @throws IllegalArgumentException if what the command says makes no sense
   */
  public InputReading reading(
      @Nullable String columns, @Nullable String keepColumns, @Nullable String encoding) {
    return InputReading.of(
        encoding == null ? this.encoding : encoding,
        columns == null ? this.columns : columns,
        keepColumns == null ? this.keepColumns : keepColumns);
  }
}
