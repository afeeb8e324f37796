package bulkorders.intake;

import bulkorders.ledger.Run;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How an operator wants an input to be read.
 *
 * @param encoding null if it is to be found out
 * @param columns what its columns are called
 */
public record InputReading(@Nullable Charset encoding, OwnColumns columns) {

  /** An input as it is described in the documentation, in UTF-8 or with a byte order mark. */
  public static final InputReading PLAIN = new InputReading(null, OwnColumns.NONE);

  /** How the input of a run is read, in words. */
  public static String of(Run run) {
    OwnColumns columns = OwnColumns.of(run);
    return columns.isEmpty() ? run.inputFormat() : run.inputFormat() + " with " + columns;
  }

  /**
   * Understands what an operator says.
   *
   * @param encoding empty if it is to be found out
   * @throws IllegalArgumentException if that makes no sense, in one line
   */
  public static InputReading of(String encoding, String columns, String kept) {
    return new InputReading(
        encoding.isBlank() ? null : Encodings.named(encoding), OwnColumns.parse(columns, kept));
  }
}
