package bulkorders.cli;

import bulkorders.database.Database;
import bulkorders.sandbox.Sandbox;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A database, the application on it, and the sandbox if one is wanted; closed in the opposite
 * order.
 */
final class Session implements AutoCloseable {

  private final Path home;
  private final Database database;
  private final @Nullable Sandbox sandbox;
  private final ConfigurableApplicationContext application;

  Session(
      Path home,
      Database database,
      @Nullable Sandbox sandbox,
      ConfigurableApplicationContext application) {
    this.home = home;
    this.database = database;
    this.sandbox = sandbox;
    this.application = application;
  }

  <T> T get(Class<T> type) {
    return application.getBean(type);
  }

  Path home() {
    return home;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    try (database) {
      application.close();
    } finally {
      if (sandbox != null) {
        sandbox.close();
      }
    }
  }
}
