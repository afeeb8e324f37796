package bulkorders.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Entry point of the program. */
public final class Main {

  /** An argument with a dot in its name is a Spring property, not an option of a command. */
  private static final Pattern SPRING_ARGUMENT =
      Pattern.compile("--[\\w-]+\\.[^=\\s]+=.*", Pattern.DOTALL);

  private Main() {}

  public static void main(String[] args) {
    var terminal = new Terminal();
    Signals.end(terminal);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // A thread that fails must not show its trace to people.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) ->
            LoggerFactory.getLogger(Main.class).debug("Thread {} failed", thread.getName(), e));
    System.exit(run(terminal, args));
  }

  private static int run(Terminal terminal, String[] args) {
    List<String> springArguments = new ArrayList<>();
    List<String> commandArguments = new ArrayList<>();
    for (String argument : args) {
      (SPRING_ARGUMENT.matcher(argument).matches() ? springArguments : commandArguments)
          .add(argument);
    }
    CommandLine commandLine = commandLine(terminal, springArguments);
    try {
      return commandLine.execute(commandArguments.toArray(String[]::new));
    } catch (Error e) {
      // Memory that ran out, a damaged jar: the command line lets these pass.
      return Failures.report(e, terminal);
    }
  }

  /** One command line serves one command. */
  private static CommandLine commandLine(Terminal terminal, List<String> springArguments) {
    var factory =
        new Commands(terminal, springArguments, () -> commandLine(terminal, springArguments));
    return new CommandLine(new BulkOrdersCommand(), factory)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .registerConverter(int.class, new WholeNumberConverter<>(Integer::valueOf))
        .registerConverter(Integer.class, new WholeNumberConverter<>(Integer::valueOf))
        .registerConverter(Long.class, new WholeNumberConverter<>(Long::valueOf))
        .setExecutionExceptionHandler((e, command, result) -> Failures.report(e, terminal))
        .setParameterExceptionHandler((e, arguments) -> Failures.reportUsage(e, terminal));
  }
}
