package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.OrderSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunsTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Runs runs = ledger.runs();

  private static RunIdentity identity(String hash, String key, @Nullable LocalDate date) {
    return new RunIdentity(hash, Runs.ORDER_JOB, key, date);
  }

  @Test
  void launches_at_once_get_the_same_run_and_it_is_created_once() throws Exception {
    int launches = 6;
    NewRun newRun = TestLedger.newRun(identity(UUID.randomUUID().toString(), "", null));
    ExecutorService threads = Executors.newFixedThreadPool(launches);
    try {
      var start = new CyclicBarrier(launches);
      List<Future<Run>> found = new ArrayList<>();
      for (int i = 0; i < launches; i++) {
        found.add(
            threads.submit(
                () -> {
                  start.await();
                  return runs.findOrCreate(newRun);
                }));
      }
      int id = found.get(0).get().id();
      for (Future<Run> run : found) {
        assertThat(run.get().id()).isEqualTo(id);
      }
      assertThat(ledger.story(runs.get(id))).singleElement().satisfies(RunsTests::isCreation);
    } finally {
      threads.shutdown();
    }
  }

  private static void isCreation(Events.Event event) {
    assertThat(event.type()).isEqualTo("RUN_CREATED");
    assertThat(event.actor()).isEqualTo(TestLedger.ACTOR);
  }

  @Test
  void a_run_without_a_business_date_is_found_again() {
    RunIdentity identity = identity(UUID.randomUUID().toString(), "", null);
    int id = runs.findOrCreate(TestLedger.newRun(identity)).id();

    assertThat(runs.findOrCreate(TestLedger.newRun(identity)).id()).isEqualTo(id);
    assertThat(runs.find(identity)).map(Run::id).contains(id);
    assertThat(runs.get(id).identity()).isEqualTo(identity);
  }

  @Test
  void another_key_date_job_or_input_is_another_run() {
    String hash = UUID.randomUUID().toString();
    LocalDate day = LocalDate.of(2026, 11, 1);
    List<RunIdentity> identities =
        List.of(
            identity(hash, "", null),
            identity(hash, "again", null),
            identity(hash, "", day),
            identity(hash, "", day.plusDays(1)),
            new RunIdentity(hash, Runs.PLAN_JOB, "", null),
            identity(hash + "0", "", null));

    assertThat(identities)
        .extracting(identity -> runs.findOrCreate(TestLedger.newRun(identity)).id())
        .doesNotHaveDuplicates();
    assertThat(identities)
        .allSatisfy(
            identity ->
                assertThat(runs.find(identity).orElseThrow().identity()).isEqualTo(identity));
  }

  @Test
  void a_request_whose_rows_disagree_is_rejected_whole_and_nothing_else_is() {
    Run run = ledger.run();
    var other = new OrderSettings("another", null, null, null);
    ledger.stage(
        run,
        List.of(
            TestLedger.group(1, 10, 1, "agrees", OrderSettings.NONE),
            TestLedger.group(2, 20, 1, "disagrees", OrderSettings.NONE),
            TestLedger.group(3, 30, 2, "disagrees", other),
            TestLedger.group(4, 40, 1, "agrees", OrderSettings.NONE),
            TestLedger.group(5, 50, 2, null, other),
            TestLedger.group(6, 60, 1, null, OrderSettings.NONE)),
        List.of());

    runs.intakeEnded(run.id());
    runs.intakeEnded(run.id());

    assertThat(rows("ordering_group", run)).containsExactly(1L, 4L, 5L, 6L);
    assertThat(rows("reject", run)).containsExactly(2L, 3L);
    String faults =
        ledger
            .jdbc()
            .sql("select faults from reject where run_id = ? and row_no = 2")
            .param(run.id())
            .query(String.class)
            .single();
    assertThat(new FaultsText().read(faults))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.column()).isEqualTo("request_id");
              assertThat(fault.value()).isEqualTo("disagrees");
            });
    RunFigures figures = runs.figures(run.id());
    assertThat(figures.run().rowsRead()).isEqualTo(6);
    assertThat(figures.rowsRejected()).isEqualTo(2);
    assertThat(figures.numbers().requested()).isEqualTo(210);
    assertThat(figures.numbers().rejected()).isEqualTo(50);
    assertThat(figures.numbers().pending()).isEqualTo(160);
  }

  private static List<Long> rows(String table, Run run) {
    return ledger
        .jdbc()
        .sql("select row_no from " + table + " where run_id = ? order by row_no")
        .param(run.id())
        .query(Long.class)
        .list();
  }

  @Test
  void a_stop_request_stands_until_the_run_is_launched_again() {
    Run run = ledger.run();
    assertThat(runs.stopRequested(run.id())).isFalse();

    runs.requestStop(run.id(), null);
    runs.endedEarly(run.id(), Run.ErrorKind.STOPPED, "stopped on request");
    assertThat(runs.stopRequested(run.id())).isTrue();
    assertThat(runs.get(run.id()).errorKind()).isEqualTo(Run.ErrorKind.STOPPED);

    Instant asked = runs.stopRequestedAt(run.id()).orElseThrow();
    runs.launched(run.id(), asked, "5", RepeatMode.SKIP, StockDemand.UNASKED, "/reports", null);
    assertThat(runs.stopRequested(run.id())).isFalse();
    Run launched = runs.get(run.id());
    assertThat(launched.error()).isNull();
    assertThat(launched.errorKind()).isNull();
    assertThat(launched.skipLimit()).isEqualTo("5");
    assertThat(launched.reportDir()).isEqualTo("/reports");

    runs.launched(run.id(), null, "6", RepeatMode.REFUSE, StockDemand.UNASKED, null, "why");
    assertThat(runs.get(run.id()).reportDir()).as("kept").isEqualTo("/reports");
  }

  @Test
  void a_stop_that_is_asked_for_while_a_run_is_launched_is_meant_for_the_launch() {
    Run run = ledger.run();
    runs.requestStop(run.id(), null);
    Instant stale = runs.stopRequestedAt(run.id()).orElseThrow();

    runs.requestStop(run.id(), null);
    runs.launched(run.id(), stale, "5", RepeatMode.REFUSE, StockDemand.UNASKED, null, null);

    assertThat(runs.stopRequested(run.id())).isTrue();
  }

  @Test
  void a_run_finishes_once() {
    Run run = ledger.run();

    runs.finished(run.id());
    var finishedAt = runs.get(run.id()).finishedAt();
    runs.finished(run.id());

    assertThat(runs.get(run.id()).finishedAt()).isNotNull().isEqualTo(finishedAt);
    assertThat(ledger.story(run))
        .extracting(Events.Event::type)
        .containsExactly("RUN_CREATED", "RUN_FINISHED");
  }

  @Test
  void only_old_plans_are_dropped_and_what_was_ordered_never() {
    Run ordered = ledger.planned(1, 5);
    Run plan = ledger.run(Runs.PLAN_JOB);
    // Its process died before it was planned.
    ledger.stage(plan, List.of(TestLedger.group(1, 5, 1)), List.of());
    assertThat(hasGroups(plan)).isTrue();
    Run youngPlan = ledger.run(Runs.PLAN_JOB);
    for (Run run : List.of(ordered, plan)) {
      ledger
          .jdbc()
          .sql("update run set created_at = now() - interval '8 days' where id = ?")
          .param(run.id())
          .update();
    }

    assertThat(runs.dropPlansOlderThan(Duration.ofDays(7))).isEqualTo(1);

    assertThat(runs.find(plan.id())).isEmpty();
    assertThat(hasGroups(plan)).isFalse();
    assertThat(runs.find(youngPlan.id())).isPresent();
    assertThat(runs.find(ordered.id())).isPresent();
    assertThat(ledger.story(plan)).as("the story stays").isNotEmpty();
  }

  private static boolean hasGroups(Run plan) {
    return ledger
        .jdbc()
        .sql("select to_regclass(?) is not null")
        .param(GroupTable.of(plan).name())
        .query(Boolean.class)
        .single();
  }

  @Test
  void a_plan_leaves_every_number_pending_and_is_planned() {
    Run plan = ledger.run(Runs.PLAN_JOB);
    ledger.stage(plan, List.of(TestLedger.group(1, 5, 1)), List.of());
    ledger.planAll(plan);
    assertThat(hasGroups(plan)).isFalse();

    RunFigures figures = runs.figures(plan.id());
    assertThat(figures.numbers().pending()).isEqualTo(5);
    assertThat(figures.status()).isEqualTo(RunStatus.PLANNED);
  }

  @Test
  void an_event_of_a_failed_change_is_not_kept() {
    Run run = ledger.run();

    assertThatThrownBy(
            () ->
                ledger
                    .transaction()
                    .executeWithoutResult(
                        status -> {
                          runs.requestStop(run.id(), null);
                          throw new IllegalStateException("crash before the commit");
                        }))
        .hasMessage("crash before the commit");

    assertThat(runs.stopRequested(run.id())).isFalse();
    assertThat(ledger.story(run)).extracting(Events.Event::type).containsExactly("RUN_CREATED");
  }
}
