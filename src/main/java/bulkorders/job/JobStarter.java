package bulkorders.job;

import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Starts jobs, or restarts them where they were. The caller holds the lock that keeps every other
 * process from the same work, and so knows that an execution that still looks alive is dead.
 */
@Component
class JobStarter {

  private final JobOperator jobOperator;
  private final JobRepository jobRepository;

  JobStarter(JobOperator jobOperator, JobRepository jobRepository) {
    this.jobOperator = jobOperator;
    this.jobRepository = jobRepository;
  }

  /** Executes a job to its end; answers the execution. */
  JobExecution start(Job job, JobParameters parameters) {
    JobExecution last = jobRepository.getLastJobExecution(job.getName(), parameters);
    try {
      return last == null
          ? jobOperator.start(job, parameters)
          : jobOperator.restart(recovered(last));
    } catch (JobExecutionException e) {
      throw new IllegalStateException("The job could not be launched: " + e.getMessage(), e);
    }
  }

  /**
   * Executes the job of a piece of work to its end, or to where it is stopped.
   *
   * @param parameter name of the parameter that has the number of the work
   * @param failed told when it fails
   * @throws IllegalStateException when it fails
   */
  BatchStatus startWork(Job job, String parameter, int work, String failed) {
    JobExecution execution =
        start(job, new JobParametersBuilder().addLong(parameter, (long) work).toJobParameters());
    if (execution.getStatus() == BatchStatus.FAILED) {
      List<Throwable> failures = execution.getAllFailureExceptions();
      throw new IllegalStateException(failed, failures.isEmpty() ? null : failures.get(0));
    }
    return execution.getStatus();
  }

  /**
   * Whoever holds the lock knows that executions that still look alive are dead, older ones too if
   * their process woke up late; and that work that is to be gone on with is not complete: an
   * outcome that came late can reopen a run. What a step did stands in the ledger, so that it may
   * begin again also when its end could not be written down, as when the database was lost.
   */
  private JobExecution recovered(JobExecution last) {
    JobExecution current = last;
    for (JobExecution execution : jobRepository.getJobExecutions(last.getJobInstance())) {
      for (StepExecution step : execution.getStepExecutions()) {
        if (step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN) {
          step.setStatus(BatchStatus.FAILED);
          step.setExitStatus(ExitStatus.FAILED);
          jobRepository.update(step);
        }
      }
      if (execution.getStatus().isRunning()) {
        jobOperator.recover(execution);
      } else if (execution.getStatus() == BatchStatus.UNKNOWN) {
        end(execution, BatchStatus.FAILED, ExitStatus.FAILED);
      } else if (execution.getStatus() == BatchStatus.COMPLETED) {
        end(execution, BatchStatus.STOPPED, ExitStatus.STOPPED);
      }
      if (execution.getId() == last.getId()) {
        current = execution;
      }
    }
    return current;
  }

  private void end(JobExecution execution, BatchStatus status, ExitStatus exitStatus) {
    execution.setStatus(status);
    execution.setExitStatus(exitStatus);
    jobRepository.update(execution);
  }
}
