package bulkorders.submission.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can happen in a world.
 *
 * @param what in words
 * @param who the process that does it, or {@link Row#NOBODY}
 * @param next the world afterwards
 * @param calls what it asked of the ledger
 * @param fault what is wrong with it, null when nothing is
 */
record Move(String what, int who, World next, List<Call> calls, @Nullable String fault) {

  Move(String what, int who, World next, Call... calls) {
    this(what, who, next, List.of(calls), null);
  }

  /** What a move asks of the ledger. */
  enum Asked {
    SEE,
    SWEEP,
    CLAIM,
    CLAIM_AGAIN,
    ACCEPTED,
    BACK_TO_PLANNED,
    REFUSED_FOR_NOW,
    UNCERTAIN,
    REJECTED,
    LATE_OUTCOME,
    ADOPTED,
    ABSENT,
    LOOK_FAILED,
    PARK,
    DIED
  }

  /**
   * A call to the ledger.
   *
   * @param who the process that calls
   * @param id the provider's id in it, by the number of the attempt; 0 when there is none
   * @param matched whether a row matched
   */
  record Call(Asked asked, int who, int id, boolean matched) {}

  private static String name(int who) {
    return who == 0 ? "A " : "B ";
  }

  @Override
  public String toString() {
    return (who == Row.NOBODY ? "" : name(who)) + what;
  }
}
