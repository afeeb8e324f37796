package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.job.WorkTasklet.Active;
import bulkorders.ledger.BookComparison;
import bulkorders.ledger.BookScans;
import bulkorders.ledger.BookScans.BookList;
import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.ledger.Runs;
import bulkorders.provider.AccountStops;
import bulkorders.reconciliation.BookReading;
import bulkorders.reconciliation.BookRepair;
import bulkorders.report.ReconciliationReport;
import bulkorders.submission.SubmissionProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
 * The job that compares an account with the ledger. What its steps have read is in the ledger page
 * by page, so that a restart goes on with the page it was at; a step that has ended is not
 * repeated.
 */
@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

  /** The job that compares an account with the ledger. */
  static final String JOB = "reconciliationJob";

  private static final Duration PATIENCE_FOR_RUN = Duration.ofSeconds(1);

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;
  private final Reconciliations reconciliations;

  ReconciliationConfiguration(
      JobRepository jobRepository,
      PlatformTransactionManager transactionManager,
      Reconciliations reconciliations) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
    this.reconciliations = reconciliations;
  }

  @Bean
  Active<ActiveReconciliation> activeReconciliations() {
    return new Active<>("reconciliation");
  }

  @Bean
  Job reconciliationJob(
      Step listOrders,
      Step listNumberOrders,
      Step compareBooks,
      Step mendLedger,
      Step reportDifferences) {
    return new JobBuilder(JOB, jobRepository)
        .start(listOrders)
        .next(listNumberOrders)
        .next(compareBooks)
        .next(mendLedger)
        .next(reportDifferences)
        .build();
  }

  @Bean
  Step listOrders(Active<ActiveReconciliation> activeReconciliations, BookReading reading) {
    return step(
        "listOrders",
        activeReconciliations,
        active ->
            reading.readOrders(
                active.reconciliation(), active.provider(), active, active.progress()));
  }

  @Bean
  Step listNumberOrders(Active<ActiveReconciliation> activeReconciliations, BookReading reading) {
    return step(
        "listNumberOrders",
        activeReconciliations,
        active ->
            reading.readNumberOrders(
                active.reconciliation(), active.provider(), active, active.progress()));
  }

  @Bean
  Step compareBooks(
      Active<ActiveReconciliation> activeReconciliations,
      BookScans scans,
      BookComparison comparison,
      RunLocks locks,
      SubmissionProperties submission) {
    return step(
        "compareBooks",
        activeReconciliations,
        active -> {
          int id = active.reconciliation().id();
          comparison.compare(
              id,
              new BookComparison.Terms(
                  scans.state(id, BookList.ORDERS).fault() == null,
                  scans.state(id, BookList.NUMBER_ORDERS).fault() == null,
                  locks.runsAtWork(),
                  submission.settleTime()));
        });
  }

  @Bean
  Step mendLedger(
      Active<ActiveReconciliation> activeReconciliations,
      BookRepair repair,
      RunLocks locks,
      Runs runs,
      RunReports reports,
      Accounts accounts) {
    return step(
        "mendLedger",
        activeReconciliations,
        active -> {
          Reconciliation reconciliation = active.reconciliation();
          if (!reconciliation.repair()) {
            return;
          }
          for (int run : reconciliations.runsToMend(reconciliation.id())) {
            active.requireGoingOn();
            active.requireAlive();
            mend(reconciliation, run, active, repair, locks, runs, reports, accounts);
          }
          reconciliations.closeCancelledSurplus(reconciliation.id());
        });
  }

  private void mend(
      Reconciliation reconciliation,
      int run,
      ActiveReconciliation active,
      BookRepair repair,
      RunLocks locks,
      Runs runs,
      RunReports reports,
      Accounts accounts) {
    Optional<AliveLock> held = locks.run(run, PATIENCE_FOR_RUN);
    if (held.isEmpty()) {
      reconciliations.tellRun(reconciliation.id(), run, "its run is being worked on");
      return;
    }
    try (AliveLock lock = held.get()) {
      var control = new HeldRun(run, lock, active);
      repair.mend(
          reconciliation,
          runs.get(run),
          account -> accounts.of(account).heeding(active),
          new AccountStops(control));
      if (runs.figures(run).isFinal()) {
        runs.finished(run);
      }
      reports.write(run, control);
      reconciliations.judgeMended(reconciliation.id(), run);
    }
  }

  @Bean
  Step reportDifferences(
      Active<ActiveReconciliation> activeReconciliations,
      ReconciliationReport report,
      BookScans scans,
      Home home) {
    return step(
        "reportDifferences",
        activeReconciliations,
        active -> {
          Reconciliation reconciliation = active.reconciliation();
          int id = reconciliation.id();
          Path wanted = active.reportDir();
          Path directory = wanted == null ? home.reports().resolve("reconciliation-" + id) : wanted;
          report.write(reconciliation, directory);
          scans.forget(id);
          reconciliations.ended(id, directory.toString());
        });
  }

  private Step step(
      String name, Active<ActiveReconciliation> active, Consumer<ActiveReconciliation> work) {
    return new StepBuilder(name, jobRepository)
        .tasklet(new WorkTasklet<>(active, work), transactionManager)
        .transactionAttribute(JobConfiguration.noTransaction())
        .build();
  }
}
