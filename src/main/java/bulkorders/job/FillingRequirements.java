package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.intake.Sheet;
import bulkorders.ledger.Filling;
import bulkorders.ledger.Fillings;
import bulkorders.requirements.Filler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/** Fills requirements from a file, one process at a time on a ledger. */
@Component
public class FillingRequirements {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(10);

  private final Fillings fillings;
  private final Accounts accounts;
  private final RunLocks locks;
  private final FillingTasklet.Active active;
  private final StopSignal stopSignal;
  private final JobStarter jobs;
  private final Job requirementsJob;

  FillingRequirements(
      Fillings fillings,
      Accounts accounts,
      RunLocks locks,
      FillingTasklet.Active active,
      StopSignal stopSignal,
      JobStarter jobs,
      Job requirementsJob) {
    this.fillings = fillings;
    this.accounts = accounts;
    this.locks = locks;
    this.active = active;
    this.stopSignal = stopSignal;
    this.jobs = jobs;
    this.requirementsJob = requirementsJob;
  }

  /**
   * Fills requirements from a file, or goes on with the same file where that did not come to its
   * end. No copy of the file is kept.
   *
   * @param note why, null when nothing was said
   * @throws bulkorders.intake.UnreadableInputException when the file cannot be read
   * @throws AccountUnusableException when an account cannot be used
   * @throws RequirementsBusyException when another process fills requirements
   */
  public Filling fill(Path file, @Nullable String note) {
    Path real = file.toAbsolutePath().normalize();
    Filler.open(real).close();
    String hash = Sheet.hashOf(real);
    try (AliveLock lock = lock()) {
      Filling filling =
          fillings.begin(
              hash,
              String.valueOf(real.getFileName()),
              String.valueOf(Objects.requireNonNull(real.getParent())),
              note);
      var working = new ActiveFilling(filling.id(), real, fillings, accounts, lock, stopSignal);
      active.put(working);
      try {
        requireNotFailed(
            jobs.start(
                requirementsJob,
                new JobParametersBuilder()
                    .addLong(FillingTasklet.FILLING, (long) filling.id())
                    .toJobParameters()));
      } finally {
        active.remove(filling.id());
      }
      return fillings.get(filling.id());
    }
  }

  /**
   * Has the values of some fillings forgotten, and what they were for. One that did not come to its
   * end is given up.
   *
   * @throws RequirementsBusyException when another process fills requirements
   */
  public void forget(List<Integer> ids) {
    try (AliveLock lock = lock()) {
      ids.forEach(fillings::forget);
    }
  }

  private AliveLock lock() {
    return locks.requirements(PATIENCE_FOR_LOCK).orElseThrow(RequirementsBusyException::new);
  }

  private static void requireNotFailed(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.FAILED) {
      List<Throwable> failures = execution.getAllFailureExceptions();
      throw new IllegalStateException(
          "Filling requirements failed", failures.isEmpty() ? null : failures.get(0));
    }
  }
}
