package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostDatabaseTests {

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P01", "57P03"})
  void aLostConnectionIsTold(String state) {
    var failure =
        new IllegalStateException("a step failed", new SQLException("Connection refused", state));

    assertThat(LostDatabase.in(failure))
        .hasValue(
            "the database is gone: Connection refused; the same command goes on where it was");
  }

  @Test
  void aConnectionThatWasLostBeforeIsTold() {
    assertThat(LostDatabase.in(new SQLException("Connection is closed")))
        .hasValue(
            "the database is gone: Connection is closed; the same command goes on where it was");
  }

  @Test
  void aRefusedStatementIsNoLostDatabase() {
    assertThat(LostDatabase.in(new SQLException("duplicate key", "23505"))).isEmpty();
    assertThat(LostDatabase.in(new IllegalStateException("no database at all"))).isEmpty();
  }
}
