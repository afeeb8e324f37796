package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Cancellations;
import bulkorders.ledger.Cancellations.Cancellation;
import bulkorders.ledger.Cancellations.Part;
import bulkorders.ledger.Cancellations.Target;
import bulkorders.ledger.ProviderOrder;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/**
 * Cancels what somebody names, as far as the provider lets it be, while nobody works on its run.
 */
@Component
public class Cancelling {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(10);
  private static final int UNTOUCHED_SHOWN = 20;

  private final Cancellations cancellations;
  private final Accounts accounts;
  private final RunLocks locks;
  private final WorkTasklet.Active<ActiveCancellation> active;
  private final StopSignal stopSignal;
  private final JobStarter jobs;
  private final Job cancellationJob;
  private final Commands commands;

  Cancelling(
      Cancellations cancellations,
      Accounts accounts,
      RunLocks locks,
      WorkTasklet.Active<ActiveCancellation> active,
      StopSignal stopSignal,
      JobStarter jobs,
      Job cancellationJob,
      Commands commands) {
    this.cancellations = cancellations;
    this.accounts = accounts;
    this.locks = locks;
    this.active = active;
    this.stopSignal = stopSignal;
    this.jobs = jobs;
    this.cancellationJob = cancellationJob;
    this.commands = commands;
  }

  /** Asks the person who cancels. */
  @FunctionalInterface
  public interface Person {

    /** Whether the person means it, having been shown what would be cancelled. */
    boolean isSure(List<Part> parts);
  }

  /**
   * What came of it.
   *
   * @param parts all that it was about
   * @param untouched orders of which there was nothing that could be cancelled, the first of them
   */
  public record Outcome(
      Cancellation cancellation, List<Part> parts, List<ProviderOrder> untouched) {}

  /**
   * Cancels something, or goes on with a cancellation of the same that did not come to its end.
   *
   * @param asked what, as in {@link Cancellations#find}
   * @param note why, null when nothing was said
   * @throws NothingToCancelException when the ledger knows nothing of that name
   * @throws AlreadyOrderedException when its run is being worked on
   * @throws AccountUnusableException when its account cannot be used
   */
  public Outcome cancel(String asked, @Nullable String note, Person person) {
    Target target =
        cancellations
            .find(asked)
            .orElseThrow(
                () ->
                    new NothingToCancelException(
                        "the ledger knows no run, order or sub number order %s; see what is open with: %s"
                            .formatted(asked, commands.of("orders --status open"))));
    int runId = target.run();
    try (AliveLock lock = requireLock(runId)) {
      // What cannot be touched is told as it was before.
      List<ProviderOrder> untouched = cancellations.untouched(target, UNTOUCHED_SHOWN);
      int id = cancellations.begin(runId, asked, note).id();
      active.put(
          id,
          new ActiveCancellation(
              id, target, cancellations, new HeldRun(runId, lock, signalled()), accounts, person));
      try {
        BatchStatus status =
            jobs.startWork(cancellationJob, active.parameter(), id, "The cancellation failed");
        if (status == BatchStatus.COMPLETED || cancellations.get(id).confirmedAt() == null) {
          // What nobody was sure of is listed anew the next time.
          cancellations.ended(id);
        }
      } finally {
        active.remove(id);
      }
      return new Outcome(cancellations.get(id), cancellations.parts(id), untouched);
    }
  }

  private RunControl signalled() {
    return new RunControl() {
      @Override
      public boolean stopRequested() {
        return stopSignal.isGiven();
      }

      @Override
      public void requireAlive() {
        // The run's own lock says so.
      }
    };
  }

  private AliveLock requireLock(int runId) {
    return locks
        .run(runId, PATIENCE_FOR_LOCK)
        .orElseThrow(
            () ->
                new AlreadyOrderedException(
                    runId,
                    "run %d is being worked on by another process; end that first: %s"
                        .formatted(runId, commands.of("stop %d", runId))));
  }
}
