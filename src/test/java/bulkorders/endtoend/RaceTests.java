package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.database.Database;
import bulkorders.database.DatabaseClock;
import bulkorders.database.SwallowingWire;
import bulkorders.database.TestServer;
import bulkorders.endtoend.points.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes at once, one that is thought dead, and clocks that jump. */
class RaceTests {

  /** Of four orders, each with two groups of five numbers. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Path file;

  @BeforeEach
  void prepare() {
    file = rehearsal.file("numbers.csv", areas(8, 5));
  }

  @Test
  void of_eight_that_order_the_same_file_at_once_one_does() {
    rehearsal.ledger().create();
    List<Program.Child> children =
        IntStream.range(0, 8).mapToObj(i -> rehearsal.startOrder(file, SMALL_ORDERS)).toList();
    oneWins(children.stream().map(Program.Child::await).toList());
  }

  @Test
  void of_two_that_go_on_with_a_run_at_once_one_does() {
    rehearsal.fault("[{'operation':'create_order','fault':'insufficient_balance','times':1}]");
    rehearsal.order(file, SMALL_ORDERS, ONE_WORKER).hasStatus(4);
    rehearsal.noFaults();
    Program.Child restart =
        rehearsal.start("restart", 1, "--yes", "--format", "json", SMALL_ORDERS);
    Program.Child again = rehearsal.startOrder(file, SMALL_ORDERS);
    oneWins(List.of(restart.await(), again.await()));
  }

  private void oneWins(List<Result> results) {
    assertThat(results).filteredOn(result -> result.status() == 0).as("%s", results).hasSize(1);
    for (Result loser : results) {
      if (loser.status() != 0) {
        assertThat(loser.hasStatus(5).json().required("error").asString())
            .hasLineCount(1)
            .containsAnyOf(
                "run 1 is being worked on by another process", "ordered already by run 1")
            .contains("bulk-orders runs 1");
      }
    }
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
    assertThat(rehearsal.requests("create_order")).isBetween(4L, 5L);
  }

  @Test
  void a_restart_while_the_run_is_at_work_is_told_so() {
    Moments moments = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 1);
    Program.Child working = rehearsal.startOrder(moments, file, SMALL_ORDERS);
    moments.awaitPausedAt(Point.ANSWER_RECEIVED, working);
    Result restart = rehearsal.run("restart", 1, "--yes", "--format", "json").hasStatus(5);
    assertThat(restart.json().required("error").asString())
        .contains("run 1 is being worked on by another process", "bulk-orders stop 1");
    moments.letGo(Point.ANSWER_RECEIVED);
    working.await().hasStatus(0);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  @Test
  void a_stop_between_the_lock_and_the_job_is_heeded() throws SQLException {
    rehearsal.fault("[{'operation':'create_order','fault':'insufficient_balance','times':1}]");
    rehearsal.order(file, SMALL_ORDERS, ONE_WORKER).hasStatus(4);
    rehearsal.noFaults();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Whoever launches the run waits for its row, with the lock already in hand.
      statement.execute("select 1 from run where id = 1 for update");
      Program.Child starting =
          rehearsal.start("restart", 1, "--yes", "--format", "json", SMALL_ORDERS);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> lockHolders() == 1 && waitingForRow() || !starting.isAlive());
      statement.execute("update run set stop_requested_at = clock_timestamp() where id = 1");
      connection.commit();
      Result stopped = starting.await().hasStatus(4);
      assertThat(stopped.json().required("error").asString()).contains("stopped on request");
    }
    rehearsal.boughtNothing();
    rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  private boolean waitingForRow() {
    return rehearsal
            .ledger()
            .count(
                "select count(*) from pg_stat_activity where datname = current_database() and"
                    + " wait_event_type = 'Lock'")
        > 0;
  }

  private long lockHolders() {
    return rehearsal
        .ledger()
        .count(
            "select count(*) from pg_stat_activity where datname = current_database() and"
                + " application_name = 'bulk-orders alive-lock'");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_process_whose_lock_is_lost_sends_nothing_while_another_goes_on(boolean takenOver) {
    Moments moments = rehearsal.moments().pauseAt(Point.INTENT_COMMITTED, 1);
    Program.Child first = rehearsal.startOrder(moments, file, SMALL_ORDERS, ONE_WORKER);
    moments.awaitPausedAt(Point.INTENT_COMMITTED, first);
    loseAliveLocks();
    if (takenOver) {
      // The other has ordered all before the first one looks up.
      rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    }
    long before = rehearsal.requests("create_order");
    moments.letGo(Point.INTENT_COMMITTED);
    lostItsLock(first);
    assertThat(rehearsal.requests("create_order")).isEqualTo(before);
    if (!takenOver) {
      rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    }
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).contains("COMPLETED");
  }

  @Test
  void who_lost_the_lock_while_writing_the_report_leaves_that_of_the_one_who_took_over()
      throws IOException {
    Moments moments = rehearsal.moments().pauseAt(Point.REPORT_HALF_WRITTEN, 1);
    Program.Child first = rehearsal.startOrder(moments, file, SMALL_ORDERS);
    moments.awaitPausedAt(Point.REPORT_HALF_WRITTEN, first);
    loseAliveLocks();
    Result other = rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    Path summary = Path.of(other.json().required("report_dir").asString(), "summary.json");
    Object written = fileKey(summary);
    moments.letGo(Point.REPORT_HALF_WRITTEN);
    lostItsLock(first);
    assertThat(fileKey(summary)).isEqualTo(written);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  @Test
  void a_database_that_is_restarted_is_noticed_before_the_next_order_leaves() throws IOException {
    Path place = Files.createDirectory(rehearsal.directory().resolve("server"));
    try (TestServer server = TestServer.create(place)) {
      Moments moments = rehearsal.moments().pauseAt(Point.INTENT_COMMITTED, 2);
      Database ledger = server.database("ledger");
      String url = "--spring.datasource.url=" + ledger.url();
      String password = "--spring.datasource.password=" + ledger.password();
      String user = "--spring.datasource.username=" + ledger.username();
      Program.Child child =
          rehearsal.startOrder(moments, file, SMALL_ORDERS, ONE_WORKER, url, user, password);
      moments.awaitPausedAt(Point.INTENT_COMMITTED, child);
      server.close();
      server.start();
      moments.letGo(Point.INTENT_COMMITTED);
      lostItsLock(child);
      assertThat(rehearsal.requests("create_order")).isOne();
      rehearsal.order(file, SMALL_ORDERS, url, user, password).hasStatus(0);
      assertThat(rehearsal.requests("create_order")).isEqualTo(4);
      assertThat(rehearsal.books().orders()).isEqualTo(4);
      assertThat(rehearsal.books().references().values()).containsOnly(1);
    }
  }

  @Test
  void a_database_that_is_cut_off_without_a_word_ends_the_command_before_anything_is_sent()
      throws IOException {
    Moments moments = rehearsal.moments().pauseAt(Point.INTENT_COMMITTED, 1);
    try (SwallowingWire wire = SwallowingWire.to(rehearsal.database())) {
      Program.Child child =
          rehearsal.startOrder(
              moments,
              file,
              SMALL_ORDERS,
              ONE_WORKER,
              "--spring.datasource.url=" + wire.url(),
              "--spring.datasource.hikari.connection-timeout=2000",
              "--spring.datasource.hikari.data-source-properties.socketTimeout=3");
      moments.awaitPausedAt(Point.INTENT_COMMITTED, child);
      wire.swallow();
      moments.letGo(Point.INTENT_COMMITTED);
      Result ended = child.await();
      assertThat(ended.status()).as("%s", ended).isIn(1, 4);
      assertThat(ended.err()).contains("bulk-orders:");
      ended.hasStatus(ended.status());
    }
    rehearsal.boughtNothing();
    rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  /** Of a file that is written anew another one. */
  private static Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private void loseAliveLocks() {
    rehearsal
        .ledger()
        .count(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname ="
                + " current_database() and application_name = 'bulk-orders alive-lock'");
  }

