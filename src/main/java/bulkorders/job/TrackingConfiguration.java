package bulkorders.job;

import bulkorders.job.WorkTasklet.Active;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job that follows orders across all runs. When each is to be read next stands in the ledger,
 * so that a restart goes on where it was.
 */
@Configuration(proxyBeanMethods = false)
class TrackingConfiguration {

  /** The job that follows orders across all runs. */
  static final String JOB = "trackingJob";

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;

  TrackingConfiguration(
      JobRepository jobRepository, PlatformTransactionManager transactionManager) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
  }

  @Bean
  Active<ActiveTracking> activeTrackings() {
    return new Active<>("tracking");
  }

  @Bean
  Job trackingJob(Step followOrders) {
    return new JobBuilder(JOB, jobRepository).start(followOrders).build();
  }

  @Bean
  Step followOrders(Active<ActiveTracking> activeTrackings, RunFollower follower) {
    return new StepBuilder("followOrders", jobRepository)
        .tasklet(new WorkTasklet<>(activeTrackings, follower::follow), transactionManager)
        .transactionAttribute(JobConfiguration.noTransaction())
        .allowStartIfComplete(true)
        .build();
  }
}
