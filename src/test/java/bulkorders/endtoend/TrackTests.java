package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.endtoend.points.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Following what is not final, over all runs. */
class TrackTests {

  private static final String STAYS_OPEN =
      "[{'operation':'create_order','fault':'stuck_processing','delay_ms':20000}]";
  private static final String FOR_EVER =
      "[{'operation':'create_order','fault':'stuck_processing'}]";
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";
  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Result track(Object... arguments) {
    return rehearsal.run(
        Stream.concat(Stream.of("track", "--format", "json"), Stream.of(arguments)).toArray());
  }

  private JsonNode run(int run) {
    return rehearsal.run("runs", run, "--format", "json").hasStatus(0).json();
  }

  private static String status(JsonNode summary) {
    return summary.required("status").asString();
  }

  @Test
  void nothing_is_open_where_nothing_was_ordered() {
    JsonNode nothing = track("--once").hasStatus(0).json();
    assertThat(status(nothing)).isEqualTo("FINAL");
    assertThat(nothing.required("orders_read").asInt()).isZero();
    assertThat(rehearsal.run("track").hasStatus(0).out()).contains("open       nothing");
  }

  @Test
  void orders_of_several_runs_are_followed_to_their_end_and_told_in_their_reports()
      throws Exception {
    rehearsal.fault(STAYS_OPEN);
    rehearsal.order(rehearsal.file("a.csv", areas(2, 5)), "--no-wait").hasStatus(6);
    rehearsal.order(rehearsal.file("b.csv", areas(1, 7)), "--no-wait").hasStatus(6);
    rehearsal.noFaults();

    JsonNode once = track("--once").hasStatus(6).json();
    assertThat(status(once)).isEqualTo("OPEN");
    assertThat(once.required("orders").required("open").asInt()).isPositive();
    JsonNode end = track().hasStatus(0).json();
    assertThat(once.required("orders_final").asInt() + end.required("orders_final").asInt())
        .isEqualTo(2);

    for (int run = 1; run <= 2; run++) {
      JsonNode summary = run(run);
      assertThat(status(summary)).isEqualTo("COMPLETED");
      assertThat(
              Files.readString(Path.of(summary.required("report_dir").asString(), "summary.json")))
          .contains("COMPLETED");
      assertThat(Rehearsal.reportRows(summary, "numbers.csv")).hasSize(run == 1 ? 10 : 7);
    }
    assertThat(rehearsal.ledger().events("RUN_FINISHED")).isEqualTo(2);
    assertThat(rehearsal.run("todo").hasStatus(0).out()).contains("nothing to do");
    assertThat(rehearsal.run("restart", "--stopped", "--yes").hasStatus(0).err())
        .contains("no run is stopped");
    rehearsal.boughtExactly(17);
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(Files.readString(rehearsal.home().resolve("metrics/trackingJob.prom")))
        .contains("bulk_orders_last_run_exit_code{batch_job=\"trackingJob\"} 0");
  }