  private static void lostItsLock(Program.Child child) {
    Result lost = child.await().hasStatus(4);
    assertThat(lost.json().required("error").asString())
        .hasLineCount(1)
        .contains("the connection that shows run 1 to be alive was lost", "the same command");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void clocks_that_jump_by_an_hour_cost_no_order_and_no_hour(int hours) {
    rehearsal.ledger().create();
    DatabaseClock database = DatabaseClock.of(rehearsal.database());
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'drop_after_commit','times':1},
         {'operation':'create_order','fault':'drop_before_commit','times':1},
         {'operation':'create_order','fault':'status_429','retry_after':1,'times':1},
         {'operation':'get_order','fault':'status_429','retry_after':1,'times':1}]
        """);
    Moments moments = rehearsal.moments().pauseAt(Point.BEFORE_POST, 2);
    long begin = System.nanoTime();
    Program.Child child = rehearsal.startOrder(moments, file, SMALL_ORDERS, ONE_WORKER);
    moments.awaitPausedAt(Point.BEFORE_POST, child);
    moments.moveClock(Duration.ofHours(hours));
    database.move(Duration.ofHours(hours));
    moments.letGo(Point.BEFORE_POST);
    Result result = child.await().hasStatus(0);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(2));
    assertThat(result.numbers().ordered()).isEqualTo(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  /**
   * The order is lost, and "track" finds what a run has sent in its place meanwhile: it is another
   * attempt, of which it knew nothing when it looked.
   */
  @Test
  void run_against_track_resolving_the_same_uncertain_order() {
    Path one = rehearsal.file("one.csv", areas(1, 5));
    Moments killed = rehearsal.moments().haltAt(Point.ANSWER_RECEIVED, 1);
    rehearsal.startOrder(killed, one).await().hasStatus(137);
    Moments moments = rehearsal.moments().pauseAt(Point.LOOK_ENDED, 1);
    Program.Child track = rehearsal.startWith(moments, "track", "--once", "--format", "json");
    moments.awaitPausedAt(Point.LOOK_ENDED, track);
    assertThat(rehearsal.run("restart", 1, "--yes").hasStatus(5).err())
        .contains("run 1 is being worked on by another process");
    loseAliveLocks();
    // The run goes on, adopts the order and ends, before "track" writes down what it has found.
    rehearsal.run("restart", 1, "--yes").hasStatus(0);
    String before = rehearsal.ledger().everything();
    moments.letGo(Point.LOOK_ENDED);
    track.await().hasStatus(4);

    assertThat(rehearsal.ledger().everything()).isEqualTo(before);
    assertThat(rehearsal.boughtExactly(5).orders()).isOne();
  }

  @Test
  void what_track_found_of_one_attempt_says_nothing_of_the_next() {
    Path one = rehearsal.file("one.csv", areas(1, 5));
    Moments killed = rehearsal.moments().haltAt(Point.ANSWER_RECEIVED, 1);
    rehearsal.startOrder(killed, one).await().hasStatus(137);
    Moments moments = rehearsal.moments().pauseAt(Point.LOOK_ENDED, 1);
    Program.Child track = rehearsal.startWith(moments, "track", "--once", "--format", "json");
    moments.awaitPausedAt(Point.LOOK_ENDED, track);
    // As a run does that does not find it and sends it again, and hears nothing of that either.
    rehearsal
        .ledger()
        .execute(
            "update provider_order set attempt = attempt + 1, attempt_ended_at = clock_timestamp()"
                + " where state = 'UNCERTAIN'");
    moments.letGo(Point.LOOK_ENDED);
    track.await().hasStatus(6);

    assertThat(rehearsal.ledger().texts("select state from provider_order"))
        .containsExactly("UNCERTAIN");
    rehearsal.order(one).hasStatus(0);
    assertThat(rehearsal.boughtExactly(5).orders()).isOne();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        rehearsal.database().url(),
        rehearsal.database().username(),
        rehearsal.database().password());
  }
}
