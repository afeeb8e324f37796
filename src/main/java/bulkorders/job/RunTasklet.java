package bulkorders.job;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.RunStoppedException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A step that works on the active run as a whole. When the work is stopped, or the provider takes
 * nothing from the account, the step ends as stopped.
 */
abstract class RunTasklet implements Tasklet {

  private final ActiveRuns activeRuns;
  private final Progress progress;

  RunTasklet(ActiveRuns activeRuns, Progress progress) {
    this.activeRuns = activeRuns;
    this.progress = progress;
  }

  @Override
  public final RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws JobInterruptedException {
    progress.step(contribution.getStepExecution().getStepName());
    try {
      work(activeRuns.of(contribution.getStepExecution()));
      return RepeatStatus.FINISHED;
    } catch (RunStoppedException e) {
      throw new JobInterruptedException(e.reason());
    } catch (ProviderUnavailableException e) {
      throw new JobInterruptedException(e.reason());
    }
  }

  abstract void work(ActiveRun active);
}
