package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.group;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Cancelling what is still pending at the provider. */
class CancelTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  /** A run of one order with two number orders, which stay pending for so long. */
  private void pending(int millis) {
    rehearsal.fault(
        "[{'operation':'create_order','fault':'stuck_processing','delay_ms':%d}]"
            .formatted(millis));
    rehearsal.order(rehearsal.file("numbers.csv", areas(2, 5)), "--no-wait").hasStatus(6);
    rehearsal.noFaults();
  }

  private Result cancel(Object... arguments) {
    return rehearsal.run(all(arguments));
  }

  private static Object[] all(Object... arguments) {
    return Stream.concat(
            Stream.of("cancel"),
            Stream.concat(Stream.of(arguments), Stream.of("--yes", "--format", "json")))
        .toArray();
  }

  private List<String> parts() {
    return rehearsal
        .ledger()
        .texts("select unnest(sub_number_order_ids) from number_order order by number_order_id");
  }

  @Test
  void what_is_pending_of_a_run_is_cancelled_and_counted_as_that() {
    pending(60_000);

    JsonNode cancelled = cancel(1, "--note", "no papers").hasStatus(0).json();

    assertThat(cancelled.required("cancelled").asInt()).isEqualTo(2);
    assertThat(cancelled.required("numbers_cancelled").asInt()).isEqualTo(10);
    assertThat(rehearsal.requests("cancel")).isEqualTo(2);
    assertThat(rehearsal.books().numbers()).isZero();
    Ledger ledger = rehearsal.ledger();
    assertThat(ledger.events("CANCEL_ASKED")).isEqualTo(2);
    assertThat(ledger.events("PART_CANCELLED")).isEqualTo(2);
    rehearsal.run("track").hasStatus(0);
    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(Result.Numbers.of(run).cancelled()).isEqualTo(10);
    assertThat(run.required("orders").required("cancelled").asInt()).isOne();
    assertThat(Rehearsal.reportRows(run, "results.csv")).hasSize(2);
    assertThat(Rehearsal.reportRows(run, "shortfall.csv")).as("it was on purpose").isEmpty();
    assertThat(rehearsal.run("todo").hasStatus(0).out()).contains("nothing to do");
    assertThat(cancel("1:1").hasStatus(3).out()).contains("order 1:1 is CANCELLED");
  }

  @Test
  void one_part_is_cancelled_and_the_rest_comes() {
    pending(60_000);
    String part = parts().get(0);

    assertThat(rehearsal.run("cancel", part, "--yes").hasStatus(0).out())
        .contains("run 1  1 sub number order with 5 numbers cancelled");

    rehearsal.run("track").hasStatus(0);
    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(Result.Numbers.of(run).cancelled()).isEqualTo(5);
    assertThat(Result.Numbers.of(run).ordered()).isEqualTo(5);
    assertThat(rehearsal.books().numbers()).isEqualTo(5);
    // Both are final now: a line for each.
    Result again = rehearsal.run("cancel", part, "--yes").hasStatus(0);
    assertThat(again.out()).contains("left", part, "it is cancelled");
    assertThat(rehearsal.run("cancel", parts().get(1), "--yes").hasStatus(3).out())
        .contains("left", parts().get(1), "it is success");
  }

  @Test
  void lost_answers_are_resolved_by_reading() {
    pending(600_000);
    rehearsal.fault(
        """
        [{'operation':'cancel','fault':'drop_after_commit','times':1},
         {'operation':'cancel','fault':'drop_before_commit','times':1},
         {'operation':'cancel','fault':'status_503_after_commit','times':1}]
        """);

    assertThat(cancel(1).hasStatus(0).json().required("cancelled").asInt()).isEqualTo(2);

    // The first was done, the second was not and was asked for again, and then done.
    assertThat(rehearsal.requests("cancel")).isEqualTo(3);
    assertThat(rehearsal.books().numbers()).isZero();
  }

  @Test
  void killed_between_the_answer_and_its_outcome_it_goes_on_where_it_was() {
    pending(600_000);
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "event", "new.type = 'PART_CANCELLED'")) {
      Program.Child child = rehearsal.start(all(1));
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
    assertThat(rehearsal.requests("cancel")).isOne();
    assertThat(rehearsal.ledger().texts("select state from cancelled_part order by state"))
        .containsExactly("ASKED", "OPEN");

    assertThat(cancel(1).hasStatus(0).json().required("cancelled").asInt()).isEqualTo(2);

    assertThat(rehearsal.requests("cancel"))
        .as("what was done is not asked for again")
        .isEqualTo(2);
    assertThat(rehearsal.ledger().events("PART_CANCELLED")).isEqualTo(2);
    assertThat(rehearsal.ledger().count("select count(*) from cancellation")).isOne();
  }

  @Test
  void killed_between_the_intent_and_the_request_it_asks_again() {
    pending(600_000);
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "event", "new.type = 'CANCEL_ASKED'")) {
      Program.Child child = rehearsal.start(all("1:1"));
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
    assertThat(rehearsal.requests("cancel"))
        .as("nothing leaves before it is written down")
        .isZero();

    assertThat(cancel("1:1").hasStatus(0).json().required("cancelled").asInt()).isEqualTo(2);
    assertThat(rehearsal.requests("cancel")).isEqualTo(2);
  }

  @Test
  void a_provider_that_does_not_answer_stops_it_and_the_same_command_goes_on() {
    pending(600_000);
    rehearsal.fault("[{'operation':'cancel','fault':'unauthorized'}]");
    Result stopped = cancel(1).hasStatus(4);
    assertThat(stopped.json().required("error").asString()).contains("key");
    rehearsal.noFaults();

    assertThat(cancel(1).hasStatus(0).json().required("cancelled").asInt()).isEqualTo(2);
  }

  @Test
  void a_surplus_order_is_cancelled_by_its_id() {
    pending(600_000);
    rehearsal.fault(
        "[{'operation':'create_order','fault':'stuck_processing','delay_ms':600000,'times':1}]");
    String twice =
        rehearsal.buy(
            rehearsal.ledger().reference(1, 1),
            "[" + group(5, "312") + "," + group(5, "773") + "]");
    rehearsal
        .ledger()
        .execute(
            "insert into surplus_order (account, provider_order_id, order_id, numbers) select"
                + " 'telnyx', '%s', id, 10 from provider_order".formatted(twice));
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).contains("surplus", twice);

    JsonNode cancelled = cancel(twice).hasStatus(0).json();

    assertThat(cancelled.required("cancelled").asInt()).isEqualTo(2);
    assertThat(cancelled.required("sub_number_orders").get(0).required("surplus_of").asString())
        .isEqualTo(twice);
    assertThat(rehearsal.books().numbers()).as("those of the order that counts").isEqualTo(10);
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).doesNotContain(twice + "  up to");
    assertThat(rehearsal.ledger().events("SURPLUS_CANCELLED")).isOne();
  }

  @Test
  void a_person_is_shown_what_would_be_cancelled_and_types_how_many() {
    pending(600_000);
    assertThat(rehearsal.run("cancel", 1).hasStatus(2).err()).contains("give --yes");
    Result unsure =
        rehearsal
            .converseWith(rehearsal.environment(), "cancel", 1)
            .awaitWords("Type the number of numbers (10 in 2 sub number orders)")
            .type("9\n")
            .end()
            .hasStatus(4);
    assertThat(unsure.out()).contains("order 1, account telnyx: 5 numbers US local");
    assertThat(rehearsal.requests("cancel")).isZero();
    rehearsal
        .converseWith(rehearsal.environment(), "cancel", 1)
        .awaitWords("Type the number of numbers")
        .type("10\n")
        .end()
        .hasStatus(0);
    assertThat(rehearsal.requests("cancel")).isEqualTo(2);
  }

  @Test
  void what_is_not_there_not_pending_or_at_work_is_one_line() {
    assertThat(cancel(7).hasStatus(2).err())
        .hasLineCount(1)
        .contains("the ledger knows no run, order or sub number order 7");
    rehearsal.order(rehearsal.file("numbers.csv", areas(2, 5))).hasStatus(0);
    assertThat(rehearsal.run("cancel", 1, "--yes").hasStatus(3).out())
        .contains("nothing of it is pending");
    assertThat(rehearsal.run("cancel", "1:1", "--yes").hasStatus(3).out())
        .contains("order 1:1 is COMPLETED: nothing of it can be cancelled");
    assertThat(cancel("1:9").hasStatus(2).err()).contains("1:9");

    Moments moments = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 1);
    Program.Child working = rehearsal.startOrder(moments, rehearsal.file("other.csv", areas(1, 4)));
    moments.awaitPausedAt(Point.ANSWER_RECEIVED, working);
    assertThat(cancel(2).hasStatus(5).err()).contains("run 2 is being worked on", "stop 2");
    moments.letGo(Point.ANSWER_RECEIVED);
    working.await().hasStatus(0);
    rehearsal.boughtExactly(14);
  }
}
