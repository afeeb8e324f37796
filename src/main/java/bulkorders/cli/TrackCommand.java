package bulkorders.cli;

import bulkorders.job.Following;
import bulkorders.job.Following.Outcome;
import bulkorders.job.Home;
import bulkorders.job.StopSignal;
import bulkorders.ledger.Deadlines.Deadline;
import bulkorders.ledger.LedgerFacts;
import bulkorders.metrics.LastRun;
import bulkorders.metrics.RequirementDeadlines;
import bulkorders.tracking.TrackingProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows what is not final across all runs. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Follows everything at the providers that is not final, across all runs, until nothing is"
            + " left to follow. Orders nothing. Exit code 0 when nothing is open, 6 when something"
            + " is, 3 when papers are due soon, 4 when it was stopped.",
    footer = {
      "",
      "Examples: bulk-orders track",
      "          bulk-orders track --once",
      "          bulk-orders track --once --account east --format json"
    })
final class TrackCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(TrackCommand.class);
  private static final String JOB = "trackingJob";

  @Option(
      names = "--once",
      description = "Read every order that is due once, and wait for nothing.")
  private boolean once;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Follow the orders of that account only; of all by default.")
  private @Nullable String account;

  @Option(names = "--sandbox", description = "Follow orders of rehearsals at the built-in sandbox.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  TrackCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      Signals.stop(session.get(StopSignal.class), terminal);
      Clock clock = session.get(Clock.class);
      Instant begin = clock.instant();
      Outcome outcome = session.get(Following.class).follow(account, once);
      Instant end = clock.instant();
      Duration warning = session.get(TrackingProperties.class).deadlineWarning();
      var summary = new TrackingSummary(outcome, end.plus(warning), sandbox);
      summary.print(terminal, format.isJson());
      if (account == null) {
        // What one account alone says is not what the last of all said.
        writeMetrics(session, outcome, begin, end, summary.code());
      }
      return summary.code().code();
    }
  }

  private static void writeMetrics(
      Session session, Outcome outcome, Instant begin, Instant end, ExitCode code) {
    Path folder = session.get(Home.class).metrics();
    LedgerMetrics.write(session.get(LedgerFacts.class), session.get(Clock.class), folder);
    try {
      new LastRun(JOB, end, Duration.between(begin, end), code.code(), Map.of()).writeTo(folder);
      new RequirementDeadlines(
              outcome.deadlines().stream().collect(Collectors.toMap(Deadline::place, Deadline::at)))
          .writeTo(folder);
    } catch (IOException e) {
      LOG.warn("The metrics could not be written to {}: {}", folder, e.getMessage());
    }
  }
}
