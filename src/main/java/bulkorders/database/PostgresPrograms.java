package bulkorders.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs initdb and pg_ctl. Every path they get is relative to HOME, which they run in, so that HOME
 * may have any name: pg_ctl gives its arguments to a shell.
 */
final class PostgresPrograms {

  /** A user namespace in which root is nobody, and yet the owner of root's files. */
  private static final List<String> NOT_AS_ROOT = List.of("unshare", "-U", "--");

  private final Path home;
  private final Path folder;
  private final List<String> prefix;

  /**
   * Takes where to run, where the programs are, and what to put before them if this is root, as
   * whom PostgreSQL refuses to run.
   */
  PostgresPrograms(Path home, Path folder, List<String> prefix) {
    this.home = home;
    this.folder = folder;
    this.prefix = prefix;
  }

  /** For the user this is. */
  static PostgresPrograms in(Path home, Path folder, boolean asRoot) {
    return new PostgresPrograms(home, folder, asRoot ? NOT_AS_ROOT : List.of());
  }

  /** Creates an empty data directory, owned by the one role with the password in the file. */
  void initdb(Path dataDirectory, Path passwordFile) throws IOException, InterruptedException {
    run(
        "initdb",
        "-D",
        relative(dataDirectory),
        "-U",
        EmbeddedServer.USERNAME,
        "-A",
        "scram-sha-256",
        "--pwfile",
        relative(passwordFile),
        "-E",
        "UTF8",
        "--locale=C");
  }

  /** Starts a server that outlives this process, and waits until it answers. */
  void start(Path dataDirectory, int port, Path log, int patienceSeconds)
      throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "start",
        "-w",
        "-t",
        Integer.toString(patienceSeconds),
        "-D",
        relative(dataDirectory),
        "-l",
        relative(log),
        "-p",
        relative(folder.resolve("bin/postgres")),
        "-o",
        String.join(
            " ",
            "-p " + port,
            "-c listen_addresses=127.0.0.1",
            // The path of a socket has at most 107 bytes, and HOME may be longer.
            "-c unix_socket_directories=",
            "-c max_connections=100",
            "-c shared_buffers=128MB",
            // Said here too, so that an edited postgresql.conf does not lose orders.
            "-c fsync=on",
            "-c full_page_writes=on",
            "-c synchronous_commit=on"));
  }

  /** Stops the server; what is not committed is rolled back. */
  void stop(Path dataDirectory, int patienceSeconds) throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "stop",
        "-w",
        "-m",
        "fast",
        "-t",
        Integer.toString(patienceSeconds),
        "-D",
        relative(dataDirectory));
  }

  private String relative(Path path) {
    return home.relativize(path).toString();
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      if (!prefix.isEmpty()) {
        throw rootIsRefused(OneLine.of(e), e);
      }
      throw e;
    }
    process.getOutputStream().close();
    List<String> output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int status = process.waitFor();
    if (status == 0) {
      return;
    }
    if (output.stream().anyMatch(line -> line.startsWith("unshare:"))) {
      throw rootIsRefused(OneLine.of(output), null);
    }
    throw new IOException("%s ended with %d: %s".formatted(program, status, OneLine.of(output)));
  }

  private static DatabaseUnavailableException rootIsRefused(String why, @Nullable Throwable cause) {
    return new DatabaseUnavailableException(
        "The embedded PostgreSQL cannot run as root here (%s). Run as an ordinary user. "
                .formatted(why)
            + EmbeddedPostgres.USE_ANOTHER,
        cause);
  }
}
