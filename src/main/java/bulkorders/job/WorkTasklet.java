package bulkorders.job;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunStoppedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A step of a piece of work. When the work is stopped, or the provider does not answer, the step
 * ends as stopped, and says why in the ledger.
 *
 * @param <T> the kind of work
 */
final class WorkTasklet<T extends Work> implements Tasklet {

  private final Active<T> active;
  private final Consumer<T> step;

  WorkTasklet(Active<T> active, Consumer<T> step) {
    this.active = active;
    this.step = step;
  }

  /**
   * The work of one kind that this process does, by its number. Steps find theirs by the job's
   * parameter.
   *
   * @param <T> the kind of work
   */
  static final class Active<T extends Work> {
    private final String parameter;
    private final Map<Long, T> byId = new ConcurrentHashMap<>();

    /**
     * @param parameter name of the job's parameter that has the number
     */
    Active(String parameter) {
      this.parameter = parameter;
    }

    String parameter() {
      return parameter;
    }

    void put(int id, T work) {
      byId.put((long) id, work);
    }

    void remove(int id) {
      byId.remove((long) id);
    }

    private T of(StepContribution contribution) {
      Long id =
          contribution.getStepExecution().getJobExecution().getJobParameters().getLong(parameter);
      T found = id == null ? null : byId.get(id);
      if (found == null) {
        throw new IllegalStateException(parameter + " " + id + " is not active in this process");
      }
      return found;
    }
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws JobInterruptedException {
    T work = active.of(contribution);
    try {
      work.requireGoingOn();
      step.accept(work);
      return RepeatStatus.FINISHED;
    } catch (RunStoppedException e) {
      throw stopped(work, e.reason());
    } catch (ProviderUnavailableException e) {
      throw stopped(work, e.reason());
    } finally {
      work.saveProviderCalls();
    }
  }

  private JobInterruptedException stopped(T work, String reason) {
    work.endedEarly(reason);
    return new JobInterruptedException(reason);
  }
}
