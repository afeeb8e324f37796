package bulkorders.intake;

import bulkorders.ledger.Run;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the rows of a kept input, from its beginning or from the place that the execution context
 * names. Used to take the rows in, and again to report on every one of them.
 *
 * <p>Memory is bounded whatever the size of the input: a CSV record and a flat JSON object may have
 * 64 KiB, a JSON object with ordering groups 16 MiB; longer ones are given as damaged rows. Not
 * thread-safe.
 */
public final class InputReader implements ItemStreamReader<InputRow> {

  private final StoredInput input;
  private final InputFormat format;
  private final OwnColumns own;

  private @Nullable RowSource source;
  private Checkpoint last = Checkpoint.BEGINNING;

  /**
   * @param own what the operator says about columns
   */
  public InputReader(StoredInput input, InputFormat format, OwnColumns own) {
    this.input = input;
    this.format = format;
    this.own = own;
  }

  /**
   * A reader of the kept input of a run, which reads it as the run was launched.
   *
   * @throws UnreadableInputException if the copy is missing or damaged
   */
  public static InputReader of(Run run, InputStore inputs) {
    return new InputReader(
        inputs.find(run.inputHash(), run.inputName()),
        InputFormat.decode(run.inputFormat()),
        OwnColumns.of(run));
  }

  /**
   * Opens the input.
   *
   * @param context empty, or what {@link #update} left in it
   * @throws UnreadableInputException if the input cannot be read as a whole
   */
  @Override
  public void open(ExecutionContext context) {
    close();
    Checkpoint start = Checkpoint.load(context);
    try {
      if (format instanceof InputFormat.Csv csv) {
        source = new CsvRows(input, csv, own, start);
      } else if (format instanceof InputFormat.JsonLines) {
        source = new JsonLineRows(input, format.encoding(), own, start);
      } else {
        source =
            new JsonStreamRows(
                input, format.encoding(), format instanceof InputFormat.JsonArray, own, start);
      }
    } catch (IOException e) {
      throw damagedCopy(input, e);
    }
    last = start;
  }

  /**
   * Reads the next row.
   *
   * @return null behind the last row
   * @throws UnreadableInputException if the input cannot be read on
   */
  @Override
  public @Nullable InputRow read() {
    try {
      return opened().next();
    } catch (IOException e) {
      throw damagedCopy(input, e);
    }
  }

  /** Leaves in the context where reading has to go on. */
  @Override
  public void update(ExecutionContext context) {
    place().save(context);
  }

  @Override
  public void close() {
    if (source == null) {
      return;
    }
    last = source.checkpoint();
    try {
      source.close();
    } catch (IOException e) {
      throw damagedCopy(input, e);
    } finally {
      source = null;
    }
  }

  /**
   * What the cells of every row are. For JSON all known columns, those that the operator has named,
   * and one for all else that is the operator's own.
   */
  public List<InputColumn> columns() {
    return opened().columns();
  }

  /** Rows given since the beginning of the input, earlier executions included. */
  public long rowsRead() {
    return place().rows();
  }

  /**
   * How many rows were given up to the place that an execution context names.
   *
   * @param context empty, or what {@link #update} left in it
   */
  public static long rowsRead(ExecutionContext context) {
    return Checkpoint.load(context).rows();
  }

  /**
   * How many blank rows were seen up to the place that an execution context names.
   *
   * @param context an execution context that {@link #update} wrote to
   */
  public static long rowsBlank(ExecutionContext context) {
    return Checkpoint.load(context).blank();
  }

  /** Blank rows passed since the beginning of the input, earlier executions included. */
  public long rowsBlank() {
    return place().blank();
  }

  private Checkpoint place() {
    return source == null ? last : source.checkpoint();
  }

  private RowSource opened() {
    if (source == null) {
      throw new IllegalStateException("open the reader first");
    }
    return source;
  }

  static UnreadableInputException damagedCopy(StoredInput input, IOException e) {
    return new UnreadableInputException(
        input.name(),
        "its copy "
            + input.file()
            + " cannot be read: "
            + InputStore.reason(e)
            + "; give the original file again");
  }
}
