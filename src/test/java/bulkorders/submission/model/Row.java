package bulkorders.submission.model;

import bulkorders.ledger.OrderState;
import java.util.Optional;

/**
 * The order's row in the ledger, as far as it decides anything. Each method is one of the ledger's
 * guarded updates; empty says that no row matched.
 *
 * @param owner who sends it, {@link #NOBODY} or {@link #DEAD}
 * @param end which end of the attempt is known: 0 none, else a number that is never used again
 * @param endAssumed whether the attempt's end is not known, but as late as it may have been
 * @param requestLeft ticks until the request of the attempt has ended for certain
 * @param settleLeft ticks until the settle time is over by the database's clock
 * @param providerId the attempt that led to the provider's order, 0 when none is known
 */
record Row(
    OrderState state,
    int attempt,
    int owner,
    int end,
    boolean endAssumed,
    int requestLeft,
    int settleLeft,
    int failedLooks,
    boolean parked,
    int providerId) {

  static final int NOBODY = -1;
  static final int DEAD = -2;

  /** The number of an end that nobody has seen yet. */
  static final int NEW_END = 3;

  private static final int MOST_FAILED_LOOKS = 3;

  static final Row PLANNED = new Row(OrderState.PLANNED, 0, NOBODY, 0, false, 0, 0, 0, false, 0);

  Optional<Row> claim(int who) {
    return state == OrderState.PLANNED && !parked && owner != who
        ? Optional.of(taken(who))
        : Optional.empty();
  }

  Optional<Row> claimAgain(int who, int sent) {
    return state == OrderState.PLANNED && !parked && attempt == sent
        ? Optional.of(taken(who))
        : Optional.empty();
  }

  private Row taken(int who) {
    return new Row(
        OrderState.SUBMITTING, attempt + 1, who, 0, false, Rules.TIMEOUT, 0, 0, parked, providerId);
  }

  Optional<Row> sweep(int who, Rules rules) {
    return state == OrderState.SUBMITTING && owner != who
        ? Optional.of(doubtful(rules.has(Fence.SWEPT_ATTEMPT_LASTS_ITS_TIMEOUT)))
        : Optional.empty();
  }

  /**
   * @param assumed whether its request may last as long as it may
   */
  private Row doubtful(boolean assumed) {
    return new Row(
        OrderState.UNCERTAIN,
        attempt,
        owner,
        NEW_END,
        assumed,
        0,
        Rules.SETTLE_TIME + (assumed ? requestLeft : 0),
        failedLooks,
        parked,
        providerId);
  }

  private boolean isBeingSent(int sent, Rules rules) {
    return state == OrderState.SUBMITTING && (attempt == sent || !rules.has(Fence.ATTEMPT_CHECK));
  }

  Optional<Row> accepted(int sent, Rules rules) {
    return isBeingSent(sent, rules)
        ? Optional.of(to(OrderState.ACCEPTED, owner, parked, sent))
        : Optional.empty();
  }

  Optional<Row> backToPlanned(int sent, int newOwner, Rules rules) {
    return isBeingSent(sent, rules)
        ? Optional.of(to(OrderState.PLANNED, newOwner, parked, providerId))
        : Optional.empty();
  }

  Optional<Row> uncertain(int sent, Rules rules) {
    return isBeingSent(sent, rules) ? Optional.of(doubtful(false)) : Optional.empty();
  }

  Optional<Row> rejected(int sent, Rules rules) {
    return isBeingSent(sent, rules)
        ? Optional.of(to(OrderState.REJECTED, owner, parked, providerId))
        : Optional.empty();
  }

  private Row to(OrderState next, int newOwner, boolean nowParked, int id) {
    return new Row(next, attempt, newOwner, end, endAssumed, 0, 0, failedLooks, nowParked, id);
  }

  /**
   * @param id 0 when the outcome has none
   */
  Optional<Row> lateOutcome(int id, Rules rules) {
    if (id != 0 && providerId == id) {
      return Optional.empty();
    }
    boolean underWay =
        state == OrderState.SUBMITTING && rules.has(Fence.INTERRUPTED_ATTEMPT_LASTS_ITS_TIMEOUT);
    boolean secondId = id != 0 && providerId != 0 && rules.has(Fence.SECOND_ID_PARKS);
    Row doubtful = doubtful(underWay);
    return Optional.of(
        new Row(
            doubtful.state,
            attempt,
            owner,
            doubtful.end,
            underWay,
            0,
            doubtful.settleLeft,
            failedLooks,
            parked || state == OrderState.REJECTED || secondId,
            providerId == 0 ? id : providerId));
  }

  Optional<Row> adopted(OrderState seenState, int seenAttempt, int seenEnd, int id, Rules rules) {
    boolean placeable = state == OrderState.PLANNED || state == OrderState.UNCERTAIN;
    return placeable && state == seenState && isAsSeen(seenAttempt, seenEnd, rules)
        ? Optional.of(to(OrderState.ACCEPTED, owner, false, id))
        : Optional.empty();
  }

  Optional<Row> absent(int seenAttempt, int seenEnd, Rules rules) {
    return state == OrderState.UNCERTAIN && providerId == 0 && isAsSeen(seenAttempt, seenEnd, rules)
        ? Optional.of(to(OrderState.PLANNED, NOBODY, parked, providerId))
        : Optional.empty();
  }

  private boolean isAsSeen(int seenAttempt, int seenEnd, Rules rules) {
    return attempt == seenAttempt && (end == seenEnd || !rules.has(Fence.ATTEMPT_END_COMPARED));
  }

  Optional<Row> lookFailed(int seenAttempt) {
    if (state != OrderState.UNCERTAIN || attempt != seenAttempt) {
      return Optional.empty();
    }
    int looks = Math.min(failedLooks + 1, MOST_FAILED_LOOKS);
    boolean nowParked = parked || looks >= MOST_FAILED_LOOKS;
    return Optional.of(
        new Row(
            state, attempt, owner, end, endAssumed, 0, settleLeft, looks, nowParked, providerId));
  }

  Optional<Row> park(OrderState seenState, int seenAttempt) {
    boolean placeable = state == OrderState.PLANNED || state == OrderState.UNCERTAIN;
    return placeable && state == seenState && attempt == seenAttempt
        ? Optional.of(
            new Row(
                state,
                attempt,
                owner,
                end,
                endAssumed,
                0,
                settleLeft,
                failedLooks,
                true,
                providerId))
        : Optional.empty();
  }

  Row abandoned() {
    return to(OrderState.ABANDONED, owner, false, providerId);
  }

  Row unparked() {
    return to(state, owner, false, providerId);
  }

  /** As if the settle time were over by the database's clock. */
  Row settled() {
    return new Row(
        state, attempt, owner, end, endAssumed, requestLeft, 0, failedLooks, parked, providerId);
  }

  Row withOwner(int other) {
    return new Row(
        state,
        attempt,
        other,
        end,
        endAssumed,
        requestLeft,
        settleLeft,
        failedLooks,
        parked,
        providerId);
  }

  void addTo(Key.Bits bits, int first) {
    bits.add(state.ordinal(), 16)
        .add(attempt, 4)
        .add((owner < 0 ? owner : owner ^ first) - DEAD, 4)
        .add(end, 2)
        .add(endAssumed ? 1 : 0, 2)
        .add(requestLeft, 2)
        .add(settleLeft, 5)
        .add(failedLooks, 4)
        .add(parked ? 1 : 0, 2)
        .add(providerId, 5);
  }

  Row tick() {
    return new Row(
        state,
        attempt,
        owner,
        end,
        endAssumed,
        Math.max(0, requestLeft - 1),
        Math.max(0, settleLeft - 1),
        failedLooks,
        parked,
        providerId);
  }
}
