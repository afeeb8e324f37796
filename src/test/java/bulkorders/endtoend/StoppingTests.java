package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that stops before its end, why, and how it goes on. */
class StoppingTests {

  /** Of four orders, each with two groups of five numbers. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";
  private static final String SLOW_TO_TAKE =
      "[{'operation':'create_order','fault':'delay','delay_ms':1000}]";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Path file;

  @BeforeEach
  void prepare() {
    file = rehearsal.file("numbers.csv", areas(8, 5));
  }

  @Test
  void a_terminated_process_finishes_the_order_in_hand_and_the_same_command_goes_on() {
    rehearsal.fault(SLOW_TO_TAKE);
    Program.Child child = rehearsal.startOrder(file, SMALL_ORDERS, ONE_WORKER);
    awaitRequests(2);
    child.terminate();
    Result stopped = child.await().hasStatus(4);
    assertThat(stopped.json().required("status").asString()).isEqualTo("STOPPED");
    assertThat(stopped.json().required("error").asString()).contains("stopped on request");
    assertThat(stopped.err()).contains("finishing the orders in hand");
    int taken = rehearsal.books().orders();
    assertThat(taken).isBetween(2, 3);
    assertThat(rehearsal.ledger().takenReferences()).hasSize(taken);

    rehearsal.noFaults();
    goesOnAndOrdersAll(4);
  }

  @Test
  void a_process_that_is_terminated_while_it_reads_ends_between_two_chunks() {
    Path large =
        rehearsal.file(
            "large.csv",
            IntStream.range(0, 25_000)
                .mapToObj(row -> row < 10 ? "US,local,1,312" : "US,fixed,1,312")
                .toList());
    rehearsal.ledger().create();
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "reject", "new.row_no = 15500")) {
      Program.Child child = rehearsal.startOrder(large, "--skip-limit", "100%");
      moment.awaitReached(child);
      child.terminate();
      await().atMost(Duration.ofSeconds(60)).until(() -> child.err().contains("stopping"));
      moment.letGo();
      Result stopped = child.await().hasStatus(4);
      assertThat(stopped.json().required("error").asString()).contains("stopped on request");
    }
    assertThat(rehearsal.ledger().count("select count(*) from reject")).isBetween(15_500L, 24_000L);
    Result again = rehearsal.order(large, "--skip-limit", "100%").hasStatus(3);
    assertThat(again.json().required("rows").required("read").asInt()).isEqualTo(25_000);
    rehearsal.boughtExactly(10);
  }

  @Test
  void a_run_is_stopped_from_another_process_and_restarted_with_all_that_are_stopped() {
    rehearsal.ledger().create();
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "event", "new.type = 'ACCEPTED'")) {
      Program.Child child = rehearsal.startOrder(file, SMALL_ORDERS, ONE_WORKER);
      moment.awaitReached(child);
      assertThat(rehearsal.run("runs").hasStatus(0).out()).contains("RUNNING", "numbers.csv");
      assertThat(rehearsal.run("restart", "--stopped", "--yes").hasStatus(0).err())
          .contains("no run is stopped");
      assertThat(rehearsal.run("stop", "1").hasStatus(0).out()).contains("asked to stop");
      moment.letGo();
      Result stopped = child.await().hasStatus(4);
      assertThat(stopped.json().required("status").asString()).isEqualTo("STOPPED");
    }
    assertThat(rehearsal.books().orders()).isOne();
    assertThat(rehearsal.ledger().takenReferences()).hasSize(1);

    assertThat(rehearsal.run("runs").hasStatus(0).out()).contains("STOPPED");
    assertThat(rehearsal.run("stop", "1").hasStatus(0).out()).contains("no process is working");
    Result restarted =
        rehearsal.run("restart", "--stopped", "--yes", "--format", "json").hasStatus(0);
    assertThat(restarted.numbers().ordered()).isEqualTo(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
    Result nothing = rehearsal.run("restart", "--stopped", "--yes").hasStatus(0);
    assertThat(nothing.err()).contains("no run is stopped");
  }

  @Test
  void a_key_that_is_refused_stops_the_run_until_there_is_a_good_one() {
    Map<String, String> environment = rehearsal.environment();
    environment.put("TELNYX_API_KEY", "invalid");
    Result refused =
        rehearsal
            .startWith(environment, "order", file, "--yes", "--format", "json", SMALL_ORDERS)
            .await()
            .hasStatus(4);
    assertThat(refused.json().required("error").asString()).contains("10009");
    rehearsal.boughtNothing();

    rehearsal.fault("[{'operation':'create_order','fault':'unauthorized','times':1}]");
    Result refusedLater = rehearsal.order(file, SMALL_ORDERS, ONE_WORKER).hasStatus(4);
    assertThat(refusedLater.json().required("orders").required("planned").asInt()).isEqualTo(4);
    goesOnAndOrdersAll(4);
  }

  @Test
  void an_account_without_funds_stops_the_run_until_there_are_some() {
    rehearsal.fault("[{'operation':'create_order','fault':'insufficient_balance','times':1}]");
    Result stopped = rehearsal.order(file, SMALL_ORDERS, ONE_WORKER).hasStatus(4);
    assertThat(stopped.json().required("error").asString()).contains("20100");
    goesOnAndOrdersAll(4);
  }

  @Test
  void a_provider_that_is_not_there_stops_the_run_until_it_is_back() {
    rehearsal.closeProvider();
    Result stopped =
        rehearsal.order(file, SMALL_ORDERS, "--bulk-orders.outage.max-failures=2").hasStatus(4);
    assertThat(stopped.json().required("error").asString())
        .contains(
            "account telnyx gives no usable answer since",
            "no connection to 127.0.0.1",
            "connection refused",
            "run the same command again")
        .doesNotContain("Exception");
    assertThat(stopped.json().required("orders").required("uncertain").asInt()).isZero();
    // At once, since it gave no answer ever.
    assertThat(stopped.err()).contains("account telnyx does not answer and is asked again");
    rehearsal.openProvider();
    goesOnAndOrdersAll(4);
  }

  @Test
  void a_provider_that_gives_no_clear_answer_stops_the_run_before_much_is_uncertain() {
    rehearsal.fault("[{'operation':'create_order','fault':'drop_after_commit'}]");
    Result stopped =
        rehearsal
            .order(file, SMALL_ORDERS, ONE_WORKER, "--bulk-orders.outage.max-failures=2")
            .hasStatus(4);
    assertThat(stopped.json().required("error").asString())
        .contains("account telnyx gives no usable answer since", "2 requests in a row");
    assertThat(stopped.json().required("orders").required("uncertain").asInt()).isEqualTo(2);
    rehearsal.noFaults();
    goesOnAndOrdersAll(4);
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void a_provider_that_is_gone_for_a_while_is_waited_for() throws InterruptedException {
    rehearsal.fault(SLOW_TO_TAKE);
    Program.Child child = rehearsal.startOrder(file, SMALL_ORDERS);
    awaitRequests(1);
    rehearsal.closeProvider();
    Thread.sleep(20_000);
    assertThat(child.isAlive()).isTrue();
    rehearsal.openProvider();
    Result result = child.await().hasStatus(0);
    assertThat(result.numbers().ordered()).isEqualTo(40);
    assertThat(result.err()).contains("account telnyx does not answer and is asked again");
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  @Test
  void orders_that_take_their_time_are_waited_for_later() {
    rehearsal.fault("[{'operation':'create_order','fault':'stuck_processing'}]");
    Result placed = rehearsal.order(file, SMALL_ORDERS, "--no-wait").hasStatus(6);
    assertThat(placed.json().required("status").asString()).isEqualTo("PLACED");
    assertThat(placed.numbers().pending()).isEqualTo(40);

    Result waited = rehearsal.order(file, SMALL_ORDERS, "--wait-timeout", "1s").hasStatus(6);
    assertThat(waited.json().required("status").asString()).isEqualTo("PLACED");
    assertThat(rehearsal.run("runs").hasStatus(0).out()).contains("PLACED");
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void a_restart_limits_and_places_only_what_is_not_placed_yet() {
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'stuck_processing','times':3},
         {'operation':'create_order','fault':'insufficient_balance','times':1}]
        """);
    Result stopped = rehearsal.order(file, SMALL_ORDERS, ONE_WORKER, "--no-wait").hasStatus(4);
    assertThat(stopped.numbers().pending()).isEqualTo(40);

    Result tooMany = restart("--max-numbers", 9).hasStatus(4);
    assertThat(tooMany.json().required("status").asString()).isEqualTo("STOPPED");
    assertThat(tooMany.json().required("error").asString())
        .contains("10 numbers are yet to be ordered", "--max-numbers 9");
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);

    rehearsal.noFaults();
    Result placed = restart("--max-numbers", 10, "--no-wait").hasStatus(6);
    assertThat(placed.json().required("status").asString()).isEqualTo("PLACED");
    assertThat(rehearsal.requests("create_order")).isEqualTo(5);
    assertThat(rehearsal.books().orders()).isEqualTo(4);
  }

  private Result restart(Object... more) {
    return rehearsal.run(
        Stream.concat(
                Stream.of("restart", "1", "--yes", "--format", "json", SMALL_ORDERS),
                Stream.of(more))
            .toArray());
  }

  @Test
  void a_signal_before_any_work_began_ends_with_the_same_code() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = rehearsal.environment();
      environment.put(
          "SPRING_DATASOURCE_URL",
          "jdbc:postgresql://127.0.0.1:%d/none".formatted(silent.getLocalPort()));
      Program.Child child = rehearsal.startWith(environment, "order", file, "--yes");
      try (Socket asked = silent.accept()) {
        assertThat(asked.isConnected()).isTrue();
        child.terminate();
        Result ended = child.await().hasStatus(4);
        assertThat(ended.err()).contains("before any work began").hasLineCount(1);
      }
    }
    rehearsal.boughtNothing();
  }

  @Test
  void a_database_that_goes_away_fails_the_run_which_goes_on_when_it_is_back() {
    rehearsal.fault(SLOW_TO_TAKE);
    Program.Child child =
        rehearsal.startOrder(
            file, SMALL_ORDERS, ONE_WORKER, "--spring.datasource.hikari.connection-timeout=2000");
    awaitRequests(1);
    try (AbsentDatabase absent = AbsentDatabase.of(rehearsal.database())) {
      Result failed = child.await().hasStatus(1);
      assertThat(failed.json().required("error").asString()).hasLineCount(1);
      assertThat(failed.json().required("status").asString()).isEqualTo("FAILED");
    }
    rehearsal.noFaults();
    goesOnAndOrdersAll(4);
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void a_report_that_cannot_be_written_fails_a_run_that_ordered_all_until_it_can() {
    Result failed = rehearsal.order(file, "--report-dir", file.resolve("report")).hasStatus(1);
    assertThat(failed.json().required("status").asString()).isEqualTo("FAILED");
    assertThat(failed.json().required("error").asString())
        .contains("cannot be written", "--report-dir");
    assertThat(failed.numbers().ordered()).isEqualTo(40);
    Result again =
        rehearsal.order(file, "--report-dir", rehearsal.directory().resolve("report")).hasStatus(0);
    assertThat(Rehearsal.reportRows(again.json(), "numbers.csv")).hasSize(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isOne();
  }

  private void goesOnAndOrdersAll(int orders) {
    Result again = rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    assertThat(again.json().required("run").asInt()).isOne();
    assertThat(again.json().required("error").isNull()).isTrue();
    assertThat(again.numbers().ordered()).isEqualTo(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(orders);
  }

  private void awaitRequests(int requests) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rehearsal.requests("create_order") >= requests);
  }
}
