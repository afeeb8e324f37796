package bulkorders.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One input processed by one job.
 *
 * @param columns names of the input that stand for columns, as intake writes them down
 * @param keptColumns names of the input's own columns, likewise
 * @param customerReferences what becomes of the user's own references
 * @param rowsRead rows of the input, rejected ones included, blank ones not; 0 until intake ended
 * @param intakeEndedAt when the last row was staged
 * @param plannedAt when its orders were written down
 * @param ordersOtherwise how many orders it would take at least if it did the other thing with
 *     customer references; null until it is planned
 * @param finishedAt when its last order became final
 * @param stopRequested whether somebody asked it to stop
 * @param repeatMode what becomes of rows that were ordered before
 * @param rowsRepeated how many rows were ordered before, by the last comparison
 * @param numbersRepeated how many numbers these rows ask for
 * @param planHash what a person approves, null until it is planned
 * @param stock what the provider's stock means to it
 * @param error why its last execution ended early, in one line
 * @param errorKind what kind of end that was, null when the last execution ended well
 */
public record Run(
    int id,
    String job,
    String inputHash,
    String inputName,
    String inputFormat,
    String columns,
    String keptColumns,
    String runKey,
    @Nullable LocalDate businessDate,
    String provider,
    String account,
    String tag,
    CustomerReferences customerReferences,
    String actor,
    @Nullable String note,
    String skipLimit,
    @Nullable String reportDir,
    Instant createdAt,
    long rowsRead,
    long rowsBlank,
    @Nullable Instant intakeEndedAt,
    @Nullable Instant plannedAt,
    @Nullable Integer ordersOtherwise,
    @Nullable Instant finishedAt,
    boolean stopRequested,
    long providerCalls,
    RepeatMode repeatMode,
    long rowsRepeated,
    long numbersRepeated,
    @Nullable String planHash,
    StockDemand stock,
    @Nullable String error,
    @Nullable ErrorKind errorKind) {

  /** How an execution ended early. */
  public enum ErrorKind {
    /** The input was refused before anything was ordered. */
    REFUSED,
    /** What it asks for was ordered already; nothing was ordered. */
    REPEATED,
    /** The same input was ordered from another ledger; this one ordered nothing of it. */
    ORDERED_ELSEWHERE,
    /** Somebody must act; restartable. */
    STOPPED,
    /** Failed; restartable. */
    FAILED
  }

  /** Whether it never orders. */
  public boolean plansOnly() {
    return job.equals(Runs.PLAN_JOB);
  }

  /**
   * Whether rows that were ordered before are left out. A plan that would be refused for them shows
   * all rows, and says so.
   */
  public boolean leavesOutRepeats() {
    return switch (repeatMode) {
      case SKIP -> true;
      case REFUSE -> !plansOnly();
      case ALLOW -> false;
    };
  }

  /** The identity by which the same launch finds this run again. */
  public RunIdentity identity() {
    return new RunIdentity(inputHash, job, runKey, businessDate);
  }
}
