package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DurabilityCheckTests {

  private static Database database;

  @BeforeAll
  static void openDatabase() {
    database = TestDatabases.fresh();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @Test
  void the_database_of_the_tests_is_good_enough() {
    assertThatCode(() -> DurabilityCheck.require(dataSource(""))).doesNotThrowAnyException();
  }

  @Test
  void a_session_with_synchronous_commit_off_is_refused_whoever_switched_it_off() {
    assertRefused(dataSource("options=-c%20synchronous_commit=off"), "synchronous_commit=off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "remote_write", "remote_apply"})
  void every_other_synchronous_commit_waits_for_the_disk(String value) {
    assertThatCode(
            () -> DurabilityCheck.require(dataSource("options=-c%20synchronous_commit=" + value)))
        .doesNotThrowAnyException();
  }

  /**
   * Another server for each would take long: a function before the server's own answers instead.
   */
  @ParameterizedTest
  @CsvSource({
    "fsync, off, fsync=off",
    "full_page_writes, off, full_page_writes=off",
    "server_version_num, 130022, PostgreSQL 13"
  })
  void a_server_that_could_forget_or_is_too_old_is_refused(
      String setting, String value, String message) throws SQLException {
    try (Database pretending = TestDatabases.fresh()) {
      try (Connection connection = connect(pretending);
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            CREATE SCHEMA pretended;
            CREATE FUNCTION pretended.current_setting(name text) RETURNS text LANGUAGE sql AS
            $$ SELECT CASE name WHEN '%s' THEN '%s' ELSE pg_catalog.current_setting(name) END $$
            """
                .formatted(setting, value));
      }
      assertRefused(
          dataSource(pretending, "options=-c%20search_path=pretended,pg_catalog"), message);
    }
  }

  @Test
  void a_proxy_that_deals_out_servers_by_the_transaction_is_refused() throws SQLException {
    try (Connection shared = connect(database)) {
      assertRefused(proxy(() -> shared), "transaction pooling");
    }
  }

  @Test
  void a_proxy_that_gives_each_session_a_server_is_accepted() {
    assertThatCode(() -> DurabilityCheck.require(proxy(() -> connect(database))))
        .doesNotThrowAnyException();
  }

  @Test
  void a_database_that_does_not_answer_costs_one_line() {
    assertRefused(
        new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none", "nobody", "secret"),
        "does not answer");
  }

  private static void assertRefused(DataSource dataSource, String message) {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> DurabilityCheck.require(dataSource))
        .withMessageContaining(message)
        .withMessageNotContaining("\n")
        .withMessageNotContaining("secret");
  }

  private static Connection connect(Database to) throws SQLException {
    return DriverManager.getConnection(to.url(), to.username(), to.password());
  }

  private static DataSource dataSource(String parameters) {
    return dataSource(database, parameters);
  }

  private static DataSource dataSource(Database to, String parameters) {
    String url = to.url();
    return new DriverManagerDataSource(
        url + (url.contains("?") ? "&" : "?") + parameters, to.username(), to.password());
  }

  private interface Connections {
    Connection next() throws SQLException;
  }

  /** Like a proxy, it names server processes that are none. */
  private static DataSource proxy(Connections connections) {
    return standIn(
        DataSource.class,
        (method, arguments) -> {
          Connection real = connections.next();
          PGConnection named = standIn(PGConnection.class, (ignored, none) -> -1);
          return standIn(
              Connection.class,
              (name, given) ->
                  switch (name.getName()) {
                    case "unwrap" -> named;
                    case "close" -> null;
                    default -> name.invoke(real, given);
                  });
        });
  }

  private interface Answer {
    @Nullable Object to(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T standIn(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return answer.to(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
