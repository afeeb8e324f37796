package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import bulkorders.planning.GroupPlanner;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPlanTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Run run = ledger.run();

  private void stage(int groups, int highestCount, int keys, long seed) {
    Random random = new Random(seed);
    List<StagedGroup> staged = new ArrayList<>();
    for (int row = 1; row <= groups; row++) {
      staged.add(TestLedger.group(row, 1 + random.nextInt(highestCount), random.nextInt(keys)));
    }
    ledger.stage(run, staged, List.of());
  }

  @Test
  void every_number_of_every_group_is_in_exactly_one_order() {
    // More rows than are fetched at once, and more parts than are buffered.
    stage(25_000, 40, 3, 1);

    ledger.planAll(run);

    assertConserved();
    assertThat(
            ledger
                .jdbc()
                .sql(
                    """
                    select count(*) from (select distinct p.order_id, g.order_key from order_group p
                      join ordering_group g using (run_id, row_no) where run_id = ?) pairs
                    """)
                .param(run.id())
                .query(Long.class)
                .single())
        .as("no order mixes order keys")
        .isEqualTo(ledger.orders().of(run.id()).size());
  }

  private void assertConserved() {
    assertThat(
            ledger
                .jdbc()
                .sql(
                    """
                    select count(*) from ordering_group g left join
                      (select run_id, row_no, sum(count_requested) as planned from order_group group by 1, 2) p
                      using (run_id, row_no)
                    where g.run_id = ? and g.count_requested is distinct from p.planned
                    """)
                .param(run.id())
                .query(Long.class)
                .single())
        .as("groups that are not planned for just what they ask for")
        .isZero();
    assertThat(
            ledger
                .jdbc()
                .sql(
                    """
                    select count(*) from provider_order o
                      join (select order_id, sum(count_requested) as numbers, count(*) as parts
                        from order_group where run_id = :run group by 1) p on p.order_id = o.id
                    where numbers_requested > 10000 or numbers_requested <> p.numbers or groups <> p.parts
                    """)
                .param("run", run.id())
                .query(Long.class)
                .single())
        .as("orders that are too large or do not know their groups")
        .isZero();
    RunFigures figures = ledger.runs().figures(run.id());
    assertThat(figures.numbers().pending()).isEqualTo(figures.numbers().requested());
    assertThat(ledger.orders().of(run.id()))
        .extracting(ProviderOrder::orderNo)
        .isEqualTo(IntStream.rangeClosed(1, (int) figures.ordersTotal()).boxed().toList());
  }

  @Test
  void a_run_that_only_plans_has_the_same_orders_as_one_that_orders() {
    Run plan = ledger.run(Runs.PLAN_JOB);
    Random random = new Random(5);
    List<StagedGroup> groups = new ArrayList<>();
    for (int row = 1; row <= 3_000; row++) {
      int key = random.nextInt(4);
      groups.add(
          TestLedger.group(
              row,
              1 + random.nextInt(90),
              key,
              "request " + row,
              new OrderSettings("c" + key, null, null, key == 0 ? null : "own" + key)));
    }
    ledger.stage(run, groups, List.of());
    ledger.stage(plan, groups, List.of());

    ledger.planAll(run);
    ledger.planAll(plan);

    assertThat(ledger.orders().of(plan.id()))
        .usingRecursiveFieldByFieldElementComparatorOnFields(
            "orderNo", "settings", "groups", "numbersRequested")
        .isEqualTo(ledger.orders().of(run.id()))
        .hasSizeGreaterThan(10);
  }

  @Test
  void a_group_that_alone_exceeds_the_limit_becomes_full_orders_and_a_remainder() {
    ledger.stage(
        run, List.of(TestLedger.group(1, 25_000, 1), TestLedger.group(2, 3_000, 1)), List.of());

    ledger.planAll(run);

    assertThat(ledger.orders().of(run.id()))
        .extracting(ProviderOrder::numbersRequested, ProviderOrder::groups)
        .containsExactlyInAnyOrder(tuple(10_000, 1), tuple(10_000, 1), tuple(8_000, 2));
    assertConserved();
  }

  @Test
  void references_are_the_runs_own_and_begin_with_the_users() {
    var settings = new OrderSettings("c-1", "m-1", "b-1", "Büro 7");
    ledger.stage(
        run,
        List.of(
            TestLedger.group(1, 5, 1),
            TestLedger.group(2, 5, 2, null, settings),
            TestLedger.group(3, 5, 2, null, settings)),
        List.of());

    ledger.planAll(run);

    List<ProviderOrder> orders = ledger.orders().of(run.id());
    assertThat(orders)
        .extracting(ProviderOrder::reference)
        .containsExactly("bo" + run.tag() + ".1", "Buro-7.bo" + run.tag() + ".2")
        .allMatch(reference -> ReferenceFormat.carriesTag(reference, run.tag()));
    assertThat(orders.get(0).settings()).isEqualTo(OrderSettings.NONE);
    assertThat(orders.get(1).settings()).isEqualTo(settings);
    assertThat(orders).allMatch(order -> order.state() == OrderState.PLANNED);
  }

  @Test
  void references_that_are_kept_do_not_split_orders() {
    Run keeping = ledger.run(Runs.ORDER_JOB, CustomerReferences.KEEP);
    ledger.stage(
        keeping,
        List.of(
            TestLedger.group(1, 5, 1, null, new OrderSettings("c-1", null, null, "mine")),
            TestLedger.group(2, 5, 1, null, new OrderSettings("c-1", null, null, "yours")),
            TestLedger.group(3, 5, 1, null, new OrderSettings("c-1", null, null, null))),
        List.of());

    Run planned = ledger.planAll(keeping);

    assertThat(ledger.orders().of(keeping.id()))
        .extracting(ProviderOrder::reference, ProviderOrder::settings)
        .containsExactly(
            tuple("bo" + keeping.tag() + ".1", new OrderSettings("c-1", null, null, null)));
    assertThat(planned.ordersOtherwise()).as("orders if the references split them").isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {Runs.ORDER_JOB, Runs.PLAN_JOB})
  void it_is_known_how_many_orders_kept_references_would_make(String job) {
    Run split = ledger.run(job);
    List<StagedGroup> groups = new ArrayList<>();
    for (int row = 1; row <= 30; row++) {
      groups.add(
          TestLedger.group(
              row, 900, row, null, new OrderSettings("c-1", null, null, "own " + row)));
    }
    ledger.stage(split, groups, List.of());

    Run planned = ledger.planAll(split);

    assertThat(ledger.orders().of(split.id())).hasSize(30);
    assertThat(planned.ordersOtherwise()).isEqualTo(3);
  }

  @Test
  void a_run_is_planned_once() {
    stage(50, 100, 2, 2);
    ledger.planAll(run);
    List<ProviderOrder> planned = ledger.orders().of(run.id());

    ledger
        .plan()
        .plan(
            run,
            TestLedger.TERMS,
            () -> {
              throw new AssertionError("planned a second time");
            });

    assertThat(ledger.orders().of(run.id())).isEqualTo(planned);
  }

  @Test
  void a_crash_in_the_middle_leaves_nothing_and_the_next_planning_is_whole() {
    stage(30_000, 5, 2, 3);

    assertThatThrownBy(
            () -> ledger.plan().plan(run, TestLedger.TERMS, () -> new CrashingPlanner(run)))
        .hasMessage("crash in the middle");

    assertThat(ledger.orders().of(run.id())).isEmpty();
    assertThat(ledger.runs().get(run.id()).plannedAt()).isNull();
    ledger.planAll(run);
    assertConserved();
  }

  /** Plans the first order key, and breaks down in the second. */
  private static final class CrashingPlanner implements OrderPlan.Planner {
    private final GroupPlanner planner;
    private int keys;

    CrashingPlanner(Run run) {
      this.planner = TestLedger.planner(run);
    }

    @Override
    public String settings() {
      return "";
    }

    @Override
    public void group(long row, int count, long echo, long hidden) {
      planner.group(row, count, echo, hidden);
    }

    @Override
    public void endOfKey(OrderMethod method, Consumer<OrderPlan.PlannedOrder> orders) {
      keys++;
      planner.endOfKey(
          method,
          order -> {
            orders.accept(order);
            if (keys == 2) {
              throw new IllegalStateException("crash in the middle");
            }
          });
    }
  }

  @Test
  void of_two_that_plan_at_once_one_does() throws Exception {
    stage(500, 100, 3, 4);
    var firstIsPlanning = new CountDownLatch(1);
    var secondIsWaiting = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          threads.submit(
              () ->
                  ledger
                      .plan()
                      .plan(
                          run,
                          TestLedger.TERMS,
                          () -> {
                            firstIsPlanning.countDown();
                            awaitUninterrupted(secondIsWaiting);
                            return TestLedger.planner(run);
                          }));
      firstIsPlanning.await();
      Future<?> second =
          threads.submit(
              () ->
                  ledger
                      .plan()
                      .plan(
                          run,
                          TestLedger.TERMS,
                          () -> {
                            throw new AssertionError("planned a second time");
                          }));
      await().until(OrderPlanTests::somebodyWaitsForALock);
      secondIsWaiting.countDown();
      first.get();
      second.get();
    } finally {
      threads.shutdown();
    }
    assertConserved();
  }

  private static boolean somebodyWaitsForALock() {
    return ledger
        .jdbc()
        .sql(
            "select count(*) > 0 from pg_stat_activity where datname = current_database() and"
                + " wait_event_type = 'Lock'")
        .query(Boolean.class)
        .single();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_order_belongs_to_the_account_of_its_rows_and_carries_the_tag_of_the_run_there() {
    Run planned = ledger.plannedWithAnother("east", 5);

    List<ProviderOrder> orders = ledger.orders().of(planned.id());
    assertThat(orders).extracting(ProviderOrder::account).containsExactly("telnyx", "east");
    String tag =
        ReferenceFormat.tag(
            planned.inputHash(), planned.job(), planned.runKey(), planned.businessDate(), "east");
    assertThat(orders)
        .extracting(ProviderOrder::reference)
        .containsExactly("bo" + planned.tag() + ".1", "bo" + tag + ".2");
    assertThat(ledger.orders().accountsToPlace(planned.id())).containsExactly("east", "telnyx");
  }
}
