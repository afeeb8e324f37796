package bulkorders.job;

import bulkorders.intake.Sheet;
import bulkorders.job.FillingTasklet.Active;
import bulkorders.job.FillingTasklet.Work;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.Fillings;
import bulkorders.requirements.Filler;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job that fills requirements: takes the file in, asks what is asked for now, finds out what
 * each row is for, and gives it. What was done is in the ledger after each request, so that a
 * restart goes on with the next one.
 */
@Configuration(proxyBeanMethods = false)
class FillingConfiguration {

  /** The job that fills requirements. */
  static final String JOB = "requirementsJob";

  private static final int ROWS_AT_ONCE = 500;

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;
  private final Fillings fillings;
  private final Filler filler;

  FillingConfiguration(
      JobRepository jobRepository,
      PlatformTransactionManager transactionManager,
      Fillings fillings,
      Filler filler) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
    this.fillings = fillings;
    this.filler = filler;
  }

  @Bean
  Active activeFillings() {
    return new Active();
  }

  @Bean
  Job requirementsJob(
      Step takeFillingIn, Step askForRequirements, Step matchFilling, Step giveValues) {
    return new JobBuilder(JOB, jobRepository)
        .start(takeFillingIn)
        .next(askForRequirements)
        .next(matchFilling)
        .next(giveValues)
        .build();
  }

  @Bean
  Step takeFillingIn(FillingItems items) {
    return new StepBuilder("takeFillingIn", jobRepository)
        .<Sheet.Row, FillingRow>chunk(ROWS_AT_ONCE)
        .transactionManager(transactionManager)
        .reader(items)
        .processor(items)
        .writer(items)
        .listener((StepExecutionListener) items)
        .build();
  }

  @Bean
  Step askForRequirements(Active activeFillings) {
    return step(
        "askForRequirements",
        activeFillings,
        active -> filler.ask(fillings.get(active.id()), active.accounts(), active, active));
  }

  @Bean
  Step matchFilling(Active activeFillings) {
    return step("matchFilling", activeFillings, active -> filler.match(fillings.get(active.id())));
  }

  @Bean
  Step giveValues(Active activeFillings) {
    return step(
        "giveValues",
        activeFillings,
        active -> {
          filler.give(fillings.get(active.id()), active, active);
          fillings.ended(active.id());
        });
  }

  private Step step(String name, Active active, Work work) {
    return new StepBuilder(name, jobRepository)
        .tasklet(new FillingTasklet(active, fillings, work), transactionManager)
        .transactionAttribute(JobConfiguration.noTransaction())
        .build();
  }
}
