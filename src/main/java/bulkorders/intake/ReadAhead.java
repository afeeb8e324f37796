package bulkorders.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads and checks the rows of a chunk in a thread of its own while the chunk before it is stored.
 * A chunk takes as many rows as are read at once, so that each checkpoint is at the end of what was
 * taken, whatever was read beyond it. Used by one thread.
 */
public final class ReadAhead implements ItemStreamReader<StagedRow> {

  private static final long LONGEST_READ_SECONDS = 30;

  private final InputReader reader;
  private final RowProcessor processor;
  private final int rowsPerChunk;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var daemon = new Thread(task, "read-ahead");
            daemon.setDaemon(true);
            return daemon;
          });

  private @Nullable Future<Rows> next;
  private Rows current = Rows.NONE;
  private int taken;

  /**
   * @param rowsPerChunk how many rows the step takes before it calls {@link #update}
   */
  public ReadAhead(InputReader reader, RowProcessor processor, int rowsPerChunk) {
    this.reader = reader;
    this.processor = processor;
    this.rowsPerChunk = rowsPerChunk;
  }

  /** {@inheritDoc} */
  @Override
  public void open(ExecutionContext context) {
    reader.open(context);
    current = new Rows(List.of(), checkpoint());
    taken = 0;
    next = thread.submit(this::readRows);
  }

  /**
   * The next row, checked.
   *
   * @return null behind the last row
   * @throws UnreadableInputException if the input cannot be read on
   * @throws InterruptedException if the thread was interrupted while it waited for the rows
   */
  @Override
  public @Nullable StagedRow read() throws InterruptedException {
    if (taken == current.rows().size()) {
      if (next == null) {
        return null;
      }
      current = await(next);
      taken = 0;
      next = current.rows().size() < rowsPerChunk ? null : thread.submit(this::readRows);
      if (current.rows().isEmpty()) {
        return null;
      }
    }
    return current.rows().get(taken++);
  }

  /** Leaves in the context where reading has to go on. */
  @Override
  public void update(ExecutionContext context) {
    if (taken < current.rows().size()) {
      throw new IllegalStateException(
          "%d of %d rows are taken; there is no checkpoint between them"
              .formatted(taken, current.rows().size()));
    }
    current.end().entrySet().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(LONGEST_READ_SECONDS, TimeUnit.SECONDS)) {
        reader.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Rows readRows() {
    List<StagedRow> rows = new ArrayList<>(rowsPerChunk);
    while (rows.size() < rowsPerChunk && !Thread.currentThread().isInterrupted()) {
      InputRow row = reader.read();
      if (row == null) {
        break;
      }
      rows.add(processor.process(row));
    }
    return new Rows(rows, checkpoint());
  }

  private ExecutionContext checkpoint() {
    var context = new ExecutionContext();
    reader.update(context);
    return context;
  }

  private static Rows await(Future<Rows> rows) throws InterruptedException {
    try {
      return rows.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(Objects.requireNonNull(e.getCause()));
    }
  }

  /**
   * Rows read at once.
   *
   * @param end where reading goes on behind them
   */
  private record Rows(List<StagedRow> rows, ExecutionContext end) {
    static final Rows NONE = new Rows(List.of(), new ExecutionContext());
  }
}
