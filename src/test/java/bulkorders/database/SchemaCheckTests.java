package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SchemaCheckTests {

  private final Database database = TestDatabases.fresh();
  private final DataSource dataSource =
      new DriverManagerDataSource(database.url(), database.username(), database.password());

  @AfterEach
  void close() {
    database.close();
  }

  private Flyway flyway(String target) {
    return Flyway.configure().dataSource(dataSource).target(target).load();
  }

  @Test
  void a_ledger_that_is_not_there_or_up_to_date_is_read() {
    assertThatCode(() -> SchemaCheck.requireCurrent(dataSource)).doesNotThrowAnyException();
    flyway("latest").migrate();
    assertThatCode(() -> SchemaCheck.requireCurrent(dataSource)).doesNotThrowAnyException();
  }

  @Test
  void an_older_ledger_is_not_read_but_may_be_brought_up_to_date() {
    flyway("2").migrate();
    assertThatThrownBy(() -> SchemaCheck.requireCurrent(dataSource))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("older version")
        .hasMessageContaining("bulk-orders plan FILE");
    assertThatCode(() -> SchemaCheck.requireNotNewer(flyway("latest"))).doesNotThrowAnyException();
  }

  @Test
  void a_newer_ledger_is_left_alone() {
    flyway("latest").migrate();
    JdbcClient.create(dataSource)
        .sql(
            """
            insert into flyway_schema_history
            select installed_rank + 1, '999', 'later', type, 'V999__later.sql', checksum, installed_by, installed_on,
              execution_time, success
            from flyway_schema_history order by installed_rank desc limit 1
            """)
        .update();
    assertThatThrownBy(() -> SchemaCheck.requireCurrent(dataSource))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("newer version");
    assertThatThrownBy(() -> SchemaCheck.requireNotNewer(flyway("latest")))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("newer version");
  }
}
