package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.job.RunLauncher;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Repeats;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.StockChecks;
import bulkorders.ledger.StockChecks.Area;
import bulkorders.ledger.StockFigures;
import bulkorders.planning.Packer;
import bulkorders.planning.PlanningProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a file would order; nothing is placed. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Shows what a file would order, in how many orders; nothing is placed, and no key is needed"
            + " but for --check-stock.",
    footer = {
      "",
      "Examples: bulk-orders plan numbers.csv",
      "          TELNYX_API_KEY=... bulk-orders plan --check-stock numbers.csv"
    })
final class PlanCommand implements Callable<Integer> {

  private static final int ORDERS_SHOWN = 20;
  private static final int RUNS_NAMED = 3;
  private static final int AREAS_SHOWN = 20;
  private static final long TENFOLD = 10;

  @Mixin private InputOptions options = new InputOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  PlanCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    options.check();
    try (Session session = sessions.open(Sessions.Purpose.WORK, options.sandbox, options.actor)) {
      var work = new RunWork(terminal, session);
      var inputs = new Inputs(session, options);
      var accounts = session.get(Accounts.class);
      if (options.checkStock) {
        accounts.requireUsable(options.accountName());
      } else {
        accounts.get(options.accountName());
      }
      RunLauncher launcher = session.get(RunLauncher.class);
      for (String file : options.files) {
        work.on(
            file,
            () ->
                launcher.plan(
                    inputs.launch(
                        file,
                        "",
                        options.stock(),
                        false,
                        Duration.ZERO,
                        (figures, provider) -> false)));
      }
      new ResultPrinter(terminal, options.format.format(), options.sandbox).print(work.outcomes());
      if (!options.format.isJson()) {
        work.outcomes().stream()
            .map(RunOutcome::figures)
            .filter(figures -> figures != null && figures.run().plannedAt() != null)
            .forEach(figures -> printPlan(session, figures));
      }
      return work.exitCode().code();
    }
  }

  private void printPlan(Session session, RunFigures figures) {
    List<ProviderOrder> orders = session.get(Orders.class).first(figures.run().id(), ORDERS_SHOWN);
    terminal.out().printf("%n  %-5s %-34s %10s %10s%n", "order", "reference", "groups", "numbers");
    for (ProviderOrder order : orders) {
      terminal
          .out()
          .printf(
              "  %-5d %-34s %,10d %,10d%n",
              order.orderNo(), order.reference(), order.groups(), order.numbersRequested());
    }
    long total = figures.ordersTotal();
    if (total > orders.size()) {
      terminal.out().printf("  ... and %,d more%n", total - orders.size());
    }
    var planning = session.get(PlanningProperties.class);
    int bound =
        new Packer(planning.maxNumbersPerOrder(), planning.keepApart())
            .lowerBound(figures.numbers().pending());
    terminal
        .out()
        .printf(
            "%n  packing    %s; %s would fit into %,d if all had the same settings%n",
            ResultPrinter.counted(total, "order", "orders"),
            ResultPrinter.counted(figures.numbers().pending(), "number", "numbers"),
            bound);
    printCustomerReferences(figures.run(), total);
    terminal
        .out()
        .printf(
            "  calls      %,d to place, and at least %,d to follow%n",
            total, total + figures.groups());
    printRepeats(session, figures.run());
    printStock(session, figures);
    terminal
        .out()
        .printf(
            "  hash       %s; order just this with: order --approved HASH FILE%n",
            figures.run().planHash());
  }

  private void printRepeats(Session session, Run run) {
    if (run.rowsRepeated() == 0) {
      return;
    }
    String runs =
        session.get(Repeats.class).repeatedRuns(run.id()).stream()
            .limit(RUNS_NAMED)
            .map(
                earlier ->
                    "run %d of %s".formatted(earlier.run(), Terminal.time(earlier.createdAt())))
            .collect(Collectors.joining(", "));
    terminal
        .out()
        .printf(
            "  repeats    %s ordered before, by %s; %s%n",
            ResultPrinter.counted(run.rowsRepeated(), "row was", "rows were"),
            runs,
            run.leavesOutRepeats()
                ? "left out"
                : "order refuses the file for them, unless --repeat skip or --repeat allow is"
                    + " given");
  }

  private void printStock(Session session, RunFigures figures) {
    StockFigures stock = figures.stock();
    if (stock == null || stock.isSufficient()) {
      return;
    }
    var checks = session.get(StockChecks.class);
    int run = figures.run().id();
    List<Area> areas = new ArrayList<>(checks.shortest(run, AREAS_SHOWN));
    areas.addAll(checks.notTold(run, AREAS_SHOWN - areas.size()));
    terminal.out().print(StockText.table(areas));
    terminal.out().printf("  all areas are in stock.csv of the report%n");
  }

  /** A choice that multiplies the orders is worth a line, and so is one that it would. */
  private void printCustomerReferences(Run run, long orders) {
    Integer otherwise = run.ordersOtherwise();
    if (otherwise == null) {
      return;
    }
    if (run.customerReferences() == CustomerReferences.SPLIT && orders >= TENFOLD * otherwise) {
      terminal
          .out()
          .printf(
              "  references customer_reference makes %s of them; --customer-reference keep would"
                  + " make about %,d%n",
              ResultPrinter.counted(orders, "order", "orders"), otherwise);
    } else if (run.customerReferences() == CustomerReferences.KEEP
        && otherwise >= TENFOLD * orders) {
      terminal
          .out()
          .printf(
              "  references customer_reference is kept here; --customer-reference split would make"
                  + " at least %s%n",
              ResultPrinter.counted(otherwise, "order", "orders"));
    }
  }
}
