package bulkorders.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGProperty;

/**
 * Says that the process working on a run is alive: a session advisory lock on a connection of its
 * own. The server gives the lock back when the connection ends, however it ends; an end that nobody
 * announces (power, network) is noticed on both sides by TCP keepalives after about 25 s.
 *
 * <p>Thread-safe.
 */
public final class AliveLock implements AutoCloseable {

  /** First key of the advisory locks of runs, the second is the run: "bulk" in ASCII. */
  private static final int NAMESPACE = 0x62756c6b;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Longer than the server needs for one line, even a busy one. */
  private static final int ANSWER_SECONDS = 10;

  private static final String HELD =
      """
      SELECT objid::bigint FROM pg_locks
      WHERE locktype = 'advisory' AND granted AND objsubid = 2
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = %d
      """
          .formatted(NAMESPACE);

  private static final String IS_HELD = "SELECT EXISTS (" + HELD + "AND objid::bigint = ? ";

  private static final String IS_HELD_BY_SOMEBODY = IS_HELD + ")";
  private static final String IS_HELD_BY_US = IS_HELD + "AND pid = pg_backend_pid())";

  private final Connection connection;
  private final int runId;
  private boolean lost;

  private AliveLock(Connection connection, int runId) {
    this.connection = connection;
    this.runId = runId;
  }

  /**
   * Takes the lock of a run.
   *
   * @param patience how long to wait for another process that holds it; at least 1 ms is waited
   * @return empty if another process still holds it
   * @throws DatabaseUnavailableException if the database does not answer
   */
  public static Optional<AliveLock> acquire(
      String url, String user, String password, int runId, Duration patience) {
    try {
      Connection connection = connect(url, user, password);
      boolean acquired = false;
      try {
        acquired = lock(connection, runId, patience);
        return acquired ? Optional.of(new AliveLock(connection, runId)) : Optional.empty();
      } finally {
        if (!acquired) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(
          "The database does not answer: %s".formatted(OneLine.of(e)), e);
    }
  }

  /**
   * Whether any process holds the lock of that run, seen from a connection to the same database.
   */
  public static boolean isHeldBySomebody(Connection connection, int runId) throws SQLException {
    return isTrue(connection, IS_HELD_BY_SOMEBODY, runId);
  }

  /**
   * The key by which {@link #acquire} keeps two processes from comparing the same account with the
   * ledger. It is negative, and runs are numbered from 1.
   */
  public static int keyOfAccount(String account) {
    return account.hashCode() | Integer.MIN_VALUE;
  }

  /**
   * The key by which {@link #acquire} keeps two processes from filling requirements. It is
   * negative, as that of an account, which never has a blank in its name.
   */
  public static int keyOfRequirements() {
    return keyOfAccount("the requirements of all accounts");
  }

  /**
   * The key by which {@link #acquire} keeps two processes from following the same orders across all
   * runs. It is negative, as that of an account, which never has a blank in its name.
   *
   * @param scope which orders
   */
  public static int keyOfTracking(String scope) {
    return keyOfAccount("tracking " + scope);
  }

  /**
   * The key by which {@link #acquire} keeps two processes from the same declared job. It is
   * negative, as that of an account, which never has a blank in its name.
   *
   * @param name of the job
   */
  public static int keyOfJob(String name) {
    return keyOfAccount("job " + name);
  }

  /**
   * The runs whose lock any process holds.
   *
   * @throws DatabaseUnavailableException if the database does not answer
   */
  public static Set<Integer> heldRuns(String url, String user, String password) {
    try (Connection connection = connect(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet keys = statement.executeQuery(HELD)) {
      Set<Integer> runs = new TreeSet<>();
      while (keys.next()) {
        int key = (int) keys.getLong(1);
        if (key > 0) {
          runs.add(key);
        }
      }
      return runs;
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(
          "The database does not answer: %s".formatted(OneLine.of(e)), e);
    }
  }

  /**
   * Asks the server whether the lock is still held: one short query. Once it was not, the answer
   * stays no, since another process may have had the run in between.
   */
  public synchronized boolean isHeld() {
    if (!lost) {
      try {
        lost = !isTrue(connection, IS_HELD_BY_US, runId);
      } catch (SQLException e) {
        lost = true;
      }
    }
    return !lost;
  }

  /** Gives the lock back. */
  @Override
  public synchronized void close() {
    lost = true;
    try {
      connection.close();
    } catch (SQLException e) {
      // The connection is gone then, and the lock with it.
    }
  }

  private static boolean isTrue(Connection connection, String sql, int runId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      // The server keeps the key as an unsigned number.
      query.setLong(1, Integer.toUnsignedLong(runId));
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, user);
    PGProperty.PASSWORD.set(properties, password);
    PGProperty.APPLICATION_NAME.set(properties, "bulk-orders alive-lock");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SOCKET_FACTORY.set(properties, KeepAliveSocketFactory.class.getName());
    PGProperty.CONNECT_TIMEOUT.set(properties, ANSWER_SECONDS);
    return DriverManager.getConnection(url, properties);
  }

  private static boolean lock(Connection connection, int runId, Duration patience)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SET tcp_keepalives_idle = %d;
          SET tcp_keepalives_interval = %d;
          SET tcp_keepalives_count = %d;
          SET idle_session_timeout = 0;
          SET statement_timeout = 0;
          SET lock_timeout = %d
          """
              .formatted(
                  KeepAliveSocketFactory.IDLE_SECONDS,
                  KeepAliveSocketFactory.INTERVAL_SECONDS,
                  KeepAliveSocketFactory.COUNT,
                  Math.max(1, patience.toMillis())));
      statement.execute("SELECT pg_advisory_lock(%d, %d)".formatted(NAMESPACE, runId));
      connection.setNetworkTimeout(Runnable::run, ANSWER_SECONDS * 1000);
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
