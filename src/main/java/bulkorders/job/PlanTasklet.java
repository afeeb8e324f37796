package bulkorders.job;

import bulkorders.intake.RepeatGuard;
import bulkorders.intake.SkipLimit;
import bulkorders.ledger.OrderPlan;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.planning.GroupPlanner;
import bulkorders.planning.ItemOrders;
import bulkorders.planning.PlanningProperties;
import bulkorders.planning.RunTags;
import org.springframework.stereotype.Component;

/**
 * Concludes intake, judges the rejects against the limit, compares what is asked for with what was
 * ordered before, and plans the orders. A plan of which nothing was sent is made anew by the next
 * execution: others may have ordered the same since.
 */
@Component
class PlanTasklet extends RunTasklet {

  private final Runs runs;
  private final RepeatGuard repeatGuard;
  private final OrderPlan orderPlan;
  private final PlanningProperties properties;
  private final ItemOrders itemOrders;
  private final Accounts accounts;

  PlanTasklet(
      ActiveRuns activeRuns,
      Progress progress,
      Runs runs,
      RepeatGuard repeatGuard,
      OrderPlan orderPlan,
      PlanningProperties properties,
      ItemOrders itemOrders,
      Accounts accounts) {
    super(activeRuns, progress);
    this.runs = runs;
    this.repeatGuard = repeatGuard;
    this.orderPlan = orderPlan;
    this.properties = properties;
    this.itemOrders = itemOrders;
    this.accounts = accounts;
  }

  @Override
  void work(ActiveRun active) {
    active.requireGoingOn();
    Run run = active.run();
    if (run.plannedAt() == null) {
      runs.intakeEnded(run.id());
      requireOrderable(run);
    } else if (!orderPlan.takeBack(run)) {
      return;
    }
    repeatGuard.compare(active.run());
    active.requireGoingOn();
    var terms =
        new OrderPlan.Terms(
            properties.maxNumbersPerOrder(),
            properties.numbersPerOrder(),
            properties.maxGroupsPerOrder(),
            itemOrders.groupsPerOrder(),
            properties.restoreCustomerReference(),
            accounts.providers());
    orderPlan.plan(
        active.run(), terms, () -> new GroupPlanner(properties, itemOrders, new RunTags(run)));
  }

  private void requireOrderable(Run run) {
    RunFigures figures = runs.figures(run.id());
    long rows = figures.groups() + figures.rowsRejected();
    if (rows == 0) {
      throw new InputRefusedException(
          "%s has no rows; nothing to order".formatted(run.inputName()));
    }
    SkipLimit limit = SkipLimit.parse(run.skipLimit());
    if (figures.groups() == 0) {
      throw new InputRefusedException(
          "%s: every row is rejected; nothing was ordered. Correct them: the rejects file in the report has them all"
              .formatted(run.inputName()));
    }
    if (limit.exceeded(rows, figures.rowsRejected())) {
      throw new InputRefusedException(
          "%s: %d of %d rows are rejected, more than the limit %s; nothing was ordered. Correct them (the rejects file in the report has them all), or raise --skip-limit"
              .formatted(run.inputName(), figures.rowsRejected(), rows, run.skipLimit()));
    }
  }
}
