package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.job.RunLauncher;
import bulkorders.ledger.StockDemand;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans, places, follows and reports. */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Orders the numbers of a file: plan, place, follow, report. The same command goes on where"
            + " it was.",
    footer = {
      "",
      "Example:  TELNYX_API_KEY=... bulk-orders order numbers.csv",
      "Rehearse: bulk-orders order --sandbox numbers.csv"
    })
final class OrderCommand implements Callable<Integer> {

  @Mixin private InputOptions options = new InputOptions();

  @Mixin private PlacingOptions placing = new PlacingOptions();

  @Option(
      names = "--run-key",
      paramLabel = "KEY",
      description = "Order an input once more, on purpose: each key is a run of its own.")
  private String runKey = "";

  @Option(
      names = "--require-stock",
      description =
          "Order nothing of a file that the provider's stock cannot fill, or does not tell of.")
  private boolean requireStock;

  private final Terminal terminal;
  private final Sessions sessions;

  OrderCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    Confirmation confirmation = confirmation();
    try (Session session = open()) {
      return order(session, confirmation, (file, outcome) -> {}).exitCode().code();
    }
  }

  /** Takes the place of the files that were named. */
  void setFiles(List<String> files) {
    options.files = files;
  }

  boolean isRehearsal() {
    return options.sandbox;
  }

  /**
   * What is asked before anything is ordered.
   *
   * @throws RefusedException when an option makes no sense, which takes no session to know
   */
  Confirmation confirmation() {
    options.check();
    return placing.confirmation(terminal, options.sandbox);
  }

  /** A session in which it can order. */
  Session open() {
    return sessions.open(Sessions.Purpose.WORK, options.sandbox, options.actor);
  }

  /**
   * Orders the files, one after the other, and prints what became of them.
   *
   * @param ended is told of each file that came to an end, and what became of it
   */
  RunWork order(Session session, Confirmation confirmation, BiConsumer<String, RunOutcome> ended) {
    var work = new RunWork(terminal, session);
    var inputs = new Inputs(session, options);
    confirmation.requireAnswerable(inputs::requireReadable);
    session.get(Accounts.class).requireUsable(options.accountName());
    RunLauncher launcher = session.get(RunLauncher.class);
    for (String file : options.files) {
      RunOutcome outcome =
          work.on(
              file,
              () ->
                  launcher.order(
                      inputs.launch(
                          file,
                          runKey,
                          requireStock ? StockDemand.REQUIRE : options.stock(),
                          placing.adopt(),
                          placing.waitTimeout(),
                          work.undisturbed(confirmation.in(session)))));
      ended.accept(file, outcome);
    }
    new ResultPrinter(terminal, options.format.format(), options.sandbox).print(work.outcomes());
    return work;
  }
}
