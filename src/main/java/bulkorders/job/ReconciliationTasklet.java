package bulkorders.job;

import bulkorders.ledger.Reconciliations;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunStoppedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A step of the comparison of an account. When the work is stopped, or the provider does not
 * answer, the step ends as stopped, and says why in the ledger.
 */
final class ReconciliationTasklet implements Tasklet {

  static final String RECONCILIATION = "reconciliation";

  private final Active active;
  private final Reconciliations reconciliations;
  private final Work work;

  ReconciliationTasklet(Active active, Reconciliations reconciliations, Work work) {
    this.active = active;
    this.reconciliations = reconciliations;
    this.work = work;
  }

  /** What the step does. */
  @FunctionalInterface
  interface Work {
    void on(ActiveReconciliation active);
  }

  /** The comparisons that this process works on. */
  static final class Active {
    private final Map<Long, ActiveReconciliation> byId = new ConcurrentHashMap<>();

    void put(int id, ActiveReconciliation reconciliation) {
      byId.put((long) id, reconciliation);
    }

    void remove(int id) {
      byId.remove((long) id);
    }

    private ActiveReconciliation get(Long id) {
      ActiveReconciliation found = byId.get(id);
      if (found == null) {
        throw new IllegalStateException("Reconciliation " + id + " is not active in this process");
      }
      return found;
    }
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws JobInterruptedException {
    Long id =
        contribution
            .getStepExecution()
            .getJobExecution()
            .getJobParameters()
            .getLong(RECONCILIATION);
    if (id == null) {
      throw new IllegalStateException("The job was started without its reconciliation");
    }
    ActiveReconciliation reconciliation = active.get(id);
    try {
      reconciliation.requireGoingOn();
      work.on(reconciliation);
      return RepeatStatus.FINISHED;
    } catch (RunStoppedException e) {
      throw stopped(id, e.reason());
    } catch (ProviderUnavailableException e) {
      throw stopped(id, e.reason());
    } finally {
      reconciliation.saveProviderCalls();
    }
  }

  private JobInterruptedException stopped(long id, String reason) {
    reconciliations.endedEarly(Math.toIntExact(id), reason);
    return new JobInterruptedException(reason);
  }
}
