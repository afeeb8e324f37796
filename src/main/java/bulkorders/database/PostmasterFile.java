package bulkorders.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL server says of itself in postmaster.pid in its data directory.
 *
 * @param pid the process that wrote the file; it may be long dead
 * @param port where it listens, 0 as long as it has not said so
 */
record PostmasterFile(long pid, int port) {

  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  /** Reads the file; empty where there is none or none that can be read yet. */
  static Optional<PostmasterFile> in(Path dataDirectory) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file(dataDirectory));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      int port = lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
      return Optional.of(new PostmasterFile(Long.parseLong(lines.get(PID_LINE).strip()), port));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Path file(Path dataDirectory) {
    return dataDirectory.resolve("postmaster.pid");
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Whether the process is certainly not a server on the data directory, but another program that
   * got the number of a dead server. PostgreSQL itself does not look so closely and refuses to
   * start then. In doubt the answer is no: two servers on one data directory destroy it.
   */
  boolean isAnotherProgram(Path dataDirectory) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .map(command -> !isPostgres(command) || worksElsewhere(dataDirectory))
        .orElse(false);
  }

  private static boolean isPostgres(String command) {
    Path name = Path.of(command).getFileName();
    // A program that was replaced on disk while running is shown as "postgres (deleted)".
    return name != null && name.toString().startsWith("postgres");
  }

  /** A PostgreSQL server's working directory is its data directory. Known on Linux only. */
  private boolean worksElsewhere(Path dataDirectory) {
    try {
      return !Path.of("/proc", Long.toString(pid), "cwd")
          .toRealPath()
          .equals(dataDirectory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
