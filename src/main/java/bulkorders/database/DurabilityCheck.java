package bulkorders.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Refuses servers on which what was committed could be lost, and proxies that would take locks from
 * under their holder. An order that was placed and then forgotten would be placed again.
 */
public final class DurabilityCheck {

  private static final int OLDEST_VERSION = 14;
  private static final int NUMBERS_PER_VERSION = 10_000;
  private static final int ROUNDS = 5;

  private DurabilityCheck() {}

  /**
   * Looks at the server and at what stands before it.
   *
   * @param dataSource gives at least two connections at a time
   * @throws DatabaseUnavailableException if the server must not be used or does not answer; the
   *     message is one line
   */
  public static void require(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      require(connection);
      if (!isDirect(connection)) {
        refuseTransactionPooling(connection, dataSource);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(
          "The database does not answer: %s".formatted(OneLine.of(e)), e);
    }
  }

  private static void require(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT current_setting('server_version_num')::int,
                       current_setting('fsync'),
                       current_setting('full_page_writes'),
                       current_setting('synchronous_commit'),
                       pg_is_in_recovery()
                """)) {
      row.next();
      if (row.getInt(1) / NUMBERS_PER_VERSION < OLDEST_VERSION) {
        throw new DatabaseUnavailableException(
            "The database is PostgreSQL %d: version %d or newer is needed."
                .formatted(row.getInt(1) / NUMBERS_PER_VERSION, OLDEST_VERSION));
      }
      requireOn("fsync", row.getString(2));
      requireOn("full_page_writes", row.getString(3));
      requireOn("synchronous_commit", row.getString(4));
      if (row.getBoolean(5)) {
        throw new DatabaseUnavailableException(
            "The database is a read-only standby: connect to the primary.");
      }
    }
  }

  /** Anything but off makes a commit wait until it is on disk: local and the remote_ values too. */
  private static void requireOn(String setting, String value) {
    if (value.equals("off")) {
      throw new DatabaseUnavailableException(
          "The database runs with %s=off and could forget orders that were placed: set it to on."
              .formatted(setting));
    }
  }

  /** A proxy gives its clients process numbers of its own making. */
  private static boolean isDirect(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID() == backend(connection);
  }

  /**
   * Two connections that are open at the same time have different server processes, and keep them,
   * unless a proxy deals out server processes by the transaction.
   */
  private static void refuseTransactionPooling(Connection connection, DataSource dataSource)
      throws SQLException {
    try (Connection other = dataSource.getConnection()) {
      for (int round = 0; round < ROUNDS; round++) {
        int before = backend(connection);
        other.setAutoCommit(false);
        int taken = backend(other);
        int after = backend(connection);
        other.rollback();
        other.setAutoCommit(true);
        if (taken == before || before != after) {
          throw new DatabaseUnavailableException(
              "There is a proxy with transaction pooling before the database, which breaks locks:"
                  + " connect to PostgreSQL itself or to a proxy with session pooling.");
        }
      }
    }
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
