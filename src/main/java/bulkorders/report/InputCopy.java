package bulkorders.report;

import bulkorders.intake.InputColumn;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputRow;
import bulkorders.intake.InputStore;
import bulkorders.intake.UnreadableInputException;
import bulkorders.ledger.Run;
import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The kept copy of a run's input, read once more from its beginning. */
final class InputCopy implements Closeable {

  private final InputReader reader;
  private @Nullable InputRow current;

  private InputCopy(InputReader reader) {
    this.reader = reader;
  }

  /**
   * Opens the copy.
   *
   * @throws UnreadableInputException if it is gone or cannot be read
   */
  static InputCopy open(InputStore store, Run run) {
    InputReader reader = InputReader.of(run, store);
    reader.open(new ExecutionContext());
    return new InputCopy(reader);
  }

  /** All columns of the input. */
  List<InputColumn> columns() {
    return reader.columns();
  }

  /** The row of that number. Rows can only be asked for in their order. */
  InputRow at(long number) {
    InputRow row = current;
    while (row == null || row.number() < number) {
      row = reader.read();
      if (row == null) {
        break;
      }
    }
    current = row;
    if (row == null || row.number() != number) {
      throw new IllegalStateException("the copy of the input has no row " + number);
    }
    return row;
  }

  /** The next row, null behind the last, or where the input cannot be read on. */
  @Nullable InputRow next() {
    try {
      return reader.read();
    } catch (UnreadableInputException e) {
      return null;
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
