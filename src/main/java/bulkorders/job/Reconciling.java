package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.BookScans;
import bulkorders.ledger.BookScans.BookList;
import bulkorders.ledger.DifferenceKind;
import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.ledger.Run;
import bulkorders.ledger.Runs;
import bulkorders.planning.RunTags;
import bulkorders.provider.NumberProvider;
import bulkorders.reconciliation.BookReading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/** Compares accounts with the ledger, one process at a time for each account. */
@Component
public class Reconciling {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(10);

  private final Reconciliations reconciliations;
  private final BookScans scans;
  private final Runs runs;
  private final Accounts accounts;
  private final RunLocks locks;
  private final WorkTasklet.Active<ActiveReconciliation> active;
  private final StopSignal stopSignal;
  private final JobStarter jobs;
  private final Job reconciliationJob;

  Reconciling(
      Reconciliations reconciliations,
      BookScans scans,
      Runs runs,
      Accounts accounts,
      RunLocks locks,
      WorkTasklet.Active<ActiveReconciliation> active,
      StopSignal stopSignal,
      JobStarter jobs,
      Job reconciliationJob) {
    this.reconciliations = reconciliations;
    this.scans = scans;
    this.runs = runs;
    this.accounts = accounts;
    this.locks = locks;
    this.active = active;
    this.stopSignal = stopSignal;
    this.jobs = jobs;
    this.reconciliationJob = reconciliationJob;
  }

  /**
   * What is asked for.
   *
   * @param since from when on orders are compared, null for all
   * @param repair whether what is safe is taken over into the ledger
   * @param reportDir where the report goes, null for the default place
   * @param note why, null when nothing was said
   */
  public record Request(
      @Nullable Instant since, boolean repair, @Nullable Path reportDir, @Nullable String note) {}

  /**
   * What came of it.
   *
   * @param incomplete why the provider's books are not known as a whole, null when they are
   * @param counts what was counted, by what it is
   * @param found differences by their kind, those that were mended included
   * @param repaired differences that were mended, by their kind
   */
  public record Outcome(
      Reconciliation reconciliation,
      @Nullable String incomplete,
      Map<String, Long> counts,
      Map<DifferenceKind, Long> found,
      Map<DifferenceKind, Long> repaired) {

    /** Differences that are left. */
    public long left() {
      return sum(found) - sum(repaired);
    }

    private static long sum(Map<DifferenceKind, Long> counts) {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Compares an account with the ledger, or goes on with a comparison of the same kind that did not
   * come to its end.
   *
   * @throws AccountUnusableException when the account cannot be used
   * @throws AccountBusyException when another process compares it
   */
  public Outcome reconcile(String account, Request request, BookReading.Progress progress) {
    NumberProvider provider = accounts.of(account);
    try (AliveLock lock =
        locks
            .account(account, PATIENCE_FOR_LOCK)
            .orElseThrow(() -> AccountBusyException.reconciled(account))) {
      Reconciliation reconciliation =
          reconciliations
              .unfinished(account, request.since(), request.repair())
              .orElseGet(() -> begin(account, request));
      int id = reconciliation.id();
      reconciliations.endedEarly(id, null);
      active.put(
          id,
          new ActiveReconciliation(
              id, reconciliations, lock, stopSignal, provider, request.reportDir(), progress));
      try {
        jobs.startWork(reconciliationJob, active.parameter(), id, "The comparison failed");
      } finally {
        active.remove(id);
      }
      return outcome(id);
    }
  }

  private Reconciliation begin(String account, Request request) {
    Reconciliation begun =
        reconciliations.begin(account, request.since(), request.repair(), request.note());
    Map<String, Integer> tags = new LinkedHashMap<>();
    for (Run run : runs.latest(Integer.MAX_VALUE)) {
      tags.put(new RunTags(run).of(account), run.id());
    }
    reconciliations.knowTags(begun.id(), tags);
    return begun;
  }

  private Outcome outcome(int id) {
    Optional<String> incomplete =
        Stream.of(BookList.values())
            .map(list -> incomplete(list, scans.state(id, list).fault()))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .findFirst();
    return new Outcome(
        reconciliations.get(id),
        incomplete.orElse(null),
        reconciliations.counts(id),
        reconciliations.found(id),
        reconciliations.repaired(id));
  }

  private static @Nullable String incomplete(BookList list, @Nullable String fault) {
    if (fault == null) {
      return null;
    }
    return switch (list) {
      case ORDERS -> "the list of orders: " + fault;
      case NUMBER_ORDERS -> "the list of number orders: " + fault;
    };
  }
}
