package bulkorders.submission.model;

/**
 * A process that works on the run.
 *
 * @param at where it is
 * @param attempt the attempt that it took up
 * @param age ticks since it took the order up or, once the guard let it pass, since then
 * @param outcome what it knows of the attempt
 * @param sight ticks until the settle time of the uncertain order is over by its monotonic clock;
 *     {@link #UNSEEN} when it has not seen it
 * @param looked whether it has looked for the order since it saw it
 * @param look the look that it is at
 */
record Sender(At at, int attempt, int age, Outcome outcome, int sight, boolean looked, Look look) {

  static final int UNSEEN = -1;

  static final Sender DOWN = new Sender(At.DOWN, 0, 0, Outcome.NONE, UNSEEN, false, Look.NONE);

  /** Where a process is. */
  enum At {
    DOWN,
    STARTED,
    READY,
    TOOK_UP,
    IS_ALIVE,
    PASSED_THE_GUARD,
    WAITS,
    HAS_OUTCOME,
    OUTCOME_IS_LATE,
    MAY_TRY_AGAIN,
    LOOKS
  }

  /** What a sender knows of its attempt. */
  enum Outcome {
    NONE,
    ACCEPTED,
    UNCLEAR,
    HELD_BACK,
    REFUSED_FOR_NOW,
    REFUSED_FOR_GOOD
  }

  /**
   * A look through the provider's list.
   *
   * @param attempt the order's attempt when it began
   * @param end the attempt's end that was known then
   * @param settled whether the settle time was over then
   * @param known the provider's id that was known then
   * @param seen the orders that were listed then, a bit for each attempt
   */
  record Look(int attempt, int end, boolean settled, int known, int seen) {
    static final Look NONE = new Look(0, 0, false, 0, 0);

    void addTo(Key.Bits bits) {
      bits.add(attempt, 4).add(end, 3).add(settled ? 1 : 0, 2).add(known, 5).add(seen, 32);
    }

    /** Nothing equals the end that it knew any more. */
    Look outdated() {
      return new Look(attempt, World.OTHER_END, settled, known, seen);
    }
  }

  Sender to(At next) {
    return new Sender(next, attempt, age, outcome, sight, looked, look);
  }

  Sender tookUp(int newAttempt) {
    return new Sender(At.TOOK_UP, newAttempt, 0, Outcome.NONE, UNSEEN, false, Look.NONE);
  }

  Sender passed() {
    return new Sender(At.PASSED_THE_GUARD, attempt, 0, outcome, sight, looked, look);
  }

  Sender knows(Outcome known) {
    return new Sender(At.HAS_OUTCOME, attempt, 0, known, sight, looked, look);
  }

  Sender ready() {
    return new Sender(At.READY, 0, 0, Outcome.NONE, sight, looked, Look.NONE);
  }

  Sender mayTryAgain() {
    return new Sender(At.MAY_TRY_AGAIN, attempt, 0, Outcome.NONE, UNSEEN, false, Look.NONE);
  }

  Sender looks(int newSight, Look begun) {
    return new Sender(At.LOOKS, 0, 0, Outcome.NONE, newSight, true, begun);
  }

  /** As if the settle time were over by its monotonic clock. */
  Sender settled() {
    return new Sender(at, attempt, age, outcome, 0, looked, look);
  }

  /** The order is not the one that it saw any more. */
  Sender withoutSight() {
    return sight == UNSEEN && !looked
        ? this
        : new Sender(at, attempt, age, outcome, UNSEEN, false, look);
  }

  Sender withLook(Look other) {
    return new Sender(at, attempt, age, outcome, sight, looked, other);
  }

  void addTo(Key.Bits bits) {
    bits.add(at.ordinal(), 11)
        .add(attempt, 4)
        .add(age, 3)
        .add(outcome.ordinal(), 6)
        .add(sight + 1, 6)
        .add(looked ? 1 : 0, 2);
    look.addTo(bits);
  }

  Sender tick() {
    boolean counts = at == At.TOOK_UP || at == At.IS_ALIVE || at == At.PASSED_THE_GUARD;
    int older = counts ? Math.min(age + 1, Rules.SUSPENSION + 1) : age;
    return new Sender(at, attempt, older, outcome, sight > 0 ? sight - 1 : sight, looked, look);
  }
}
