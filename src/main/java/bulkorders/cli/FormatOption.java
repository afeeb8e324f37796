package bulkorders.cli;

import picocli.CommandLine.Option;

/** How a command prints its result. */
final class FormatOption {

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the result is printed; text by default.")
  private Format format = Format.TEXT;

  Format format() {
    return format;
  }

  boolean isJson() {
    return format == Format.JSON;
  }
}
