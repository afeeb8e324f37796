package bulkorders.intake;

import bulkorders.ledger.StagedRows;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads and checks the next rows in a thread of its own while those before are stored. An item is a
 * batch of rows that are staged together, so that each checkpoint is behind the rows that were
 * given, whatever was read beyond them. Used by one thread.
 */
public final class ReadAhead implements ItemStreamReader<StagedRows> {

  /** Enough to make COPY worth while. */
  static final int MAX_ROWS = 10_000;

  /** Few enough for a small heap, which holds two batches. */
  static final int MAX_BYTES = 4 << 20;

  private static final long LONGEST_READ_SECONDS = 30;
  private static final String REQUESTS_AGREE = "requests.agree";

  private final InputReader reader;
  private final RowProcessor processor;
  private final Supplier<StagedRows> batches;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var daemon = new Thread(task, "read-ahead");
            daemon.setDaemon(true);
            return daemon;
          });

  private @Nullable Future<Batch> next;
  private ExecutionContext checkpoint = new ExecutionContext();
  private RequestIds requests = new RequestIds(true);

  /**
   * @param batches makes empty batches
   */
  public ReadAhead(InputReader reader, RowProcessor processor, Supplier<StagedRows> batches) {
    this.reader = reader;
    this.processor = processor;
    this.batches = batches;
  }

  /**
   * Opens the input and begins to read.
   *
   * @param context empty, or what {@link #update} left in it
   * @throws UnreadableInputException if the input cannot be read as a whole
   */
  @Override
  public void open(ExecutionContext context) {
    reader.open(context);
    requests = new RequestIds(reader.rowsRead() == 0);
    checkpoint = checkpoint();
    next = thread.submit(this::readBatch);
  }

  /**
   * The next rows.
   *
   * @return null behind the last row
   * @throws UnreadableInputException if the input cannot be read on
   * @throws InterruptedException if the thread was interrupted while it waited for the rows
   */
  @Override
  public @Nullable StagedRows read() throws InterruptedException {
    if (next == null) {
      return null;
    }
    Batch batch = await(next);
    checkpoint = batch.end();
    next = batch.isLast() ? null : thread.submit(this::readBatch);
    return batch.rows().size() == 0 ? null : batch.rows();
  }

  /** Leaves in the context where reading has to go on behind the rows that were given. */
  @Override
  public void update(ExecutionContext context) {
    checkpoint.entrySet().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
  }

  /**
   * Whether it is known at the end of the input that no request has rows which contradict each
   * other.
   *
   * @param context an execution context that {@link #update} wrote to
   */
  public static boolean requestsAgree(ExecutionContext context) {
    return Boolean.TRUE.equals(context.get(REQUESTS_AGREE));
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

  private Batch readBatch() {
    StagedRows rows = batches.get();
    while (rows.size() < MAX_ROWS
        && rows.bytes() < MAX_BYTES
        && !Thread.currentThread().isInterrupted()) {
      InputRow row = reader.read();
      if (row == null) {
        ExecutionContext end = checkpoint();
        end.put(REQUESTS_AGREE, requests.agree());
        return new Batch(rows, end, true);
      }
      StagedRow checked = processor.process(row);
      if (checked instanceof StagedRow.Group valid) {
        requests.add(valid.group());
        rows.add(valid.group());
      } else if (checked instanceof StagedRow.Rejected faulty) {
        rows.add(faulty.reject());
      }
    }
    return new Batch(rows, checkpoint(), false);
  }

  private ExecutionContext checkpoint() {
    var context = new ExecutionContext();
    reader.update(context);
    return context;
  }

  private static Batch await(Future<Batch> batch) throws InterruptedException {
    try {
      return batch.get();
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
   * @param isLast whether the input ends there
   */
  private record Batch(StagedRows rows, ExecutionContext end, boolean isLast) {}
}
