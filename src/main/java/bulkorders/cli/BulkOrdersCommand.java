package bulkorders.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program itself; its commands do the work. */
@Command(
    name = "bulk-orders",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Orders phone numbers in bulk: files in, provider orders out, each placed exactly once.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Try it, nothing is bought:  bulk-orders demo",
      "A file to start from:       bulk-orders template telnyx",
      "What a file would order:    bulk-orders plan numbers.csv",
      "Order it:                   bulk-orders order numbers.csv",
      "",
      "Exit codes: 0 all ordered, 1 failed, 2 bad usage or input,",
      "            3 shortfall or rejects, 4 stopped, somebody must act,",
      "            5 ordered already, 6 placed but not final.",
      "After 1, 4 and 6 the same command goes on where it was;",
      "nothing is ordered twice."
    },
    subcommands = {
      DemoCommand.class,
      TemplateCommand.class,
      PlanCommand.class,
      OrderCommand.class,
      RunCommand.class,
      RunsCommand.class,
      RestartCommand.class,
      StopCommand.class,
      TrackCommand.class,
      OrdersCommand.class,
      CancelCommand.class,
      TodoCommand.class,
      ResolveCommand.class,
      ReconcileCommand.class,
      RequirementsCommand.class,
      TraceCommand.class,
      AccountsCommand.class,
      CatalogueCommand.class,
      SandboxCommand.class,
      HelpCommand.class
    })
final class BulkOrdersCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** Without a command there is nothing to do but to say what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.REFUSED.code();
  }
}
