package bulkorders.cli;

import bulkorders.intake.Template;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an input file to start from. */
@Command(
    name = "template",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints an input file to start from: the columns, and rows to be written over.",
    footer = {
      "",
      "Example:  bulk-orders template telnyx > numbers.csv",
      "          bulk-orders plan numbers.csv"
    })
final class TemplateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "telnyx|didww", description = "Provider that the file is for.")
  @SuppressWarnings("NullAway.Init")
  private Template template;

  @Option(
      names = "--columns",
      paramLabel = "minimal|all",
      description = "Which columns: those that make sense (minimal, default), or all there are.")
  private Columns columns = Columns.MINIMAL;

  private final Terminal terminal;

  TemplateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Which columns are wanted. */
  enum Columns {
    MINIMAL,
    ALL
  }

  @Override
  public Integer call() {
    terminal.out().print(columns == Columns.ALL ? template.all() : template.minimal());
    terminal.out().flush();
    return ExitCode.ALL_ORDERED.code();
  }
}
