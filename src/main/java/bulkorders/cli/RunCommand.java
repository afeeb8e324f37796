package bulkorders.cli;

import bulkorders.metrics.DeclaredJobRun;
import bulkorders.schedule.JobFile;
import bulkorders.schedule.JobInput;
import bulkorders.schedule.JobType;
import bulkorders.schedule.UnusableJobFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Does once what a job file declares. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Does once what a job file declares, without asking: the same as a schedule would do.",
    footer = {
      "",
      "Example:  bulk-orders run jobs/nightly-orders.yml",
      "Rehearse: bulk-orders run --sandbox jobs/nightly-orders.yml   (files stay where they are)"
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "JOBFILE", description = "What is to be done; see jobs/README.md.")
  @SuppressWarnings("NullAway.Init")
  private Path path;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "Date that a standing input is ordered for; today in the job's zone by default.")
  private @Nullable LocalDate date;

  @Option(
      names = "--sandbox",
      description = "Rehearse with the built-in sandbox, its books and a database of its own.")
  private boolean sandbox;

  private final Terminal terminal;
  private final Sessions sessions;
  private final Clock clock;
  private final Supplier<CommandLine> commandLines;

  /**
   * @param commandLines makes a command line for the command that does the same
   */
  RunCommand(
      Terminal terminal, Sessions sessions, Clock clock, Supplier<CommandLine> commandLines) {
    this.terminal = terminal;
    this.sessions = sessions;
    this.clock = clock;
    this.commandLines = commandLines;
  }

  @Override
  public Integer call() throws InterruptedException {
    JobFile job = JobFile.read(path);
    Instant begin = clock.instant();
    int code = ExitCode.FAILED.code();
    try {
      code = run(job);
      return code;
    } catch (RuntimeException e) {
      code = Failures.exitCode(e).code();
      throw e;
    } finally {
      note(job, begin, code);
    }
  }

  /** A quiet night and one that failed are written down alike: what is watched is that it ran. */
  private void note(JobFile job, Instant begin, int code) {
    Instant end = clock.instant();
    Path folder = sessions.home().resolve(sandbox ? "metrics/sandbox" : "metrics");
    try {
      new DeclaredJobRun(job.name(), end, Duration.between(begin, end), code).writeTo(folder);
    } catch (IOException e) {
      terminal
          .err()
          .printf("bulk-orders: warning: the metrics cannot be written to %s: %s%n", folder, e);
    }
  }

  private int run(JobFile job) throws InterruptedException {
    if (date != null && !(job.input() instanceof JobInput.Standing)) {
      throw new RefusedException(
          "--date %s: job %s has no standing input, which alone is ordered for a date"
              .formatted(date, job.name()));
    }
    if (job.type() != JobType.ORDER) {
      List<String> arguments = arguments(job);
      parse(job, arguments);
      return commandLines.get().execute(arguments.toArray(String[]::new));
    }
    List<String> arguments = arguments(job);
    arguments.add("--yes");
    if (job.input() instanceof JobInput.Standing standing) {
      LocalDate day = date == null ? LocalDate.ofInstant(clock.instant(), job.zone()) : date;
      arguments.addAll(List.of("--input", "standing", "--date", day.toString()));
    }
    arguments.addAll(List.of("--", "FILE"));
    CommandLine order = parse(job, arguments);
    return new JobOrders(terminal, job, order.<OrderCommand>getCommand()).run().code();
  }

  private List<String> arguments(JobFile job) {
    List<String> arguments = new ArrayList<>(job.type().command());
    arguments.addAll(job.arguments());
    if (job.type() != JobType.REQUIREMENTS) {
      arguments.addAll(List.of("--actor", job.actor()));
    }
    if (sandbox) {
      arguments.add("--sandbox");
    }
    return arguments;
  }

  /** The command with its options, of which none may be wrong before anything begins. */
  private CommandLine parse(JobFile job, List<String> arguments) {
    try {
      List<CommandLine> parsed =
          commandLines.get().parseArgs(arguments.toArray(String[]::new)).asCommandLineList();
      return parsed.get(parsed.size() - 1);
    } catch (ParameterException e) {
      throw UnusableJobFileException.options(
          job.path(), Failures.firstLine(e), String.join(" ", job.type().command()));
    }
  }
}
