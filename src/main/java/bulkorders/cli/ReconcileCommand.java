package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.job.Reconciling;
import bulkorders.job.Reconciling.Outcome;
import bulkorders.job.StopSignal;
import bulkorders.ledger.Reconciliations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what accounts have with the ledger. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Reads everything that accounts have and compares it with the ledger. Exit code 0 when"
            + " what is ours agrees, 3 when it does not, 4 when that cannot be told.",
    footer = {
      "",
      "Examples: bulk-orders reconcile",
      "          bulk-orders reconcile --account east --since 2026-09-01",
      "          bulk-orders reconcile --repair --note \"after the restore\""
    })
final class ReconcileCommand implements Callable<Integer> {

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "Compare orders from that day on, such as 2026-09-01; all by default.")
  private @Nullable String since;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Account to compare; all that have a key by default.")
  private @Nullable String account;

  @Option(
      names = "--repair",
      description =
          "Take over into the ledger what is safe: orders of ours that it holds for unplaced,"
              + " numbers and statuses that it lacks, surplus. Never orders anything.")
  private boolean repair;

  @Option(names = "--sandbox", description = "Compare the built-in sandbox with its own ledger.")
  private boolean sandbox;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Where reconciliation.csv goes; HOME/reports/reconciliation-N by default.")
  private @Nullable Path reportDir;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  ReconcileCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    var request = new Reconciling.Request(since(), repair, reportDir, responsible.note);
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      requireBegun(request.since(), session.get(Clock.class));
      Signals.stop(session.get(StopSignal.class), terminal);
      var reconciling = session.get(Reconciling.class);
      var progress = new ReconciliationProgress(terminal);
      List<ReconciliationSummary> summaries = new ArrayList<>();
      for (String name : accounts(session)) {
        Outcome outcome = reconciling.reconcile(name, atAccount(request, name), progress);
        summaries.add(
            ReconciliationSummary.of(outcome, session.get(Reconciliations.class), sandbox));
      }
      ReconciliationSummary.print(summaries, terminal, format.isJson());
      return ExitCode.worstOf(summaries.stream().map(ReconciliationSummary::code).toList()).code();
    }
  }

  /** Several accounts do not write the same file. */
  private Reconciling.Request atAccount(Reconciling.Request request, String name) {
    Path directory = request.reportDir();
    return directory == null || account != null
        ? request
        : new Reconciling.Request(
            request.since(), request.repair(), directory.resolve(name), request.note());
  }

  private List<String> accounts(Session session) {
    var accounts = session.get(Accounts.class);
    if (account != null) {
      return List.of(accounts.get(account).name());
    }
    return accounts.withKey(null);
  }

  /** Compared from a day on that is still to come, nothing would differ. */
  private void requireBegun(@Nullable Instant from, Clock clock) {
    if (from != null && from.isAfter(clock.instant())) {
      throw new RefusedException(
          "--since %s is still to come; expected a day such as 2026-09-01".formatted(since));
    }
  }

  private @Nullable Instant since() {
    if (since == null) {
      return null;
    }
    try {
      return LocalDate.parse(since.strip()).atStartOfDay(Terminal.zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw new RefusedException(
          "--since %s is not a day; expected one such as 2026-09-01".formatted(since));
    }
  }
}
