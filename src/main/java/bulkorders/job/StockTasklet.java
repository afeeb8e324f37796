package bulkorders.job;

import bulkorders.ledger.Orders;
import bulkorders.ledger.Run;
import bulkorders.ledger.StockChecks;
import bulkorders.ledger.StockChecks.Area;
import bulkorders.ledger.StockDemand;
import bulkorders.ledger.StockFigures;
import bulkorders.run.Commands;
import bulkorders.stock.StockCheck;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks for the stock where the launch says so. Once an order of the run may have been placed, the
 * stock is not what it was when the run was planned, and nothing is asked any more.
 */
@Component
class StockTasklet extends RunTasklet {

  private static final int AREAS_NAMED = 3;

  private final StockCheck check;
  private final StockChecks checks;
  private final Orders orders;
  private final Commands commands;

  StockTasklet(
      ActiveRuns activeRuns,
      Progress progress,
      StockCheck check,
      StockChecks checks,
      Orders orders,
      Commands commands) {
    super(activeRuns, progress);
    this.check = check;
    this.checks = checks;
    this.orders = orders;
    this.commands = commands;
  }

  @Override
  void work(ActiveRun active) {
    Run run = active.run();
    if (!run.stock().isAsked() || orders.anyBegun(run.id())) {
      return;
    }
    check.check(run, active, active);
    StockFigures figures = checks.figures(run.id());
    if (run.stock() == StockDemand.REQUIRE && !figures.isSufficient()) {
      throw new InputRefusedException(refusal(run, figures));
    }
  }

  private String refusal(Run run, StockFigures figures) {
    String what =
        figures.foretoldShortfall() > 0
            ? "%d numbers are not in stock".formatted(figures.foretoldShortfall())
            : "the provider does not tell what it has in stock";
    List<Area> named =
        figures.foretoldShortfall() > 0
            ? checks.shortest(run.id(), AREAS_NAMED)
            : checks.notTold(run.id(), AREAS_NAMED);
    return "%s: %s (%s); nothing was ordered. Look at all with: %s; or order what there is, without --require-stock"
        .formatted(
            run.inputName(),
            what,
            named.stream().map(StockTasklet::words).collect(Collectors.joining("; ")),
            commands.of("plan --check-stock %s", run.inputName()));
  }

  private static String words(Area area) {
    return "%s: %s of %d"
        .formatted(
            area.area().words(),
            area.available() == null ? "not told" : area.available(),
            area.requested());
  }
}
