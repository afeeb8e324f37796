package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.group;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run, a person who decides, and a repair meet at the same order: one of them acts on it. */
class DecisionRaceTests {

  private static final String PARK = "--bulk-orders.submission.on-absent=park";
  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  /** Two orders of five numbers. */
  private Path twoOrders() {
    return rehearsal.write(
        "numbers.csv",
        HEADER + ",customer_reference\nUS,local,5,312,north\nUS,local,5,312,south\n");
  }

  /** The first of the two is parked, and the provider does not have it. */
  private void parked() {
    rehearsal.fault(
        "{'provider':'telnyx','operation':'create_order','fault':'drop_before_commit','times':1}");
    rehearsal.order(twoOrders(), PARK, ONE_WORKER).hasStatus(4);
  }

  /** The first of the two is parked; the provider has it after all, under the id. */
  private String parkedAndThere() {
    parked();
    return rehearsal.buy(rehearsal.ledger().reference(1, 1), "[" + group(5, "312") + "]");
  }

  private Program.Child start(List<String> command) {
    return rehearsal.start(command.toArray());
  }

  private static List<String> repair() {
    return List.of("reconcile", "--repair", "--format", "json");
  }

  private static List<String> resolve(String... decision) {
    return Stream.concat(Stream.of("resolve", "1:1"), Stream.of(decision)).toList();
  }

  private void isToldThatTheRunIsAtWork(List<String> command) {
    Result told = start(command).await().hasStatus(5);
    assertThat(told.err()).hasLineCount(1).contains("run 1 is being worked on by another process");
  }

  private void goesOnAndOrdersAll() {
    rehearsal.run("restart", 1, "--yes").hasStatus(0);
    assertThat(rehearsal.boughtExactly(10).orders()).isEqualTo(2);
  }

  @Test
  void what_is_being_sent_is_neither_decided_nor_mended() {
    Moments moments = rehearsal.moments().pauseAt(Point.ANSWER_RECEIVED, 1);
    Program.Child run = rehearsal.startOrder(moments, twoOrders(), ONE_WORKER);
    moments.awaitPausedAt(Point.ANSWER_RECEIVED, run);
    assertThat(rehearsal.books().orders()).as("the provider has it").isOne();

    for (List<String> decision :
        List.of(
            resolve("--adopt", "any"),
            resolve("--resend", "--yes"),
            resolve("--abandon", "--yes"))) {
      assertThat(start(decision).await().hasStatus(2).err())
          .hasLineCount(1)
          .contains("order 1:1 is being sent");
    }
    Result repaired = start(repair()).await().hasStatus(0);
    assertThat(repaired.json().required("orders_on_the_way").asInt()).isPositive();

    moments.letGo(Point.ANSWER_RECEIVED);
    run.await().hasStatus(0);
    assertThat(rehearsal.boughtExactly(10).orders()).isEqualTo(2);
    assertThat(rehearsal.ledger().events("ACCEPTED")).isEqualTo(2);
  }

  @Test
  void while_a_person_adopts_an_order_neither_run_nor_repair_touches_it() {
    String id = parkedAndThere();
    try (HeldMoment moment = beforeEvent("ACCEPTED")) {
      Program.Child person = start(resolve("--adopt", id));
      moment.awaitReached(person);
      isToldThatTheRunIsAtWork(List.of("restart", "1", "--yes"));
      Result repaired = start(repair()).await().hasStatus(0);
      assertThat(repaired.json().required("orders_on_the_way").asInt()).isOne();
      moment.letGo();
      person.await().hasStatus(0);
    }
    goesOnAndOrdersAll();
    assertThat(rehearsal.ledger().events("ACCEPTED")).isEqualTo(2);
  }

