package bulkorders.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * The PostgreSQL server that comes with the program, one per HOME.
 *
 * <p>It outlives the process that started it as long as others use it, and is durable: what was
 * committed survives a stop of any process and of the machine.
 */
public final class EmbeddedPostgres {

  static final String USE_ANOTHER =
      "Or set SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD to use another PostgreSQL.";

  /**
   * The servers in use by this process, by the real path of their HOME. Guards all of them, too.
   */
  private static final Map<Path, EmbeddedServer> SERVERS = new HashMap<>();

  private EmbeddedPostgres() {}

  /**
   * Starts the server in {@code home} or attaches to it if it runs, and makes sure that the
   * database exists. This takes some seconds the first time and up to 30 s at worst.
   *
   * @param home folder that holds the server's programs, data, password and log; created if missing
   * @throws DatabaseUnavailableException if there is no server to be had; the message is one line
   */
  public static Database open(Path home, String databaseName) {
    synchronized (SERVERS) {
      EmbeddedServer server = serverOf(home);
      int port = server.enter();
      try {
        NamedDatabase.ensure(
            EmbeddedServer.url(port, "postgres"),
            EmbeddedServer.USERNAME,
            server.password(),
            databaseName);
        return new EmbeddedDatabase(server, port, databaseName);
      } catch (RuntimeException e) {
        release(server);
        throw e;
      }
    }
  }

  static void release(EmbeddedServer server) {
    synchronized (SERVERS) {
      server.leave();
    }
  }

  private static EmbeddedServer serverOf(Path home) {
    try {
      if (!Files.isDirectory(home)) {
        Path parent = home.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        // Input files, reports and the ledger are nobody else's business. Not createDirectory:
        // another process may be doing the same.
        Files.createDirectories(
            home,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return SERVERS.computeIfAbsent(home.toRealPath(), EmbeddedServer::new);
    } catch (IOException | UnsupportedOperationException e) {
      throw new DatabaseUnavailableException(
          "The folder %s cannot be used (%s). Set BULK_ORDERS_HOME to another one."
              .formatted(home, OneLine.of(e)),
          e);
    }
  }
}
