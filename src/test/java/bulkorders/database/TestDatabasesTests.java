package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabasesTests {

  @Test
  void every_database_is_new_and_empty_and_its_sessions_have_an_awkward_time_zone()
      throws SQLException {
    try (Database first = TestDatabases.fresh();
        Database second = TestDatabases.fresh()) {
      assertThat(first.url()).isNotEqualTo(second.url());
      for (Database database : new Database[] {first, second}) {
        try (Connection connection =
                DriverManager.getConnection(
                    database.url(), database.username(), database.password());
            ResultSet row =
                connection
                    .createStatement()
                    .executeQuery(
                        "SELECT current_setting('TimeZone'), current_setting('fsync'),"
                            + " (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')")) {
          row.next();
          assertThat(row.getString(1)).isEqualTo("America/Los_Angeles");
          assertThat(row.getString(2)).isEqualTo("on");
          assertThat(row.getInt(3)).isZero();
        }
      }
    }
  }
}