  @Test
  void while_a_person_has_an_order_sent_again_the_run_does_not_send_it() {
    parked();
    long sent = rehearsal.requests("create_order");
    try (HeldMoment moment = beforeEvent("PLANNED")) {
      Program.Child person = start(resolve("--resend", "--yes"));
      moment.awaitReached(person);
      isToldThatTheRunIsAtWork(List.of("restart", "1", "--yes"));
      isToldThatTheRunIsAtWork(resolve("--abandon", "--yes"));
      moment.letGo();
      person.await().hasStatus(0);
    }
    assertThat(rehearsal.requests("create_order")).isEqualTo(sent);
    goesOnAndOrdersAll();
  }

  @Test
  void while_an_order_is_taken_over_neither_run_nor_person_touches_it() {
    String id = parkedAndThere();
    try (HeldMoment moment = beforeEvent("ACCEPTED")) {
      Program.Child mending = start(repair());
      moment.awaitReached(mending);
      isToldThatTheRunIsAtWork(List.of("restart", "1", "--yes"));
      isToldThatTheRunIsAtWork(resolve("--adopt", id));
      isToldThatTheRunIsAtWork(resolve("--abandon", "--yes"));
      moment.letGo();
      mending.await().hasStatus(0);
    }
    goesOnAndOrdersAll();
    assertThat(rehearsal.ledger().events("ACCEPTED")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_a_person_decides_between_comparing_and_mending_stands(boolean adopted) {
    String id = parkedAndThere();
    Program.Child mending;
    try (HeldMoment compared = beforeInsert("reconciliation_count", "true")) {
      mending = start(repair());
      compared.awaitReached(mending);
      start(adopted ? resolve("--adopt", id) : resolve("--abandon", "--yes")).await().hasStatus(0);
      compared.letGo();
      Result told = mending.await().hasStatus(adopted ? 0 : 3);
      assertThat(told.json().required("repaired").required("unplaced").asInt())
          .isEqualTo(adopted ? 1 : 0);
      assertThat(told.json().required("differences").required("surplus").asInt())
          .isEqualTo(adopted ? 0 : 1);
    }
    assertThat(rehearsal.ledger().events("SURPLUS_SEEN")).isEqualTo(adopted ? 0 : 1);
    assertThat(rehearsal.ledger().events("ACCEPTED")).isEqualTo(adopted ? 2 : 1);
    if (adopted) {
      goesOnAndOrdersAll();
    } else {
      rehearsal.run("restart", 1, "--yes").hasStatus(3);
      assertThat(rehearsal.books().references().values()).containsOnly(1);
      assertThat(rehearsal.ledger().phoneNumbers()).isEqualTo(5);
    }
  }

  @Test
  void a_run_that_begins_between_comparing_and_mending_is_left_alone() {
    parkedAndThere();
    Moments moments = rehearsal.moments().pauseAt(Point.JOB_REPOSITORY_UPDATED, 1);
    try (HeldMoment compared = beforeInsert("reconciliation_count", "true")) {
      Program.Child mending = start(repair());
      compared.awaitReached(mending);
      Program.Child run = rehearsal.startWith(moments, "restart", 1, "--yes", PARK);
      moments.awaitPausedAt(Point.JOB_REPOSITORY_UPDATED, run);
      compared.letGo();
      Result told = mending.await().hasStatus(3);
      assertThat(Rehearsal.reportRows(told.json(), "reconciliation.csv"))
          .singleElement()
          .asString()
          .startsWith("unplaced")
          .contains("not mended: its run is being worked on");
      moments.letGo(Point.JOB_REPOSITORY_UPDATED);
      run.await().hasStatus(4);
    }
    start(repair()).await().hasStatus(0);
    goesOnAndOrdersAll();
  }

  private HeldMoment beforeEvent(String type) {
    return beforeInsert("event", "new.type = '%s'".formatted(type));
  }

  private HeldMoment beforeInsert(String table, String condition) {
    return HeldMoment.beforeInsert(rehearsal.ledger(), rehearsal.database(), table, condition);
  }
}
