package bulkorders.cli;

import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import java.util.Collection;
import java.util.Comparator;

/**
 * What scripts are told about the end. Declared in the order of precedence: of several, the first
 * that applies.
 */
enum ExitCode {
  /** Bad usage, configuration or unreadable input; nothing was ordered. */
  REFUSED(2),
  /** This input is being processed, or was ordered already. */
  ALREADY_ORDERED(5),
  /** Failed; restartable. */
  FAILED(1),
  /** Stopped, somebody must act; restartable. */
  STOPPED(4),
  /** Finished with rejects, repeats skipped, or shortfall. */
  SHORTFALL(3),
  /** All placed, nothing failed, not final yet. */
  NOT_FINAL(6),
  /** All ordered. */
  ALL_ORDERED(0);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** What the end of several runs together is. */
  static ExitCode worstOf(Collection<ExitCode> codes) {
    return codes.stream().min(Comparator.naturalOrder()).orElse(ALL_ORDERED);
  }

  /** The exit code of a run that this process worked on. */
  static ExitCode of(RunFigures figures) {
    if (figures.run().errorKind() == Run.ErrorKind.FAILED) {
      // All may be ordered, and the report not written.
      return FAILED;
    }
    if (figures.run().errorKind() == Run.ErrorKind.REPEATED
        || figures.run().errorKind() == Run.ErrorKind.ORDERED_ELSEWHERE) {
      return ALREADY_ORDERED;
    }
    return switch (figures.status()) {
      case COMPLETED -> ALL_ORDERED;
      case SHORTFALL -> SHORTFALL;
      case PLANNED ->
          figures.rowsRejected() + figures.numbers().repeated() > 0 ? SHORTFALL : ALL_ORDERED;
      case WAITING, PLACED -> hasLosses(figures) ? SHORTFALL : NOT_FINAL;
      case STOPPED -> STOPPED;
      case FAILED -> FAILED;
      case REFUSED -> REFUSED;
    };
  }

  private static boolean hasLosses(RunFigures figures) {
    RunFigures.Numbers numbers = figures.numbers();
    return figures.rowsRejected() + numbers.shortfall() + numbers.rejected() + numbers.repeated()
        > 0;
  }
}
