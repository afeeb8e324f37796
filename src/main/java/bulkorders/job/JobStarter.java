package bulkorders.job;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
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

  private JobExecution recovered(JobExecution execution) {
    if (execution.isRunning() || execution.getStatus() == BatchStatus.STOPPING) {
      return jobOperator.recover(execution);
    }
    if (execution.getStatus() == BatchStatus.UNKNOWN) {
      execution.setStatus(BatchStatus.FAILED);
      execution.setExitStatus(ExitStatus.FAILED);
      jobRepository.update(execution);
    }
    return execution;
  }
}
