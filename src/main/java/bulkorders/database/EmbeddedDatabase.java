package bulkorders.database;

import java.util.concurrent.atomic.AtomicBoolean;

/** A database on the embedded server; open as long as it is in use. */
final class EmbeddedDatabase implements Database {

  private final EmbeddedServer server;
  private final int port;
  private final String name;
  private final AtomicBoolean closed = new AtomicBoolean();

  EmbeddedDatabase(EmbeddedServer server, int port, String name) {
    this.server = server;
    this.port = port;
    this.name = name;
  }

  @Override
  public String url() {
    return EmbeddedServer.url(port, name);
  }

  @Override
  public String username() {
    return EmbeddedServer.USERNAME;
  }

  @Override
  public String password() {
    return server.password();
  }

  @Override
  public Database sibling(String sibling) {
    return EmbeddedPostgres.open(server.home(), sibling);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      EmbeddedPostgres.release(server);
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "EmbeddedDatabase[" + url() + "]";
  }
}
