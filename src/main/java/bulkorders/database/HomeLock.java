package bulkorders.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes on one file. The operating system gives it back when the process ends,
 * however it ends. There must be only one of these per file and process: closing any channel on a
 * file gives all locks of the process on it back.
 */
final class HomeLock implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileChannel channel;
  private @Nullable FileLock held;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  static HomeLock on(Path file) throws IOException {
    return new HomeLock(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Waits for the lock, held by this process alone. Returns false if it was not to be had in time.
   */
  boolean exclusive(Duration patience) throws IOException, InterruptedException {
    return lock(false, patience);
  }

  /**
   * Waits for the lock, shared with other processes. Returns false if it was not to be had in time.
   */
  boolean shared(Duration patience) throws IOException, InterruptedException {
    return lock(true, patience);
  }

  private boolean lock(boolean shared, Duration patience) throws IOException, InterruptedException {
    long start = System.nanoTime();
    release();
    while ((held = channel.tryLock(0, Long.MAX_VALUE, shared)) == null) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  void release() throws IOException {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