  @Test
  void it_ends_at_a_signal_and_the_same_command_goes_on() {
    rehearsal.fault(FOR_EVER);
    rehearsal.order(rehearsal.file("a.csv", areas(1, 5)), "--no-wait").hasStatus(6);
    Program.Child tracking = rehearsal.start("track", "--format", "json");
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                rehearsal.ledger().count("select count(*) from tracking where orders_read > 1")
                    > 0);
    assertThat(track().hasStatus(5).err()).contains("are being followed by another process");
    tracking.terminate();
    Result stopped = tracking.await().hasStatus(4);
    assertThat(status(stopped.json())).isEqualTo("STOPPED");
    assertThat(stopped.json().required("error").asString()).contains("stopped on request");
    track("--once").hasStatus(6);
    assertThat(rehearsal.ledger().count("select count(*) from tracking where ended_at is not null"))
        .isOne();
  }

  @Test
  void what_is_planned_is_not_sent_and_what_is_found_is_taken_over() {
    Moments moments = rehearsal.moments().haltAt(Point.ANSWER_RECEIVED, 1);
    Path file = rehearsal.file("a.csv", areas(4, 5));
    rehearsal.startOrder(moments, file, SMALL_ORDERS, ONE_WORKER).await().hasStatus(137);
    assertThat(rehearsal.books().orders()).isOne();

    JsonNode tracked = track("--once").hasStatus(0).json();

    assertThat(tracked.required("orders_final").asInt()).isOne();
    assertThat(rehearsal.requests("create_order")).isOne();
    assertThat(rehearsal.ledger().texts("select state from provider_order order by order_no"))
        .containsExactly("COMPLETED", "PLANNED");
    rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    assertThat(rehearsal.boughtExactly(20).orders()).isEqualTo(2);
  }

  @Test
  void an_order_that_is_not_found_stays_as_it_is() {
    Moments moments = rehearsal.moments().haltAt(Point.INTENT_COMMITTED, 1);
    Path file = rehearsal.file("a.csv", areas(1, 5));
    rehearsal.startOrder(moments, file).await().hasStatus(137);

    JsonNode tracked =
        track("--once", "--bulk-orders.submission.settle-time=1ms").hasStatus(6).json();

    assertThat(tracked.required("orders").required("uncertain").asInt()).isOne();
    rehearsal.boughtNothing();
    rehearsal.order(file).hasStatus(0);
    rehearsal.boughtExactly(5);
  }

  @Test
  void a_run_at_work_is_left_to_its_process() {
    Moments moments = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 2);
    Program.Child working =
        rehearsal.startOrder(
            moments, rehearsal.file("a.csv", areas(4, 5)), SMALL_ORDERS, ONE_WORKER);
    moments.awaitPausedAt(Point.ANSWER_RECEIVED, working);
    long read = rehearsal.requests("get_order");

    JsonNode tracked = track("--once").hasStatus(6).json();

    assertThat(tracked.required("orders_read").asInt()).isZero();
    assertThat(rehearsal.requests("get_order")).isEqualTo(read);
    moments.letGo(Point.ANSWER_RECEIVED);
    working.await().hasStatus(0);
    rehearsal.boughtExactly(20);
  }

  @Test
  void a_stop_ends_the_run_that_it_names_and_neither_another_one_nor_the_following() {
    rehearsal.fault(FOR_EVER.replace("'}]", "','times':1}]"));
    rehearsal.order(rehearsal.file("open.csv", areas(1, 5)), "--no-wait").hasStatus(6);
    Program.Child following = rehearsal.start("track", "--format", "json");
    Moments ofOne = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 1);
    Moments ofOther = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 1);
    Program.Child one =
        rehearsal.startOrder(
            ofOne, rehearsal.file("one.csv", areas(4, 5)), SMALL_ORDERS, ONE_WORKER);
    ofOne.awaitPausedAt(Point.ANSWER_RECEIVED, one);
    Program.Child other =
        rehearsal.startOrder(
            ofOther, rehearsal.file("other.csv", areas(4, 3)), SMALL_ORDERS, ONE_WORKER);
    ofOther.awaitPausedAt(Point.ANSWER_RECEIVED, other);

    assertThat(rehearsal.run("stop", 2).hasStatus(0).out()).contains("asked to stop");

    ofOne.letGo(Point.ANSWER_RECEIVED);
    ofOther.letGo(Point.ANSWER_RECEIVED);
    assertThat(status(one.await().hasStatus(4).json())).isEqualTo("STOPPED");
    assertThat(other.await().hasStatus(0).numbers().ordered()).isEqualTo(12);
    assertThat(following.isAlive()).isTrue();
    following.terminate();
    following.await().hasStatus(4);
  }

  @Test
  void a_report_that_a_killed_process_owed_is_written_by_the_next() throws Exception {
    rehearsal.fault(
        "[{'operation':'create_order','fault':'stuck_processing','delay_ms':2000,'times':1}]");
    rehearsal.order(rehearsal.file("a.csv", areas(1, 5)), "--no-wait").hasStatus(6);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                rehearsal
                        .ledger()
                        .count(
                            "select count(*) from provider_order where accepted_at <"
                                + " clock_timestamp() - interval '3 seconds'")
                    > 0);
    Moments moments = rehearsal.moments().haltAt(Point.REPORT_HALF_WRITTEN, 1);
    Program.Child killed = rehearsal.startWith(moments, "track");
    killed.await().hasStatus(137);
    Path summary = Path.of(run(1).required("report_dir").asString(), "summary.json");
    assertThat(status(run(1))).isEqualTo("COMPLETED");
    assertThat(Files.readString(summary)).doesNotContain("COMPLETED");

    track("--once").hasStatus(0);

    assertThat(Files.readString(summary)).contains("COMPLETED");
  }

  @Test
  void an_account_that_cannot_be_used_is_told_and_keeps_no_other_from_being_followed() {
    rehearsal.fault(
        "[{'operation':'create_order','fault':'stuck_processing','delay_ms':1500,'times':1}]");
    rehearsal.order(rehearsal.file("a.csv", areas(1, 5)), "--no-wait").hasStatus(6);
    rehearsal.fault(FOR_EVER);
    rehearsal.order(rehearsal.file("b.csv", areas(1, 6)), "--no-wait").hasStatus(6);
    rehearsal.ledger().execute("update provider_order set account = 'gone' where run_id = 2");

    Result tracked = track().hasStatus(4);

    assertThat(tracked.json().required("error").asString()).contains("there is no account gone");
    assertThat(status(run(1))).isEqualTo("COMPLETED");
    assertThat(track("--account", "telnyx").hasStatus(0).json().required("account").asString())
        .isEqualTo("telnyx");
    assertThat(track("--account", "gone").hasStatus(2).err()).contains("there is no account gone");
  }

  @Test
  void an_order_that_never_ends_is_shown_as_stuck_with_its_age() {
    rehearsal.fault(FOR_EVER);
    rehearsal.order(rehearsal.file("a.csv", areas(1, 5)), "--no-wait").hasStatus(6);
    rehearsal
        .ledger()
        .execute("update provider_order set accepted_at = accepted_at - interval '50 hours'");

    JsonNode tracked = track("--once").hasStatus(6).json();
    assertThat(tracked.required("orders").required("stuck").asInt()).isOne();
    assertThat(rehearsal.run("track", "--once").hasStatus(6).out()).contains("stuck      1 order");
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .contains("stuck", "1 order is not final, the first for 2 days", "bulk-orders runs 1");
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).contains("STUCK for 2 days");
    assertThat(rehearsal.run("orders", "--status", "stuck").hasStatus(0).out())
        .hasLineCount(2)
        .contains("STUCK");
  }
}
