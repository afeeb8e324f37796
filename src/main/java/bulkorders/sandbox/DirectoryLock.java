package bulkorders.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Exclusive use of a data directory, among processes and within this one. */
final class DirectoryLock implements AutoCloseable {

  /**
   * Directories locked by this process. POSIX drops all locks of a process on a file when it closes
   * any descriptor of it, so the file must not even be opened a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock acquire(Path wanted) {
    Path directory;
    try {
      directory = Files.createDirectories(wanted).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + wanted + " as sandbox data directory", e);
    }
    if (!HELD.add(directory)) {
      throw busy(directory);
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw busy(directory);
      }
      locked = true;
      return new DirectoryLock(directory, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the sandbox data directory " + directory, e);
    } finally {
      if (!locked) {
        HELD.remove(directory);
      }
    }
  }

  private static SandboxBusyException busy(Path directory) {
    return new SandboxBusyException(
        "Another sandbox uses "
            + directory
            + "; stop it or choose another data directory (--data DIR)");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unlock " + directory, e);
    } finally {
      HELD.remove(directory);
    }
  }
}
