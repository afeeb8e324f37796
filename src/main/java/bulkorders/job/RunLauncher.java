package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.intake.InputFormats;
import bulkorders.intake.InputReading;
import bulkorders.intake.OwnColumns;
import bulkorders.intake.StoredInput;
import bulkorders.intake.UnreadableInputException;
import bulkorders.ledger.NewRun;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunIdentity;
import bulkorders.ledger.Runs;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.AccountProviders;
import bulkorders.run.Commands;
import bulkorders.run.PeoplesTime;
import bulkorders.submission.Submission;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * Launches runs, or goes on with them. The order of things matters: the run is found or written
 * down, then its alive-lock is taken, then an execution that died is recovered, then the job is
 * started or restarted.
 */
@Component
public class RunLauncher {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(10);
  private static final Duration PLANS_ARE_KEPT = Duration.ofDays(7);

  private final Runs runs;
  private final Job bulkOrderJob;
  private final Job planJob;
  private final JobStarter jobs;
  private final JobRepository jobRepository;
  private final RunLocks locks;
  private final ActiveRuns activeRuns;
  private final StopSignal stopSignal;
  private final Progress progress;
  private final Accounts accounts;
  private final Submission submission;
  private final Commands commands;
  private final Clock clock;

  RunLauncher(
      Runs runs,
      Job bulkOrderJob,
      Job planJob,
      JobStarter jobs,
      JobRepository jobRepository,
      RunLocks locks,
      ActiveRuns activeRuns,
      StopSignal stopSignal,
      Progress progress,
      Accounts accounts,
      Submission submission,
      Commands commands,
      Clock clock) {
    this.runs = runs;
    this.bulkOrderJob = bulkOrderJob;
    this.planJob = planJob;
    this.jobs = jobs;
    this.jobRepository = jobRepository;
    this.locks = locks;
    this.activeRuns = activeRuns;
    this.stopSignal = stopSignal;
    this.progress = progress;
    this.accounts = accounts;
    this.submission = submission;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Plans an input; nothing is placed, and nothing that orders is influenced.
   *
   * @return the run of the plan
   */
  public int plan(Launch launch) {
    runs.dropPlansOlderThan(PLANS_ARE_KEPT);
    Run run = runs.findOrCreate(newRun(launch, Runs.PLAN_JOB, UUID.randomUUID().toString()));
    execute(run, planJob, launch, accounts);
    return run.id();
  }

  /**
   * Orders an input, or goes on with a run that did not come to its end.
   *
   * @return the run
   * @throws AlreadyOrderedException when the input was ordered before or is being ordered now
   * @throws AccountUnusableException when the account cannot be used
   * @throws ContradictingLaunchException when the run of this input was begun otherwise
   */
  public int order(Launch launch) {
    accounts.of(launch.account());
    Optional<Run> known = runs.find(identity(launch, Runs.ORDER_JOB, launch.runKey()));
    known.ifPresent(run -> requireUnfinished(run, launch));
    Run run =
        known.orElseGet(() -> runs.findOrCreate(newRun(launch, Runs.ORDER_JOB, launch.runKey())));
    execute(run, bulkOrderJob, launch, accounts);
    return run.id();
  }

  /**
   * Goes on with a run that did not come to its end, with the settings it was launched with.
   *
   * @throws AlreadyOrderedException when the run is finished or is being worked on now
   */
  public int restart(Run run, Launch launch) {
    accounts.of(run.account());
    requireUnfinished(run, launch);
    execute(run, bulkOrderJob, launch, accounts);
    return run.id();
  }

  private void requireUnfinished(Run run, Launch launch) {
    if (!run.account().equals(launch.account())) {
      throw new ContradictingLaunchException(
          "run %d orders this input with account %s, not %s; go on with it as it was begun, or give --run-key for a run of its own"
              .formatted(run.id(), run.account(), launch.account()));
    }
    if (run.customerReferences() != launch.customerReferences()) {
      throw new ContradictingLaunchException(
          "run %d orders this input with --customer-reference %s, not %s; go on with it as it was begun, or give --run-key for a run of its own"
              .formatted(
                  run.id(), run.customerReferences().label(), launch.customerReferences().label()));
    }
    if (runs.figures(run.id()).isFinal() && isReported(run)) {
      throw new AlreadyOrderedException(
          run.id(),
          "%s was ordered already%s by run %d on %s; see it with: %s. To order it again on purpose, give --run-key KEY"
              .formatted(
                  launch.input().name(),
                  run.businessDate() == null ? "" : " for " + run.businessDate(),
                  run.id(),
                  PeoplesTime.of(run.createdAt(), clock),
                  commands.of("runs %d", run.id())));
    }
  }

  /**
   * Whether the run's last execution came to its end, report and all. Where all is ordered but the
   * process died, or the disk was full, before the report was written, the same command writes it.
   */
  public boolean isReported(Run run) {
    JobExecution last = jobRepository.getLastJobExecution(bulkOrderJob.getName(), parameters(run));
    return last == null || last.getStatus() == BatchStatus.COMPLETED;
  }

  private static JobParameters parameters(Run run) {
    return new JobParametersBuilder().addLong(ActiveRuns.RUN, (long) run.id()).toJobParameters();
  }

  private static RunIdentity identity(Launch launch, String job, String runKey) {
    return new RunIdentity(launch.input().hash(), job, runKey, launch.businessDate());
  }

  private static NewRun newRun(Launch launch, String job, String runKey) {
    StoredInput input = launch.input();
    InputReading reading = launch.reading() == null ? InputReading.PLAIN : launch.reading();
    RunIdentity identity = identity(launch, job, runKey);
    return new NewRun(
        identity,
        input.name(),
        InputFormats.detect(input, reading).encode(),
        reading.columns().columns(),
        reading.columns().kept(),
        launch.provider(),
        launch.account(),
        ReferenceFormat.tag(input.hash(), job, runKey, identity.businessDate(), launch.account()),
        launch.customerReferences(),
        launch.skipLimit().toString(),
        launch.note(),
        reportDir(launch));
  }

  private static @Nullable String reportDir(Launch launch) {
    Path directory = launch.reportDir();
    return directory == null ? null : directory.toAbsolutePath().toString();
  }

  private void execute(Run run, Job job, Launch launch, AccountProviders providers) {
    // Meant for a process before this one; whoever asks from now on may mean this one.
    Instant staleStop = runs.stopRequestedAt(run.id()).orElse(null);
    try (AliveLock lock = requireLock(run)) {
      // Between the first look and the lock another process may have finished the run.
      RunFigures figures = runs.figures(run.id());
      if (figures.isFinal()) {
        requireUnfinished(figures.run(), launch);
      }
      readAsLaunched(figures.run(), launch);
      runs.launched(
          run.id(),
          staleStop,
          launch.skipLimit().toString(),
          launch.repeatMode(),
          launch.stock(),
          reportDir(launch),
          launch.note());
      progress.begin(run.id(), job.getName());
      var active = new ActiveRun(run.id(), runs, lock, stopSignal, providers, launch, submission);
      activeRuns.put(run.id(), active);
      try {
        jobs.start(job, parameters(run));
      } catch (RuntimeException e) {
        // Whoever has the run now has recovered the execution, so that ours cannot be concluded.
        active.requireNotLost();
        throw e;
      }
      active.requireNotLost();
    } finally {
      activeRuns.remove(run.id());
      progress.end();
    }
  }

  /**
   * Reads the input as this launch says. Once rows were taken in, another way to read it would be
   * another input.
   */
  private void readAsLaunched(Run run, Launch launch) {
    InputReading reading = launch.reading();
    if (reading == null) {
      return;
    }
    String format = InputFormats.detect(launch.input(), reading).encode();
    OwnColumns columns = reading.columns();
    if (runs.readAs(run.id(), format, columns.columns(), columns.kept())) {
      return;
    }
    boolean isOtherEncoding = reading.encoding() != null && !format.equals(run.inputFormat());
    if (isOtherEncoding || !(columns.isEmpty() || columns.equals(OwnColumns.of(run)))) {
      throw new UnreadableInputException(
          run.inputName(),
          "run %d took it in as %s; go on with it without saying how to read it, or give --run-key for a run of its own"
              .formatted(run.id(), InputReading.of(run)));
    }
  }

  private AliveLock requireLock(Run run) {
    return locks
        .run(run.id(), PATIENCE_FOR_LOCK)
        .orElseThrow(
            () ->
                new AlreadyOrderedException(
                    run.id(),
                    "run %d is being worked on by another process; see it with: %s, end it with: %s"
                        .formatted(
                            run.id(),
                            commands.of("runs %d", run.id()),
                            commands.of("stop %d", run.id()))));
  }
}
