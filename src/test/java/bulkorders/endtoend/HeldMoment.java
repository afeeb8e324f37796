package bulkorders.endtoend;

import static org.awaitility.Awaitility.await;

import bulkorders.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds a process at an exact moment of its work: when it is about to write a certain row. The row
 * waits in the database, in front of a lock that the test holds; so the moment is neither missed
 * nor lost to a busy machine.
 */
final class HeldMoment implements AutoCloseable {

  /** Of the advisory lock, which nobody else takes. */
  private static final long KEY = 8_191_003;

  private final Ledger ledger;
  private final Connection connection;
  private final String table;

  private HeldMoment(Ledger ledger, Connection connection, String table) {
    this.ledger = ledger;
    this.connection = connection;
    this.table = table;
  }

  /**
   * From now on, whoever writes such a row waits.
   *
   * @param table an append-only or inserted-into table of the ledger, whose schema is there
   * @param condition on the new row, in SQL
   */
  static HeldMoment beforeInsert(Ledger ledger, Database database, String table, String condition) {
    return before("insert", ledger, database, table, condition);
  }

  /**
   * From now on, whoever changes a row so waits.
   *
   * @param condition on the row as it is to be, in SQL
   */
  static HeldMoment beforeUpdate(Ledger ledger, Database database, String table, String condition) {
    return before("update", ledger, database, table, condition);
  }

  private static HeldMoment before(
      String change, Ledger ledger, Database database, String table, String condition) {
    try {
      Connection connection =
          DriverManager.getConnection(database.url(), database.username(), database.password());
      try (Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_lock(%d)".formatted(KEY));
        statement.execute(
            """
            create or replace function hold_moment() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(%d);
              return new;
            end
            $$
            """
                .formatted(KEY));
        statement.execute(
            "create trigger hold_moment before %s on %s for each row when (%s) execute function hold_moment()"
                .formatted(change, table, condition));
      }
      return new HeldMoment(ledger, connection, table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a process is held. */
  void awaitReached(Program.Child child) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isReached() || !child.isAlive());
    if (!isReached()) {
      throw new AssertionError("ended before it was to be held: " + child.await());
    }
  }

  private boolean isReached() {
    return ledger.count(waiting("count(*)")) > 0;
  }

  /** Lets whoever waits go on; later ones are held again no more. */
  void letGo() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock(%d)".formatted(KEY));
      statement.execute("drop trigger hold_moment on " + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Forgets what a killed process was about to write, which the server would otherwise notice only
   * after it was written.
   */
  void forget() {
    ledger.count(waiting("count(pg_terminate_backend(pid))"));
    await().atMost(Duration.ofSeconds(30)).until(() -> !isReached());
    letGo();
  }

  private static String waiting(String what) {
    return """
    select %s from pg_locks
    where locktype = 'advisory' and not granted and objsubid = 1 and classid = 0 and objid = %d
      and database = (select oid from pg_database where datname = current_database())
    """
        .formatted(what, KEY);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
