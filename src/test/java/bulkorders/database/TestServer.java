package bulkorders.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL server of a test's own that can be killed, stopped at once and started again, always
 * on the same port. The one of {@link TestDatabases} is shared and better left alone.
 */
public final class TestServer implements AutoCloseable {

  private static final String PASSWORD = "of-a-test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;

  private final Path home;
  private final Path data;
  private final PostgresPrograms programs;
  private final int port;

  private TestServer(Path home, PostgresPrograms programs, int port) {
    this.home = home;
    this.data = home.resolve("data");
    this.programs = programs;
    this.port = port;
  }

  /**
   * Creates a server with nothing in it, and starts it.
   *
   * @param home an existing folder of its own
   */
  public static TestServer create(Path home) {
    try {
      PostgresBinaries binaries = PostgresBinaries.ofThisMachine();
      Path folder = binaries.unpackTo(home.resolve("postgres"));
      boolean isRoot = System.getProperty("user.name").equals("root");
      var server = new TestServer(home, PostgresPrograms.in(home, folder, isRoot), freePort());
      server.programs.initdb(
          server.data, Files.writeString(home.resolve("password"), PASSWORD + "\n"));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A database of that name, created unless it exists. */
  public Database database(String name) {
    return Database.at(EmbeddedServer.url(port, "postgres"), EmbeddedServer.USERNAME, PASSWORD)
        .sibling(name);
  }

  /** SIGKILL of the postmaster: nothing is written any more, and its children find out. */
  public void kill() {
    end("KILL");
  }

  /** What {@code pg_ctl stop -m immediate} does: the next start recovers as from a crash. */
  public void stopAtOnce() {
    end("QUIT");
  }

  private void end(String signal) {
    try {
      PostmasterFile postmaster = PostmasterFile.in(data).orElseThrow();
      Process kill =
          new ProcessBuilder("kill", "-" + signal, String.valueOf(postmaster.pid()))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("The server was not running");
      }
      await(() -> !postmaster.isAlive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts it again; returns when it answers. */
  public void start() {
    try {
      // Children of a killed postmaster hold its memory until they notice, and no server starts
      // meanwhile.
      await(this::isStarted);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean isStarted() throws InterruptedException {
    try {
      programs.start(data, port, home.resolve("log"), (int) PATIENCE.toSeconds());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void await(Condition condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("The server in " + home + " does not start or end");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  @Override
  public void close() {
    try {
      programs.stop(data, (int) PATIENCE.toSeconds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
