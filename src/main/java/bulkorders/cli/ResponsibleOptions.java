package bulkorders.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does something to a run that is there already, and why. */
final class ResponsibleOptions {

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who is responsible; user@host by default.")
  @Nullable String actor;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the event.")
  @Nullable String note;
}
