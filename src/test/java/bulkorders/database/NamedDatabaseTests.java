package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedDatabaseTests {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example:5432/orders, jdbc:postgresql://db.example:5432/sandbox",
    "jdbc:postgresql://db.example/orders?ssl=true&options=-c%20a=/b,"
        + " jdbc:postgresql://db.example/sandbox?ssl=true&options=-c%20a=/b",
    "'jdbc:postgresql://one:1,two:2/orders', 'jdbc:postgresql://one:1,two:2/sandbox'",
    "jdbc:postgresql://[::1]:5432/orders, jdbc:postgresql://[::1]:5432/sandbox",
    "jdbc:postgresql://db.example, jdbc:postgresql://db.example/sandbox",
    "jdbc:postgresql:orders, jdbc:postgresql:sandbox",
    "jdbc:postgresql:/, jdbc:postgresql:/sandbox"
  })
  void the_url_of_a_sibling_differs_in_the_name_only(String url, String sibling) {
    assertThat(NamedDatabase.urlOf(url, "sandbox")).isEqualTo(sibling);
  }

  @Test
  void a_url_of_another_database_product_is_refused() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> NamedDatabase.urlOf("jdbc:h2:mem:orders", "sandbox"))
        .withMessageContaining("jdbc:postgresql://host:port/name");
  }

  @Test
  void several_may_ask_for_the_same_sibling_at_once() {
    try (Database database = TestDatabases.fresh()) {
      String name = "both " + UUID.randomUUID();
      List<CompletableFuture<Database>> siblings =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> database.sibling(name)))
              .toList();
      for (CompletableFuture<Database> sibling : siblings) {
        assertThat(sibling.join().url()).contains(name);
        sibling.join().close();
      }
    }
  }

  @Test
  void a_role_that_may_not_create_databases_uses_what_exists_and_is_told_what_to_do_otherwise()
      throws SQLException {
    try (Database database = TestDatabases.fresh();
        Database existing = TestDatabases.fresh()) {
      String role = "r_" + UUID.randomUUID().toString().replace("-", "");
      try (Connection connection =
              DriverManager.getConnection(
                  database.url(), database.username(), database.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
      }
      Database asRole = Database.at(database.url(), role, "secret");
      String existingName = existing.url().replaceFirst(".*/([^/?]+).*", "$1");

      assertThat(asRole.sibling(existingName).url()).contains(existingName);
      assertThat(asRole.toString()).doesNotContain("secret");
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> asRole.sibling("not_there"))
          .withMessageContaining("not_there")
          .withMessageContaining("CREATEDB")
          .withMessageNotContaining("\n");
    }
  }
}
