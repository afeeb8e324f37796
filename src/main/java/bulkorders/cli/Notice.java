package bulkorders.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells a person on standard error what takes so long, once it does. */
final class Notice implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();

  private Notice() {}

  static Notice ifSlow(Terminal terminal, String line) {
    var notice = new Notice();
    notice.clockwork.schedule(
        () -> terminal.err().println("bulk-orders: " + line),
        PATIENCE.toMillis(),
        TimeUnit.MILLISECONDS);
    return notice;
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
