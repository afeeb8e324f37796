package bulkorders.job;

import bulkorders.ledger.Runs;
import bulkorders.ledger.StagedRows;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.RollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The jobs and their steps.
 *
 * <p>No step is fault-tolerant: Spring Batch's retry and skip would lose rows after a crash, so
 * that a faulty row is a value here, and retry belongs to the call. Steps that talk to a provider
 * hold no transaction while they do.
 */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  static final String INTAKE = "intake";
  static final String PLAN = "plan";
  static final String STOCK = "stock";
  static final String SUBMIT = "submit";
  static final String TRACK = "track";
  static final String REPORT = "report";

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;

  JobConfiguration(JobRepository jobRepository, PlatformTransactionManager transactionManager) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
  }

  @Bean
  Job bulkOrderJob(
      Step intake,
      Step plan,
      Step stock,
      Step submit,
      Step track,
      Step report,
      PlacingDecider placingDecider,
      FinishedDecider finishedDecider,
      RunConclusion conclusion) {
    return new JobBuilder(Runs.ORDER_JOB, jobRepository)
        .listener(conclusion)
        .start(intake)
        .next(plan)
        .next(stock)
        .next(submit)
        .next(track)
        .next(placingDecider)
        .on(PlacingDecider.AGAIN)
        .to(submit)
        .from(placingDecider)
        .on(PlacingDecider.DONE)
        .to(report)
        .next(finishedDecider)
        .on(FinishedDecider.UNFINISHED)
        .stop()
        .from(finishedDecider)
        .on(FinishedDecider.FINISHED)
        .end()
        .end()
        .build();
  }

  @Bean
  Job planJob(Step intake, Step plan, Step stock, Step report, RunConclusion conclusion) {
    return new JobBuilder(Runs.PLAN_JOB, jobRepository)
        .listener(conclusion)
        .start(intake)
        .next(plan)
        .next(stock)
        .next(report)
        .build();
  }

  @Bean
  Step intake(
      IntakeItems items, IntakeListener listener, RunInterruptionPolicy interruptionPolicy) {
    return new StepBuilder(INTAKE, jobRepository)
        .<StagedRows, StagedRows>chunk(1)
        .transactionManager(transactionManager)
        .reader(items)
        .writer(items)
        .listener((StepExecutionListener) items)
        .listener((ChunkListener<StagedRows, StagedRows>) listener)
        .listener((StepExecutionListener) listener)
        .interruptionPolicy(interruptionPolicy)
        .build();
  }

  @Bean
  Step plan(PlanTasklet tasklet) {
    return repeatable(PLAN, tasklet);
  }

  @Bean
  Step stock(StockTasklet tasklet) {
    return repeatable(STOCK, tasklet);
  }

  @Bean
  Step submit(SubmitTasklet tasklet) {
    return repeatable(SUBMIT, tasklet);
  }

  @Bean
  Step track(TrackTasklet tasklet) {
    return repeatable(TRACK, tasklet);
  }

  @Bean
  Step report(ReportTasklet tasklet) {
    return repeatable(REPORT, tasklet);
  }

  private Step repeatable(String name, Tasklet tasklet) {
    return new StepBuilder(name, jobRepository)
        .tasklet(tasklet, transactionManager)
        .transactionAttribute(noTransaction())
        .allowStartIfComplete(true)
        .build();
  }

  /**
   * The ledger opens the transactions it needs; a transaction around a whole step would span calls
   * to a provider. A step that goes by the usual rules takes a checked exception, such as the one
   * that says it was stopped, for a reason to commit and to begin again.
   */
  static TransactionAttribute noTransaction() {
    return new RuleBasedTransactionAttribute(
        TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
        List.of(new RollbackRuleAttribute(Throwable.class)));
  }
}
