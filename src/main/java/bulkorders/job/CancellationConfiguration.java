package bulkorders.job;

import bulkorders.cancellation.PartCanceller;
import bulkorders.cancellation.PartListing;
import bulkorders.job.WorkTasklet.Active;
import bulkorders.ledger.Cancellations;
import bulkorders.ledger.Runs;
import bulkorders.provider.AccountStops;
import bulkorders.run.RunStoppedException;
import bulkorders.tracking.Tracking;
import java.util.function.Consumer;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job that cancels. What is to be cancelled, and what became of each part, is in the ledger, so
 * that a restart goes on with the part that it was at; a step that has ended is not repeated.
 */
@Configuration(proxyBeanMethods = false)
class CancellationConfiguration {

  /** The job that cancels. */
  static final String JOB = "cancellationJob";

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;

  CancellationConfiguration(
      JobRepository jobRepository, PlatformTransactionManager transactionManager) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
  }

  @Bean
  Active<ActiveCancellation> activeCancellations() {
    return new Active<>("cancellation");
  }

  @Bean
  Job cancellationJob(Step listParts, Step cancelParts, Step readCancelled) {
    return new JobBuilder(JOB, jobRepository)
        .start(listParts)
        .next(cancelParts)
        .next(readCancelled)
        .build();
  }

  @Bean
  Step listParts(Active<ActiveCancellation> activeCancellations, PartListing listing) {
    return step(
        "listParts",
        activeCancellations,
        active -> listing.list(active.id(), active.target(), active, active));
  }

  @Bean
  Step cancelParts(
      Active<ActiveCancellation> activeCancellations,
      PartCanceller canceller,
      Cancellations cancellations) {
    return step(
        "cancelParts",
        activeCancellations,
        active -> {
          if (cancellations.get(active.id()).confirmedAt() == null) {
            if (!active.person().isSure(cancellations.parts(active.id()))) {
              throw new RunStoppedException("not confirmed; nothing was cancelled");
            }
            cancellations.confirmed(active.id());
          }
          canceller.cancel(active.id(), active.runId(), active, active);
        });
  }

  /** Brings ledger and report up to what was cancelled. */
  @Bean
  Step readCancelled(
      Active<ActiveCancellation> activeCancellations,
      Cancellations cancellations,
      Tracking tracking,
      Runs runs,
      RunReports reports) {
    return step(
        "readCancelled",
        activeCancellations,
        active -> {
          int run = active.runId();
          cancellations.haveRead(active.id());
          var stops = new AccountStops(active);
          tracking.readDue(runs.get(run), active, stops);
          stops.requireNone();
          if (runs.figures(run).isFinal()) {
            runs.finished(run);
          }
          reports.write(run, active);
        });
  }

  private Step step(
      String name, Active<ActiveCancellation> active, Consumer<ActiveCancellation> work) {
    return new StepBuilder(name, jobRepository)
        .tasklet(new WorkTasklet<>(active, work), transactionManager)
        .transactionAttribute(JobConfiguration.noTransaction())
        .build();
  }
}
