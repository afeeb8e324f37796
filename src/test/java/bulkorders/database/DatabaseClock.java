package bulkorders.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Sets the clock of one database, as everybody sees it who connects from now on: functions of the
 * names of the server's own that are found first.
 */
public final class DatabaseClock {

  private final Database database;

  private DatabaseClock(Database database) {
    this.database = database;
  }

  /** The clock of a database in which nothing was moved yet. */
  public static DatabaseClock of(Database database) {
    var clock = new DatabaseClock(database);
    String name = database.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    clock.execute("create table moved_clock (by interval not null)");
    clock.execute("insert into moved_clock values ('0')");
    for (String function : new String[] {"clock_timestamp", "now"}) {
      clock.execute(
          """
          create function public.%1$s() returns timestamptz language sql volatile as
          'select pg_catalog.%1$s() + by from public.moved_clock'
          """
              .formatted(function));
    }
    clock.execute("alter database %s set search_path = public, pg_catalog".formatted(name));
    return clock;
  }

  /** Sets the clock forward, or back, from where the server's own is. */
  public void move(Duration by) {
    execute("update moved_clock set by = make_interval(secs => %d)".formatted(by.toSeconds()));
  }

  private void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
