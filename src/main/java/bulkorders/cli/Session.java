package bulkorders.cli;

import bulkorders.database.AliveLock;
import bulkorders.database.Database;
import bulkorders.sandbox.Sandbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;

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

  /** Whether a process is working on a run now. */
  boolean isWorkedOn(int run) {
    try (Connection connection = get(DataSource.class).getConnection()) {
      return AliveLock.isHeldBySomebody(connection, run);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The ledger does not answer", e);
    }
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
