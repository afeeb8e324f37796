package bulkorders.cli;

import bulkorders.job.AlreadyOrderedException;
import bulkorders.job.Home;
import bulkorders.job.Launch;
import bulkorders.job.Progress;
import bulkorders.job.RunReports;
import bulkorders.job.StopSignal;
import bulkorders.ledger.LedgerFacts;
import bulkorders.ledger.Results;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.metrics.LastRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on runs, one after the other, shows progress, and keeps what became of each. */
final class RunWork {

  private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);

  private final Terminal terminal;
  private final StopSignal stopSignal;
  private final Progress progress;
  private final Runs runs;
  private final RunReports reports;
  private final FaultPrinter faults;
  private final Clock clock;
  private final Path metrics;
  private final LedgerFacts facts;
  private final List<RunOutcome> outcomes = new ArrayList<>();
  private @Nullable ProgressDisplay shown;

  RunWork(Terminal terminal, Session session) {
    this.terminal = terminal;
    this.stopSignal = session.get(StopSignal.class);
    this.progress = session.get(Progress.class);
    this.runs = session.get(Runs.class);
    this.reports = session.get(RunReports.class);
    this.faults = new FaultPrinter(terminal, session.get(Results.class));
    this.clock = session.get(Clock.class);
    this.metrics = session.get(Home.class).metrics();
    this.facts = session.get(LedgerFacts.class);
    Signals.stop(stopSignal, terminal);
  }

  /**
   * Works on one run, unless a stop was asked for.
   *
   * @param input what the operator called it
   * @param work does the work and answers with the run's number
   * @return what became of it
   */
  RunOutcome on(String input, IntSupplier work) {
    RunOutcome outcome =
        stopSignal.isGiven()
            ? RunOutcome.refused(input, ExitCode.STOPPED, "not begun; stopped on request")
            : outcome(input, work);
    outcomes.add(outcome);
    return outcome;
  }

  /** The same question, asked while no progress is drawn over it. */
  Launch.Question undisturbed(Launch.Question question) {
    return (figures, provider) -> {
      ProgressDisplay display = shown;
      if (display == null) {
        return question.isConfirmed(figures, provider);
      }
      display.pause();
      try {
        return question.isConfirmed(figures, provider);
      } finally {
        display.goOn();
      }
    };
  }

  private RunOutcome outcome(String input, IntSupplier work) {
    Instant begin = clock.instant();
    try (var display = ProgressDisplay.start(terminal, progress)) {
      shown = display;
      int runId = work.getAsInt();
      display.close();
      var outcome = RunOutcome.of(runs.figures(runId), reports);
      writeLastRun(outcome, begin);
      if (outcome.figures() != null) {
        faults.print(outcome.figures());
      }
      return outcome;
    } catch (AlreadyOrderedException e) {
      return RunOutcome.refused(
          runs.figures(e.runId()), reports, ExitCode.ALREADY_ORDERED, Failures.line(e));
    } catch (RuntimeException e) {
      LOG.debug("Work on {} failed", input, e);
      return RunOutcome.refused(input, Failures.exitCode(e), Failures.line(e));
    }
  }

  private void writeLastRun(RunOutcome outcome, Instant begin) {
    RunFigures figures = outcome.figures();
    if (figures == null) {
      return;
    }
    RunFigures.Numbers numbers = figures.numbers();
    Instant end = clock.instant();
    var lastRun =
        new LastRun(
            figures.run().job(),
            end,
            Duration.between(begin, end),
            outcome.code().code(),
            Map.of(
                "ordered", numbers.ordered(),
                "shortfall", numbers.shortfall(),
                "cancelled", numbers.cancelled(),
                "rejected", numbers.rejected(),
                "pending", numbers.pending()));
    LedgerMetrics.write(facts, clock, metrics);
    try {
      lastRun.writeTo(metrics);
    } catch (IOException e) {
      LOG.warn("The metrics of the run could not be written to {}: {}", metrics, e.getMessage());
    }
  }

  List<RunOutcome> outcomes() {
    return outcomes;
  }

  ExitCode exitCode() {
    return ExitCode.worstOf(outcomes.stream().map(RunOutcome::code).toList());
  }
}
