package bulkorders.chaos;

import bulkorders.database.Database;
import bulkorders.database.TestServer;
import bulkorders.endtoend.Folders;
import bulkorders.endtoend.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What rounds are played on, one after the other: a database server, a provider, and the proxy. */
final class Stage implements AutoCloseable {

  /** What the program is told to wait for an answer. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  static final Duration SETTLE_TIME = Duration.ofSeconds(4);

  /**
   * How long the list lags. Together with what a request is late, about half a second, it has to be
   * shorter than the settle time.
   */
  static final Duration LAG = Duration.ofMillis(2_500);

  private static final String TEMPLATE = "empty_ledger";

  private final Path directory;
  private final TestServer server;
  private final SandboxProcess sandbox;
  private final Elsewhere elsewhere;
  private final FaultProxy proxy;

  Stage() {
    try {
      directory = Files.createTempDirectory("bulk-orders-chaos").toRealPath();
      server = TestServer.create(Files.createDirectory(directory.resolve("server")));
      new Ledger(server.database(TEMPLATE)).create();
      sandbox = new SandboxProcess(Files.createDirectory(directory.resolve("sandbox")));
      elsewhere = new Elsewhere();
      proxy =
          new FaultProxy(
              sandbox.url(),
              elsewhere.url(),
              REQUEST_TIMEOUT.toMillis(),
              LAG,
              () -> sandbox.orderAsForeigner(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestServer server() {
    return server;
  }

  SandboxProcess sandbox() {
    return sandbox;
  }

  FaultProxy proxy() {
    return proxy;
  }

  Elsewhere elsewhere() {
    return elsewhere;
  }

  /** A folder of a round's own. */
  Path folder(String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database with an empty ledger. */
  Database ledger(String name) {
    execute("create database %s template %s".formatted(name, TEMPLATE));
    return server.database(name);
  }

  /** Forgets a database. */
  void drop(String name) {
    execute("drop database %s with (force)".formatted(name));
  }

  private void execute(String sql) {
    new Ledger(server.database("postgres")).execute(sql);
  }

  @Override
  public void close() {
    proxy.close();
    elsewhere.close();
    sandbox.close();
    server.close();
    Folders.delete(directory);
  }
}
