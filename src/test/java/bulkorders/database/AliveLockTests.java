package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AliveLockTests {

  private static final Duration LONG = Duration.ofSeconds(60);

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
  void only_one_holds_the_lock_of_a_run_and_others_hold_those_of_other_runs() {
    try (AliveLock lock = acquire(1, LONG).orElseThrow();
        AliveLock ofAnotherRun = acquire(2, LONG).orElseThrow()) {
      assertThat(acquire(1, Duration.ZERO)).isEmpty();
      assertThat(lock.isHeld()).isTrue();
      assertThat(ofAnotherRun.isHeld()).isTrue();
    }
  }

  @Test
  void who_waits_gets_the_lock_as_soon_as_it_is_given_back() throws Exception {
    AliveLock first = acquire(3, LONG).orElseThrow();
    CompletableFuture<Optional<AliveLock>> second =
        CompletableFuture.supplyAsync(() -> acquire(3, LONG));
    await().until(() -> count("NOT granted") == 1);

    first.close();

    try (AliveLock lock = second.get().orElseThrow()) {
      assertThat(lock.isHeld()).isTrue();
      assertThat(first.isHeld()).isFalse();
    }
  }

  @Test
  void a_lock_whose_connection_ended_is_not_held_and_another_may_have_it() throws Exception {
    try (AliveLock lock = acquire(4, LONG).orElseThrow()) {
      execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_locks
          WHERE locktype = 'advisory' AND objid = 4
          """);
      assertThat(lock.isHeld()).isFalse();
      try (AliveLock next = acquire(4, LONG).orElseThrow()) {
        assertThat(next.isHeld()).isTrue();
        assertThat(lock.isHeld()).isFalse();
      }
    }
  }

  @Test
  @Timeout(60)
  void a_lock_whose_connection_swallows_everything_is_not_held() throws Exception {
    try (var wire = SwallowingWire.to(database);
        AliveLock lock =
            AliveLock.acquire(wire.url(), database.username(), database.password(), 8, LONG)
                .orElseThrow()) {
      assertThat(lock.isHeld()).isTrue();
      wire.swallow();
      long begin = System.nanoTime();
      assertThat(lock.isHeld()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
      // What comes late changes nothing.
      wire.letThrough();
      assertThat(lock.isHeld()).isFalse();
    }
  }

  @Test
  void others_see_whether_a_run_is_alive_also_one_with_a_negative_number() throws Exception {
    for (int run : new int[] {5, -5, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      try (Connection connection = connect()) {
        assertThat(AliveLock.isHeldBySomebody(connection, run)).isFalse();
        try (AliveLock lock = acquire(run, LONG).orElseThrow()) {
          assertThat(lock.isHeld()).isTrue();
          assertThat(AliveLock.isHeldBySomebody(connection, run)).isTrue();
          assertThat(AliveLock.isHeldBySomebody(connection, run ^ 64)).isFalse();
        }
        await().until(() -> !AliveLock.isHeldBySomebody(connection, run));
      }
    }
  }

  @Test
  void a_lock_in_another_database_of_the_server_is_another_lock() throws Exception {
    try (Database other = TestDatabases.fresh();
        AliveLock lock =
            AliveLock.acquire(other.url(), other.username(), other.password(), 6, LONG)
                .orElseThrow();
        Connection connection = connect()) {
      assertThat(AliveLock.isHeldBySomebody(connection, 6)).isFalse();
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void a_database_that_does_not_answer_costs_one_line() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(
            () ->
                AliveLock.acquire(
                    "jdbc:postgresql://127.0.0.1:1/none", "nobody", "secret", 7, Duration.ZERO))
        .withMessageStartingWith("The database does not answer")
        .withMessageNotContaining("\n")
        .withMessageNotContaining("secret");
  }

  @Test
  void its_sockets_ask_a_silent_peer_after_10_seconds_three_times_5_seconds_apart()
      throws Exception {
    try (Socket socket = new KeepAliveSocketFactory().createSocket()) {
      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }

  private static Optional<AliveLock> acquire(int run, Duration patience) {
    return AliveLock.acquire(
        database.url(), database.username(), database.password(), run, patience);
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(String condition) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND " + condition)) {
      row.next();
      return row.getInt(1);
    }
  }
}
