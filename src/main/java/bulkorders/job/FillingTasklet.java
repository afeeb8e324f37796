package bulkorders.job;

import bulkorders.ledger.Fillings;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunStoppedException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A step of filling requirements that talks to the provider. When the work is stopped, or the
 * provider does not answer, the step ends as stopped, and says why in the ledger.
 */
final class FillingTasklet implements Tasklet {

  static final String FILLING = "filling";

  private final Active active;
  private final Fillings fillings;
  private final Work work;

  FillingTasklet(Active active, Fillings fillings, Work work) {
    this.active = active;
    this.fillings = fillings;
    this.work = work;
  }

  /** What the step does. */
  @FunctionalInterface
  interface Work {
    void on(ActiveFilling active);
  }

  /** The fillings that this process works on. */
  static final class Active {
    private final Map<Long, ActiveFilling> byId = new ConcurrentHashMap<>();

    void put(ActiveFilling filling) {
      byId.put((long) filling.id(), filling);
    }

    void remove(int id) {
      byId.remove((long) id);
    }

    ActiveFilling of(StepExecution step) {
      Long id = Objects.requireNonNull(step.getJobExecution().getJobParameters().getLong(FILLING));
      return Objects.requireNonNull(byId.get(id), "The filling is not active in this process");
    }
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws JobInterruptedException {
    ActiveFilling filling = active.of(contribution.getStepExecution());
    try {
      filling.requireGoingOn();
      work.on(filling);
      return RepeatStatus.FINISHED;
    } catch (RunStoppedException e) {
      throw stopped(filling, e.reason());
    } catch (ProviderUnavailableException e) {
      throw stopped(filling, e.reason());
    } finally {
      filling.saveProviderCalls();
    }
  }

  private JobInterruptedException stopped(ActiveFilling filling, String reason) {
    fillings.endedEarly(filling.id(), reason);
    return new JobInterruptedException(reason);
  }
}
