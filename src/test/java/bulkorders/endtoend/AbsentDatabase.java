package bulkorders.endtoend;

import bulkorders.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that ended all its connections and takes no new ones, until this is closed. */
final class AbsentDatabase implements AutoCloseable {

  private final Database database;
  private final String name;

  private AbsentDatabase(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  static AbsentDatabase of(Database database) {
    String name = database.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    var absent = new AbsentDatabase(database, name);
    absent.execute("alter database %s allow_connections false".formatted(name));
    absent.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name));
    return absent;
  }

  private void execute(String sql) {
    String elsewhere = database.url().replaceFirst("/" + name, "/postgres");
    try (Connection connection =
            DriverManager.getConnection(elsewhere, database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    execute("alter database %s allow_connections true".formatted(name));
  }
}
